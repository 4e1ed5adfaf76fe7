#include "nn/zip.h"

#include <fmt/format.h>
#include <zlib.h>

#include <cassert>
#include <cstdint>

namespace fallline::nn {
namespace {

constexpr std::uint32_t local_mark = 0x04034b50, entry_mark = 0x02014b50, end_mark = 0x06054b50;
constexpr std::size_t local_size = 30, entry_size = 46, end_size = 22;
constexpr std::size_t most_bytes = std::size_t{1} << 30;  // of an entry, unpacked

// The lowest byte first.
void put(std::string& to, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) to += static_cast<char>(value >> (8 * i) & 255);
}
std::size_t take(std::string_view from, std::size_t at, int bytes) {
  if (at > from.size() || from.size() - at < static_cast<std::size_t>(bytes))
    throw ArchiveRefused{"damaged: it ends too early"};
  std::size_t value = 0;
  for (int i = bytes; i-- > 0;) value = value << 8 | static_cast<unsigned char>(from[at + static_cast<std::size_t>(i)]);
  return value;
}
std::string_view part(std::string_view from, std::size_t at, std::size_t size) {
  if (at > from.size() || from.size() - at < size) throw ArchiveRefused{"damaged: it ends too early"};
  return from.substr(at, size);
}

std::uint32_t checksum(std::string_view content) {
  return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(content.data()), content.size()));
}

// What the local header and the directory both say of an entry, from the version needed to the length of the name.
void put_description(std::string& to, const ZipEntry& entry) {
  put(to, 20, 2);          // version 2.0
  put(to, 0, 2);           // no flags
  put(to, 0, 2);           // stored
  put(to, 0, 2);           // midnight
  put(to, 1 << 5 | 1, 2);  // 1 January 1980
  put(to, checksum(entry.content), 4);
  put(to, entry.content.size(), 4);
  put(to, entry.content.size(), 4);
  put(to, entry.name.size(), 2);
  put(to, 0, 2);  // no extra field
}

std::string inflated(const std::string& name, std::string_view packed, std::size_t size) {
  std::string content(size, '\0');
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw ArchiveRefused{"no memory to unpack it"};
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  stream.next_out = reinterpret_cast<Bytef*>(content.data());
  stream.avail_out = static_cast<uInt>(content.size());
  const int status = inflate(&stream, Z_FINISH);
  const bool whole = status == Z_STREAM_END && stream.total_out == size;
  inflateEnd(&stream);
  if (!whole) throw ArchiveRefused{fmt::format("{}: damaged: it cannot be unpacked", name)};
  return content;
}

// An entry of the directory; `at` goes to the next.
ZipEntry read_entry(std::string_view bytes, std::size_t& at) {
  if (take(bytes, at, 4) != entry_mark) throw ArchiveRefused{"damaged: an entry of its directory is missing"};
  const std::size_t flags = take(bytes, at + 8, 2), method = take(bytes, at + 10, 2), sum = take(bytes, at + 16, 4),
                    packed = take(bytes, at + 20, 4), size = take(bytes, at + 24, 4),
                    name_size = take(bytes, at + 28, 2), place = take(bytes, at + 42, 4);
  ZipEntry entry{.name = std::string(part(bytes, at + entry_size, name_size)), .content = {}};
  at += entry_size + name_size + take(bytes, at + 30, 2) + take(bytes, at + 32, 2);
  if ((flags & 1) != 0) throw ArchiveRefused{fmt::format("{}: encrypted; a plain entry is expected", entry.name)};
  if (size > most_bytes) throw ArchiveRefused{fmt::format("{}: more than 1 GB", entry.name)};
  if (method != 0 && method != Z_DEFLATED)
    throw ArchiveRefused{fmt::format("{}: packed by method {}; stored or deflated is expected", entry.name, method)};
  if (take(bytes, place, 4) != local_mark) throw ArchiveRefused{fmt::format("{}: damaged: no header", entry.name)};
  const std::size_t start = place + local_size + take(bytes, place + 26, 2) + take(bytes, place + 28, 2);
  const std::string_view content = part(bytes, start, packed);
  entry.content = method == 0 ? std::string(content) : inflated(entry.name, content, size);
  if (entry.content.size() != size || checksum(entry.content) != sum)
    throw ArchiveRefused{fmt::format("{}: damaged: its checksum is another", entry.name)};
  return entry;
}

}  // namespace

std::string zip_bytes(const std::vector<ZipEntry>& entries) {
  std::string bytes, directory;
  for (const ZipEntry& entry : entries) {
    put(directory, entry_mark, 4);
    put(directory, 20, 2);  // made by version 2.0
    put_description(directory, entry);
    put(directory, 0, 2);  // no comment
    put(directory, 0, 2);  // the first disk
    put(directory, 0, 2);  // no attributes
    put(directory, 0, 4);
    put(directory, bytes.size(), 4);
    directory += entry.name;
    put(bytes, local_mark, 4);
    put_description(bytes, entry);
    bytes += entry.name;
    bytes += entry.content;
  }
  const std::size_t place = bytes.size();
  bytes += directory;
  put(bytes, end_mark, 4);
  put(bytes, 0, 4);  // the first disk, and no other
  put(bytes, entries.size(), 2);
  put(bytes, entries.size(), 2);
  put(bytes, directory.size(), 4);
  put(bytes, place, 4);
  put(bytes, 0, 2);  // no comment
  assert(bytes.size() <= UINT32_MAX);
  return bytes;
}

std::vector<ZipEntry> read_zip(std::string_view bytes) {
  const std::size_t end = bytes.rfind("PK\x05\x06");
  if (!bytes.starts_with("PK") || end == std::string_view::npos || bytes.size() - end < end_size)
    throw ArchiveRefused{"no zip archive; a file of numpy.savez is expected"};
  const std::size_t count = take(bytes, end + 10, 2);
  std::size_t at = take(bytes, end + 16, 4);
  std::vector<ZipEntry> entries;
  for (std::size_t i = 0; i < count; ++i) entries.push_back(read_entry(bytes, at));
  return entries;
}

}  // namespace fallline::nn
