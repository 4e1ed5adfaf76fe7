// NPZ: named arrays as numpy.savez and savez_compressed write them and numpy.load reads them: a zip archive (PKWARE
// APPNOTE 6.3) of .npy files (NumPy enhancement proposal 1). Written stored, in double precision; read stored or
// deflated, in double or single precision, in C or Fortran order.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace fallline::nn {

struct NamedArray {
  std::string name;
  std::vector<std::size_t> shape;
  std::vector<double> values;  // in C order: the last index runs fastest
  friend bool operator==(const NamedArray&, const NamedArray&) = default;
};

// A .npy file of one array.
std::string npy_bytes(const NamedArray& array);

// Arrays that take less than 4 GB together, the limit of the format.
std::string npz_bytes(const std::vector<NamedArray>& arrays);

// In the order of the archive; or what is wrong and with which array.
std::variant<std::vector<NamedArray>, std::string> read_npz(std::string_view bytes);

}  // namespace fallline::nn
