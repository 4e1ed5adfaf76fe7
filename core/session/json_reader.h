// Reading JSON that people write: places in a document that know their path, so that every refusal says where.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace fallline {

using Json = nlohmann::ordered_json;

// What reading throws inside, and the file functions turn into a value.
struct Refused {
  std::string message;
};

// A text of the file as it can be shown: on one line, and not too long.
std::string shown(const std::string& text);

// Throws Refused for what is no JSON, with line and column, and for a key given twice, with its path.
Json parse_json(std::string_view text);

// A place in the document that knows its path. All its readers throw Refused.
class Place {
 public:
  Place(const Json& node, std::string path) : node_(node), path_(std::move(path)) {}

  [[noreturn]] void refuse(std::string_view expected) const;  // PATH: what is there; `expected` is expected
  [[noreturn]] void fail(std::string_view why) const;         // PATH: why

  // An object without other keys than these.
  void only(std::string_view what, const std::vector<std::string_view>& keys) const;
  std::optional<Place> find(std::string_view key) const;

  double number() const;
  std::int64_t whole() const;
  std::int64_t whole(std::int64_t least, std::int64_t most) const;
  std::uint64_t seed() const;
  bool truth() const;
  std::string text() const;
  std::vector<double> numbers(std::size_t count) const;
  std::vector<Place> items() const;

  bool is_list() const { return node_.is_array(); }
  bool is_object() const { return node_.is_object(); }
  bool is_text() const { return node_.is_string(); }

  // If the key is there, its value.
  void read(std::string_view key, double& to) const;
  void read(std::string_view key, bool& to) const;

 private:
  std::string path_to(std::string_view key) const;

  const Json& node_;
  std::string path_;
};

}  // namespace fallline
