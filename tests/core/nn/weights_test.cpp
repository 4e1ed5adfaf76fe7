// Weights as named arrays and as NPZ: what NumPy wrote is read, what is written is what NumPy writes.
#include "nn/weights.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "nn/zip.h"

namespace fallline::nn {
namespace {

using Arrays = std::vector<NamedArray>;

const NetworkSpec network = network_spec(2, {3}, 1);
const std::vector<double> theta = {0,       1 / 7.0, 2 / 7.0, 3 / 7.0, 4 / 7.0, 5 / 7.0, 0.5,
                                   -1e-300, 3,       1.25,    -2.5,    0,       1 / 3.0};

std::string data_file(std::string_view name) {
  std::ifstream file(fmt::format("{}/{}", FALLLINE_TEST_DATA, name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
Arrays read(std::string_view bytes) {
  auto result = read_npz(bytes);
  if (const auto* why = std::get_if<std::string>(&result)) {
    ADD_FAILURE() << *why;
    return {};
  }
  return std::get<Arrays>(std::move(result));
}
std::string refused(std::string_view bytes) {
  const auto result = read_npz(bytes);
  return std::holds_alternative<std::string>(result) ? std::get<std::string>(result) : "taken";
}

TEST(Npz, ReadsWhatNumPyWrote) {
  // By numpy.savez and numpy.savez_compressed 1.24: W2 in single precision, the second W1 in Fortran order.
  for (const std::string_view name : {"weights_stored.npz", "weights_deflated.npz"}) {
    const auto result = weights_of(network, read(data_file(name)));
    ASSERT_TRUE(std::holds_alternative<Weights>(result)) << std::get<std::string>(result);
    EXPECT_EQ(std::get<Weights>(result).theta, theta) << name;
  }
}

TEST(Npz, WhatIsWrittenReadsBack) {
  const Arrays arrays = named_weights(network, theta, {});
  EXPECT_EQ(arrays[0].shape, (std::vector<std::size_t>{3, 2}));
  EXPECT_EQ(arrays[2].shape, (std::vector<std::size_t>{1, 3}));
  EXPECT_EQ(arrays[3].shape, (std::vector<std::size_t>{1}));
  EXPECT_EQ(read(npz_bytes(arrays)), arrays);
  EXPECT_EQ(npz_bytes(arrays), npz_bytes(arrays));
}

TEST(Npz, FilesInItAreThoseOfNumPy) {
  const auto ours = read_zip(npz_bytes(named_weights(network, theta, {}))),
             numpys = read_zip(data_file("weights_stored.npz"));
  ASSERT_EQ(ours.size(), numpys.size());
  for (const std::size_t i : {0, 1, 3}) {  // in double precision
    EXPECT_EQ(ours[i].name, numpys[i].name);
    EXPECT_EQ(ours[i].content, numpys[i].content) << ours[i].name;
  }
}

TEST(Npz, DamageIsFoundWhereverItIs) {
  for (const std::string_view name : {"weights_stored.npz", "weights_deflated.npz"}) {
    const std::string good = data_file(name);
    const Arrays arrays = read(good);
    for (std::size_t size = 0; size < good.size(); ++size) EXPECT_NE(refused(good.substr(0, size)), "taken") << size;
    for (std::size_t at = 0; at < good.size(); ++at) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ 0x41);
      const auto result = read_npz(bad);  // in places that nobody reads the change is none
      if (const auto* read_all_the_same = std::get_if<Arrays>(&result)) {
        for (const NamedArray& array : *read_all_the_same)
          for (const NamedArray& known : arrays) EXPECT_TRUE(array.name != known.name || array == known) << at;
      }
    }
  }
}

TEST(Npz, SaysWhatIsWrong) {
  EXPECT_EQ(refused(""), "no zip archive; a file of numpy.savez is expected");
  EXPECT_EQ(refused("{\"W1\": [1]}"), "no zip archive; a file of numpy.savez is expected");
  EXPECT_EQ(refused(zip_bytes({{"W1.npy", "something else"}})), "W1: no array of NumPy's");
  std::string content = read_zip(npz_bytes({{"b", {2}, {1, 2}}}))[0].content;
  EXPECT_EQ(refused(zip_bytes({{"b.npy", content + "x"}})), "b: 17 bytes of numbers; 16 are expected for its shape");
  content.replace(content.find("<f8"), 3, "<i8");
  EXPECT_EQ(refused(zip_bytes({{"b.npy", content}})), "b: numbers of another type; float64 or float32 is expected");
}

TEST(Weights, MustFitTheNetwork) {
  const auto refused_after = [](auto change) {
    Arrays arrays = named_weights(network, theta, {});
    change(arrays);
    const auto result = weights_of(network, arrays);
    return std::holds_alternative<std::string>(result) ? std::get<std::string>(result) : "taken";
  };
  EXPECT_EQ(refused_after([](Arrays& a) { std::swap(a[0], a[3]); }), "taken");
  EXPECT_EQ(refused_after([](Arrays& a) { a[0].name = "w1"; }), "unknown parameters \"w1\"; did you mean \"W1\"?");
  EXPECT_EQ(refused_after([](Arrays& a) { a.pop_back(); }), "b2: missing; an array of shape [1] is expected");
  EXPECT_EQ(refused_after([](Arrays& a) { a.push_back(a[0]); }),
            "W1: there twice; an array of shape [3, 2] is expected");
  EXPECT_EQ(refused_after([](Arrays& a) { a[0].shape = {2, 3}; }), "W1: an array of shape [2, 3]; [3, 2] is expected");
  EXPECT_EQ(refused_after([](Arrays& a) { a[1] = {"b1", {2}, {1, 2}}; }), "b1: an array of shape [2]; [3] is expected");
  EXPECT_EQ(refused_after([](Arrays& a) { a[0].values[3] = std::nan(""); }),
            "W1[1, 1]: nan; a finite number is expected");
  EXPECT_EQ(refused_after([](Arrays& a) { a[1].values[2] = -HUGE_VAL; }), "b1[2]: -inf; a finite number is expected");
}

TEST(Weights, RunningAveragesAreThereWholeOrNotAtAll) {
  NetworkSpec spec = network_spec(2, {3}, 1);
  spec.layers[0].normalization = Normalization::batch;
  const std::vector<double> parameters(parameter_count(spec), 0.5), memory{1, 2, 3, 0.1, 0, 7};
  const auto loaded_after = [&](auto change) {
    Arrays arrays = named_weights(spec, parameters, memory);
    change(arrays);
    return weights_of(spec, arrays);
  };
  const auto refused_after = [&](auto change) {
    const auto result = loaded_after(change);
    return std::holds_alternative<std::string>(result) ? std::get<std::string>(result) : "taken";
  };
  const Arrays arrays = named_weights(spec, parameters, memory);
  ASSERT_EQ(arrays.size(), 8u);  // W1, b1, gamma1, beta1, W2, b2, and two more
  EXPECT_EQ(arrays[6], (NamedArray{"mean1", {3}, {1, 2, 3}}));
  EXPECT_EQ(arrays[7], (NamedArray{"variance1", {3}, {0.1, 0, 7}}));
  const auto whole = std::get<Weights>(loaded_after([](Arrays& a) { std::swap(a[0], a[7]); }));
  EXPECT_EQ(whole.theta, parameters);
  EXPECT_EQ(whole.memory, memory);
  EXPECT_TRUE(std::get<Weights>(loaded_after([](Arrays& a) { a.resize(6); })).memory.empty());
  EXPECT_EQ(refused_after([](Arrays& a) { a.pop_back(); }), "variance1: missing; an array of shape [3] is expected");
  EXPECT_EQ(refused_after([](Arrays& a) { a[6].values[1] = HUGE_VAL; }), "mean1[1]: inf; a finite number is expected");
  EXPECT_EQ(refused_after([](Arrays& a) { a[7].values[0] = -1; }), "variance1[0]: -1; a number from 0 on is expected");
  EXPECT_EQ(refused_after([](Arrays& a) { a[6].name = "mean2"; }),
            "unknown parameters \"mean2\"; did you mean \"mean1\"?");
}

}  // namespace
}  // namespace fallline::nn
