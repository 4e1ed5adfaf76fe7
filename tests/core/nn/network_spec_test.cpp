#include "nn/network_spec.h"

#include <gtest/gtest.h>

namespace fallline::nn {
namespace {

TEST(NetworkSpec, LaysParametersOutLayerByLayer) {
  NetworkSpec spec = network_spec(2, {4, 3}, 1);
  spec.layers[0].normalization = Normalization::batch;
  spec.layers[1].activation = "prelu";
  spec.layers[1].normalization = Normalization::weight;
  std::vector<std::string> names;
  std::size_t offset = 0;
  for (const ParameterBlock& block : layout(spec)) {
    names.push_back(block.name);
    EXPECT_EQ(block.offset, offset) << block.name;
    offset += block.size();
  }
  EXPECT_EQ(names, (std::vector<std::string>{"W1", "b1", "gamma1", "beta1", "W2", "b2", "g2", "slope2", "W3", "b3"}));
  EXPECT_EQ(parameter_count(spec), offset);
  EXPECT_EQ(offset, 8u + 4 + 4 + 4 + 12 + 3 + 3 + 1 + 3 + 1);
}

TEST(NetworkSpec, SaysWhatIsWrongAndWhere) {
  const auto refused = [](auto change) {
    NetworkSpec spec = network_spec(2, {4}, 1);
    change(spec);
    return refuse(spec).value_or("taken");
  };
  EXPECT_EQ(refused([](NetworkSpec&) {}), "taken");
  EXPECT_EQ(refused([](NetworkSpec& s) { s.layers.clear(); }), "layers: from 1 to 64 are expected, not 0");
  EXPECT_EQ(refused([](NetworkSpec& s) { s.layers[0].width = 0; }),
            "layers[0].width: from 1 to 4096 units are expected, not 0");
  EXPECT_EQ(refused([](NetworkSpec& s) { s.layers[0].width = 10'000; }),
            "layers[0].width: from 1 to 4096 units are expected, not 10000");
  EXPECT_EQ(refused([](NetworkSpec& s) { s.layers[0].activation = "tanhh"; }),
            "layers[0].activation: unknown activation \"tanhh\"; did you mean \"tanh\"?");
  EXPECT_EQ(refused([](NetworkSpec& s) { s.layers[0].residual = true; }),
            "layers[0].residual: 4 units cannot be added to 2 inputs; equal widths are expected");
  EXPECT_EQ(refused([](NetworkSpec& s) { s.layers[0].dropout = 1; }),
            "layers[0].dropout: a share of units from 0 to below 1 is expected, not 1");
}

}  // namespace
}  // namespace fallline::nn
