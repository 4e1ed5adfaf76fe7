// A value, or the reason why there is none.
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace fallline::render {

// What went wrong, in one message for a person: what, where, and what was expected.
struct Error {
  std::string message;
};

// A value, or the reason why there is none.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Error error) : content_(std::move(error)) {}

  explicit operator bool() const { return std::holds_alternative<T>(content_); }

  // Precondition of all these: there is a value.
  T& operator*() & { return *get(); }
  T&& operator*() && { return std::move(*get()); }
  T* operator->() { return get(); }
  const T* operator->() const { return get(); }

  // Precondition: there is no value.
  const std::string& error() const {
    assert(!*this);
    return std::get_if<Error>(&content_)->message;
  }

 private:
  T* get() {
    assert(*this);
    return std::get_if<T>(&content_);
  }
  const T* get() const {
    assert(*this);
    return std::get_if<T>(&content_);
  }

  std::variant<T, Error> content_;
};

}  // namespace fallline::render
