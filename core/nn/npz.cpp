#include "nn/npz.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>

#include "nn/zip.h"

namespace fallline::nn {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers go into the file as they are in memory");

constexpr std::string_view magic = "\x93NUMPY";
constexpr std::string_view suffix = ".npy";

// What follows 'KEY': in the header, a Python dictionary that NumPy writes in one form only.
std::string_view value_of(std::string_view header, std::string_view key) {
  const std::size_t at = header.find(fmt::format("'{}': ", key));
  return at == std::string_view::npos ? "" : header.substr(at + key.size() + 4);
}

std::optional<std::vector<std::size_t>> read_shape(std::string_view text) {
  if (!text.starts_with('(')) return {};
  std::vector<std::size_t> shape;
  for (std::size_t at = 1; at < text.size() && text[at] != ')';) {
    std::size_t side = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), side);
    if (error != std::errc() || side > (std::size_t{1} << 30) || shape.size() == 8) return {};
    shape.push_back(side);
    at = std::min(text.find_first_not_of(", ", static_cast<std::size_t>(end - text.data())), text.size());
  }
  return shape;
}

template <class Number>
void append_numbers(std::vector<double>& to, std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size(); at += sizeof(Number)) {
    Number number;
    std::memcpy(&number, bytes.data() + at, sizeof(Number));
    to.push_back(static_cast<double>(number));
  }
}

// From the first index running fastest to the last.
void to_c_order(NamedArray& array) {
  if (array.shape.size() != 2) return;
  const std::size_t rows = array.shape[0], columns = array.shape[1];
  std::vector<double> turned(array.values.size());
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) turned[r * columns + c] = array.values[c * rows + r];
  array.values = std::move(turned);
}

NamedArray read_npy(std::string name, std::string_view bytes) {
  const auto refuse = [&](std::string_view why) -> ArchiveRefused { return {fmt::format("{}: {}", name, why)}; };
  if (!bytes.starts_with(magic) || bytes.size() < 12) throw refuse("no array of NumPy's");
  const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[i])); };
  const bool first_version = bytes[6] == 1;
  const std::size_t start = first_version ? 10 : 12;
  const std::size_t length = byte(8) | byte(9) << 8 | (first_version ? 0 : byte(10) << 16 | byte(11) << 24);
  if (bytes.size() - start < length) throw refuse("damaged: its header ends too early");
  const std::string_view header = bytes.substr(start, length), numbers = bytes.substr(start + length);

  const std::string_view type = value_of(header, "descr").substr(0, 5);
  const std::size_t width = type == "'<f8'" ? 8 : type == "'<f4'" ? 4 : 0;
  if (width == 0) throw refuse("numbers of another type; float64 or float32 is expected");
  const auto shape = read_shape(value_of(header, "shape"));
  if (!shape) throw refuse("its shape cannot be read");
  std::size_t count = 1;
  for (const std::size_t side : *shape) count = std::min(count * side, std::size_t{1} << 30);
  if (numbers.size() != count * width)
    throw refuse(fmt::format("{} bytes of numbers; {} are expected for its shape", numbers.size(), count * width));
  NamedArray array{.name = name, .shape = *shape, .values = {}};
  array.values.reserve(count);
  width == 8 ? append_numbers<double>(array.values, numbers) : append_numbers<float>(array.values, numbers);
  if (value_of(header, "fortran_order").starts_with("True")) {
    if (shape->size() > 2) throw refuse("Fortran order in more than two dimensions");
    to_c_order(array);
  }
  return array;
}

}  // namespace

std::string npy_bytes(const NamedArray& array) {
  std::string header = fmt::format("{{'descr': '<f8', 'fortran_order': False, 'shape': ({}{}), }}",
                                   fmt::join(array.shape, ", "), array.shape.size() == 1 ? "," : "");
  // The numbers begin at a multiple of 64 bytes.
  constexpr std::size_t before = 10;
  while ((before + header.size() + 1) % 64 != 0) header += ' ';
  header += '\n';
  std::string bytes(magic);
  bytes += {'\x01', '\0', static_cast<char>(header.size() & 255), static_cast<char>(header.size() >> 8)};
  bytes += header;
  bytes.append(reinterpret_cast<const char*>(array.values.data()), array.values.size() * sizeof(double));
  return bytes;
}

std::string npz_bytes(const std::vector<NamedArray>& arrays) {
  std::vector<ZipEntry> entries;
  for (const NamedArray& array : arrays) entries.push_back({array.name + std::string(suffix), npy_bytes(array)});
  return zip_bytes(entries);
}

std::variant<std::vector<NamedArray>, std::string> read_npz(std::string_view bytes) {
  try {
    std::vector<NamedArray> arrays;
    for (ZipEntry& entry : read_zip(bytes)) {
      std::string_view name = entry.name;
      if (name.ends_with(suffix)) name.remove_suffix(suffix.size());
      arrays.push_back(read_npy(std::string(name), entry.content));
    }
    return arrays;
  } catch (const ArchiveRefused& refused) {
    return refused.message;
  }
}

}  // namespace fallline::nn
