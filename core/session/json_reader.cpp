#include "session/json_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "math/parameter.h"

namespace fallline {
namespace {

// Finds the place where a text is no JSON. Reading it into a document says so for its syntax only, and not for a number
// that is too large.
class Locator final : public nlohmann::json_sax<Json> {
 public:
  std::string message(std::string_view text) {
    Json::sax_parse(text, this);
    const std::string_view before = text.substr(0, std::min(byte_, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto column = before.size() - (before.rfind('\n') + 1) + 1;  // npos + 1 is 0
    return fmt::format("line {}, column {}: {}", line, column, what_);
  }

  // What json_sax asks for: every event but the last goes by.
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  // `end` is the number of bytes read, the last of which is wrong; or, after a number, the next to be read.
  bool parse_error(std::size_t end, const std::string& token, const nlohmann::detail::exception& error) override {
    const bool too_large = dynamic_cast<const Json::out_of_range*>(&error) != nullptr;
    what_ = too_large ? "this number is too large" : "not valid JSON here";
    byte_ = end - std::min(end, too_large ? token.size() : 1);
    return false;
  }

 private:
  std::size_t byte_ = 0;
  std::string_view what_;
};

// Remembers the keys of the objects it is in. Of a key given twice JSON would keep the last value and say nothing.
class KeysOnce {
 public:
  static constexpr std::size_t most_keys = 1000;

  bool operator()(int, Json::parse_event_t event, const Json& parsed) {
    switch (event) {
      case Json::parse_event_t::object_start:
      case Json::parse_event_t::array_start:
        open_.emplace_back();
        break;
      case Json::parse_event_t::object_end:
      case Json::parse_event_t::array_end:
        open_.pop_back();
        break;
      case Json::parse_event_t::key:
        open_.back().last = parsed.get<std::string>();
        // Looking for a key in an object goes through all of them.
        if (open_.back().seen.size() == most_keys)
          throw Refused{fmt::format("{}: more than {} keys in one object", path(), most_keys)};
        if (!open_.back().seen.insert(open_.back().last).second)
          throw Refused{fmt::format("{}: given twice; each key is expected once", path())};
        break;
      case Json::parse_event_t::value:
        break;
    }
    return true;
  }

 private:
  struct Level {
    std::set<std::string> seen;
    std::string last;
  };
  std::string path() const {
    std::string all;
    for (const Level& level : open_)
      if (!level.seen.empty()) all += fmt::format("{}{}", all.empty() ? "" : ".", shown(level.last));
    return all;
  }
  std::vector<Level> open_;
};

}  // namespace

std::string shown(const std::string& text) {
  std::string escaped = Json(text).dump();
  escaped = escaped.substr(1, escaped.size() - 2);
  if (escaped.size() <= 40) return escaped;
  std::size_t end = 37;
  while ((static_cast<unsigned char>(escaped[end]) & 0xc0) == 0x80) --end;  // not inside a character
  return escaped.substr(0, end) + "…";
}

Json parse_json(std::string_view text) {
  try {
    return Json::parse(text, [once = KeysOnce()](int depth, Json::parse_event_t event, Json& parsed) mutable {
      return once(depth, event, parsed);
    });
  } catch (const Json::exception&) {
    throw Refused{Locator().message(text)};
  }
}

void Place::refuse(std::string_view expected) const {
  const std::string what = node_.is_object()   ? "an object"
                           : node_.is_array()  ? "a list"
                           : node_.is_string() ? fmt::format("\"{}\"", shown(node_.get<std::string>()))
                                               : node_.dump();
  fail(fmt::format("{}; {} is expected", what, expected));
}

void Place::fail(std::string_view why) const {
  throw Refused{fmt::format("{}: {}", path_.empty() ? "the document" : path_, why)};
}

void Place::only(std::string_view what, const std::vector<std::string_view>& keys) const {
  if (!node_.is_object()) refuse("an object");
  for (const auto& [key, _] : node_.items())
    if (std::find(keys.begin(), keys.end(), key) == keys.end())
      Place(node_, path_to(shown(key))).fail(unknown(what, shown(key), keys));
}

std::optional<Place> Place::find(std::string_view key) const {
  const auto it = node_.find(key);
  if (it == node_.end()) return std::nullopt;
  return Place(*it, path_to(key));
}

double Place::number() const {
  if (!node_.is_number()) refuse("a number");
  return node_.get<double>();
}

std::int64_t Place::whole() const {
  if (!node_.is_number_integer()) refuse("a whole number");
  if (node_.is_number_unsigned() && node_.get<std::uint64_t>() > std::uint64_t{INT64_MAX}) refuse("a smaller number");
  return node_.get<std::int64_t>();
}

std::int64_t Place::whole(std::int64_t least, std::int64_t most) const {
  const std::int64_t number = whole();
  if (number < least || number > most) refuse(fmt::format("a whole number from {} to {}", least, most));
  return number;
}

std::uint64_t Place::seed() const {
  if (!node_.is_number_unsigned()) refuse("a whole number from 0 on");
  return node_.get<std::uint64_t>();
}

bool Place::truth() const {
  if (!node_.is_boolean()) refuse("true or false");
  return node_.get<bool>();
}

std::string Place::text() const {
  if (!node_.is_string()) refuse("a text in quotes");
  return node_.get<std::string>();
}

std::vector<double> Place::numbers(std::size_t count) const {
  if (!node_.is_array() || node_.size() != count) refuse(fmt::format("a list of {} numbers", count));
  std::vector<double> all;
  for (const Place& p : items()) all.push_back(p.number());
  return all;
}

std::vector<Place> Place::items() const {
  if (!node_.is_array()) refuse("a list");
  std::vector<Place> places;
  for (std::size_t i = 0; i < node_.size(); ++i) places.emplace_back(node_[i], fmt::format("{}[{}]", path_, i));
  return places;
}

void Place::read(std::string_view key, double& to) const {
  if (const auto place = find(key)) to = place->number();
}

void Place::read(std::string_view key, bool& to) const {
  if (const auto place = find(key)) to = place->truth();
}

std::string Place::path_to(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

}  // namespace fallline
