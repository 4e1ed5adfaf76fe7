#include "session/weights_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "nn/weights.h"
#include "session/json_reader.h"
#include "session/whole_file.h"

namespace fallline {
namespace {

using Arrays = std::vector<nn::NamedArray>;

bool is_npz(const std::string& path) { return path.ends_with(".npz"); }

std::string json_text(const Arrays& arrays) {
  std::string text = "{";
  for (const nn::NamedArray& array : arrays) {
    text += fmt::format("{}\n  \"{}\": [", text == "{" ? "" : ",", array.name);
    const bool matrix = array.shape.size() == 2;
    const std::size_t rows = matrix ? array.shape[0] : 1, columns = matrix ? array.shape[1] : array.values.size();
    for (std::size_t r = 0; r < rows; ++r) {
      const auto row = std::span(array.values).subspan(r * columns, columns);
      if (matrix) text += r > 0 ? ",\n    [" : "\n    [";
      fmt::format_to(std::back_inserter(text), "{}{}", fmt::join(row, ", "), matrix ? "]" : "");
    }
    text += matrix ? "\n  ]" : "]";
  }
  return text + "\n}\n";
}

Arrays read_json(std::string_view text) {
  const Json json = parse_json(text);
  if (!json.is_object()) Place(json, "").refuse("an object with a list for each block of parameters");
  Arrays arrays;
  for (const auto& [key, node] : json.items()) {
    const Place place(node, shown(key));
    nn::NamedArray array{.name = key, .shape = {node.size()}, .values = {}};
    const std::vector<Place> items = place.items();
    if (node.empty() || !node[0].is_array()) {
      array.values = place.numbers(node.size());
    } else {
      array.shape.push_back(node[0].size());
      for (const Place& row : items)
        for (const double v : row.numbers(node[0].size())) array.values.push_back(v);
    }
    arrays.push_back(std::move(array));
  }
  return arrays;
}

std::variant<Arrays, std::string> read_arrays(const std::string& path, const std::string& content) {
  if (is_npz(path)) return nn::read_npz(content);
  try {
    return read_json(content);
  } catch (const Refused& refused) {
    return refused.message;
  }
}

}  // namespace

std::optional<std::string> save_weights(const std::string& path, const nn::NetworkSpec& network,
                                        std::span<const double> theta, std::span<const double> memory) {
  const Arrays arrays = nn::named_weights(network, theta, memory);
  return write_whole_file(path, is_npz(path) ? nn::npz_bytes(arrays) : json_text(arrays));
}

std::variant<nn::Weights, std::string> load_weights(const std::string& path, const nn::NetworkSpec& network) {
  const auto content = read_whole_file(path);
  if (!content) return fmt::format("{}: cannot be read", path);
  const auto arrays = read_arrays(path, *content);
  if (const auto* why = std::get_if<std::string>(&arrays)) return fmt::format("{}: {}", path, *why);
  auto weights = nn::weights_of(network, std::get<Arrays>(arrays));
  if (const auto* why = std::get_if<std::string>(&weights)) return fmt::format("{}: {}", path, *why);
  return weights;
}

}  // namespace fallline
