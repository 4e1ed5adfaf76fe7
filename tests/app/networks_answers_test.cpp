// What the views of networks make of outputs: probabilities, counts of classes, and samples as pixels.
#include <gtest/gtest.h>

#include <cmath>

#include "app/networks/answers.h"
#include "app/networks/boundary_dots.h"
#include "app/networks/class_colours.h"
#include "app/networks/confusion.h"
#include "data/data_sets.h"

namespace fallline {
namespace {

// A loss that is a likelihood is −log of the probability of the sample's class: the two are written apart.
TEST(Answers, TheLossIsTheLogarithmOfTheProbability) {
  for (const std::string_view loss : {"bce", "logistic", "softmax_ce"}) {
    const DataSetInfo& info = *find_data_set(loss == "softmax_ce" ? "blobs" : "moons");
    const auto data = std::make_shared<const Dataset>(make_data(info, initial_values(info.parameters)));
    nn::NetworkSpec spec = nn::network_spec(2, {5}, loss == "softmax_ce" ? static_cast<std::size_t>(data->classes) : 1);
    const nn::NetworkObjective objective(spec, {std::string(loss)}, data);
    const std::vector<double> theta = nn::initial_parameters(spec, 3);
    Eigen::MatrixXd outputs;
    objective.outputs(theta, data->x, outputs);
    int right = 0;
    for (std::size_t i = 0; i < 40; ++i) {
      const Answer a = answer(loss, outputs, static_cast<Eigen::Index>(i));
      const double value = objective.value(theta, {.samples = {&i, 1}});
      if (a.label == data->label[i]) {
        EXPECT_NEAR(-std::log(a.probability), value, 1e-12 * (1 + value)) << loss;
        ++right;
      } else {
        EXPECT_GE(value, -std::log(0.5) - 1e-12) << loss;
      }
    }
    EXPECT_GT(right, 0) << loss;
  }
}

TEST(Answers, MarginsAreCertainBeyondOne) {
  for (const std::string_view loss : {"hinge", "squared"}) {
    EXPECT_EQ(probability_of_one(loss, 0), 0.5);
    EXPECT_EQ(probability_of_one(loss, 1), 1);
    EXPECT_EQ(probability_of_one(loss, -3), 0);
  }
}

TEST(ConfusionMatrix, CountsWhatIsTakenForWhat) {
  Dataset data{.x = Eigen::MatrixXd::Zero(6, 1), .y = Eigen::MatrixXd(6, 0), .label = {0, 0, 1, 1, 2, 2}, .classes = 3};
  Eigen::MatrixXd outputs(6, 3);
  outputs << 3, 1, 0, 0, 2, 1, 0, 5, 1, 1, 4, 0, 0, 1, 9, 7, 1, 2;  // taken for 0, 1, 1, 1, 2, 0
  const Eigen::MatrixXi counts = confusion_counts(data, outputs);
  Eigen::MatrixXi expected(3, 3);
  expected << 1, 1, 0, 0, 2, 0, 1, 0, 1;
  EXPECT_EQ(counts, expected);
  EXPECT_DOUBLE_EQ(precision_of(counts, 1), 2.0 / 3);
  EXPECT_DOUBLE_EQ(recall_of(counts, 1), 1);
  EXPECT_DOUBLE_EQ(precision_of(counts, 2), 1);
  EXPECT_DOUBLE_EQ(recall_of(counts, 2), 0.5);
  EXPECT_TRUE(std::isnan(precision_of(Eigen::MatrixXi::Zero(2, 2), 0)));
}

TEST(ClassColours, DifferFromEachOtherAndFromTheRacers) {
  const ui::Theme theme = ui::dark_theme();
  for (int a = 0; a < 10; ++a) {
    for (int b = 0; b < a; ++b) EXPECT_NE(class_colour(theme, a, 10), class_colour(theme, b, 10));
    for (const ImU32 racer : theme.racers) EXPECT_NE(class_colour(theme, a, 10), racer);
  }
  EXPECT_EQ(class_colour(theme, 1, 2), theme.class_positive);
  EXPECT_NE(class_colour(theme, 2, 20), class_colour(theme, 10, 20));
}

int opacity(ImU32 pixel) { return static_cast<int>((pixel >> IM_COL32_A_SHIFT) & 255u); }

TEST(BoundaryDots, ADiscIsFilledAndARingIsNot) {
  const ImU32 colour = IM_COL32(10, 200, 30, 255);
  const auto at = [](const std::vector<ImU32>& pixels, int x, int y) {
    return pixels[static_cast<std::size_t>(y * 40 + x)];
  };
  const Dot disc{10.5f, 20.5f, colour, DotShape::disc, false}, ring{30.5f, 5.5f, colour, DotShape::ring, false};
  const std::vector<ImU32> pixels = draw_dots(40, 30, std::array{disc, ring}, 6);
  EXPECT_EQ(at(pixels, 10, 20), colour);
  EXPECT_EQ(at(pixels, 13, 20), colour);
  EXPECT_EQ(opacity(at(pixels, 30, 5)), 0) << "hollow";
  EXPECT_GT(opacity(at(pixels, 35, 5)), 200);
  EXPECT_EQ(opacity(at(pixels, 20, 20)), 0);
  // As much ink as a disc has, and its rim.
  double ink = 0;
  for (int y = 10; y < 30; ++y)
    for (int x = 0; x < 22; ++x) ink += opacity(at(pixels, x, y)) / 255.0;
  EXPECT_GT(ink, 3.14 * 36);
  EXPECT_LT(ink, 3.14 * 8 * 8);
}

TEST(BoundaryDots, AMarkIsARingAroundAndNothingLiesOutside) {
  Dot dot{10, 10, IM_COL32(200, 0, 0, 255), DotShape::disc, true};
  const std::vector<ImU32> marked = draw_dots(40, 30, {&dot, 1}, 4);
  dot.marked = false;
  const std::vector<ImU32> plain = draw_dots(40, 30, {&dot, 1}, 4);
  EXPECT_EQ(marked[10 * 40 + 10], plain[10 * 40 + 10]);
  EXPECT_GT(std::ranges::count_if(marked, [](ImU32 p) { return p != 0; }),
            std::ranges::count_if(plain, [](ImU32 p) { return p != 0; }));
  for (const float far : {-1e9f, -20.0f, 60.0f, 1e9f, NAN}) {
    dot.x = far;
    for (const ImU32 pixel : draw_dots(40, 30, {&dot, 1}, 4)) ASSERT_EQ(pixel, 0u);
  }
}

}  // namespace
}  // namespace fallline
