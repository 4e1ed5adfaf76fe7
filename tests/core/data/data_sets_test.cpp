// Data sets: the same everywhere, of the shapes, moments and shares that are said.
#include "data/data_sets.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "data/portable_functions.h"

namespace fallline {
namespace {

using Changes = std::map<std::string_view, double>;

const DataSetInfo& info_of(std::string_view key) { return *find_data_set(key); }

Dataset made(const DataSetInfo& info, const Changes& changes = {}) {
  std::vector<double> values = initial_values(info.parameters);
  for (const auto& [key, value] : changes) values[*find_parameter(info.parameters, key)] = value;
  return make_data(info, values);
}
Dataset made(std::string_view key, const Changes& changes = {}) { return made(info_of(key), changes); }

std::vector<std::size_t> counts(const Dataset& data) {
  std::vector<std::size_t> count(static_cast<std::size_t>(data.classes), 0);
  for (const int label : data.label) ++count[static_cast<std::size_t>(label)];
  return count;
}

// FNV-1a of all bits of the numbers.
std::uint64_t checksum(const Dataset& data) {
  std::uint64_t sum = 0xcbf29ce484222325;
  const auto add = [&](std::uint64_t bits) { sum = (sum ^ bits) * 0x100000001b3; };
  for (const double v : data.x.reshaped()) add(std::bit_cast<std::uint64_t>(v));
  for (const double v : data.y.reshaped()) add(std::bit_cast<std::uint64_t>(v));
  for (const int label : data.label) add(static_cast<std::uint64_t>(label));
  return sum;
}

TEST(DataSets, AreDeclaredOnceAndWhole) {
  std::set<std::string_view> keys;
  for (const DataSetInfo& info : data_sets()) {
    SCOPED_TRACE(info.key);
    EXPECT_TRUE(keys.insert(info.key).second);
    EXPECT_EQ(find_data_set(info.key), &info);
    EXPECT_FALSE(info.label.empty() || info.formula.empty() || info.source.empty());
    EXPECT_NE(info.spot == nullptr, info.target == nullptr);
    const auto& p = info.parameters;
    EXPECT_EQ(p[0].key, "samples");
    EXPECT_EQ(p[1].key, "noise");
    if (!info.regression()) {
      EXPECT_EQ(p[p.size() - 3].key, info.classes_key.empty() ? "share" : "imbalance");
    }
    EXPECT_EQ(p[p.size() - 2].key, "label_noise");
    EXPECT_EQ(p.back().key, "data_seed");
    for (const Parameter& parameter : p)
      for (const double v : {parameter.initial, parameter.minimum, parameter.maximum})
        EXPECT_EQ(refuse(parameter, v), std::nullopt) << parameter.key;
    if (!info.classes_key.empty()) {
      EXPECT_TRUE(find_parameter(p, info.classes_key));
    }
  }
  EXPECT_EQ(data_set_keys().size(), 11u);
  EXPECT_EQ(find_data_set("moon"), nullptr);
}

TEST(DataSets, CanBeTrainedOnAtBothEndsOfEverySlider) {
  for (const DataSetInfo& info : data_sets()) {
    const Dataset initial = made(info);
    EXPECT_EQ(refuse(initial), std::nullopt) << info.key;
    EXPECT_EQ(initial.size(), 400u);
    EXPECT_EQ(initial.features(), info.features);
    EXPECT_EQ(initial.regression(), info.regression());
    for (const Parameter& p : info.parameters)
      for (const double v : {p.minimum, p.maximum}) {
        const Dataset data = made(info, {{p.key, v}});
        EXPECT_EQ(refuse(data), std::nullopt) << info.key << ", " << p.key << " " << v;
      }
  }
}

TEST(DataSets, MoreOfThemKeepTheFirst) {
  for (const DataSetInfo& info : data_sets()) {
    SCOPED_TRACE(info.key);
    const Changes dirty = {{"samples", 31}, {"label_noise", 0.3}};
    Changes fewer = dirty, other = dirty;
    fewer["samples"] = 7;
    other["data_seed"] = 2;
    const Dataset many = made(info, dirty), few = made(info, fewer);
    EXPECT_EQ(few.x, many.x.topRows(7));
    if (info.regression()) {
      EXPECT_EQ(few.y, many.y.topRows(7));
    }
    for (std::size_t i = 0; i < few.label.size(); ++i) EXPECT_EQ(few.label[i], many.label[i]);
    EXPECT_EQ(checksum(made(info, dirty)), checksum(many));
    EXPECT_NE(checksum(made(info, other)), checksum(many));
  }
}

TEST(DataSets, NoiseMovesThemAndDrawsNoOthers) {
  for (const DataSetInfo& info : data_sets()) {
    SCOPED_TRACE(info.key);
    const Changes many = {{"samples", 20'000}};
    const auto with = [&](double noise) {
      Changes changes = many;
      changes["noise"] = noise;
      const Dataset data = made(info, changes);
      return info.regression() ? data.y : data.x;
    };
    const Eigen::MatrixXd quiet = with(0), noisy = with(0.25), twice = with(0.5);
    EXPECT_LT((twice - quiet - 2 * (noisy - quiet)).cwiseAbs().maxCoeff(), 1e-14);
    // Mean 0 and deviation σ along each column, within 5 standard errors; columns not together.
    const Eigen::ArrayXXd z = (noisy - quiet).array() / 0.25;
    for (Eigen::Index c = 0; c < z.cols(); ++c) {
      EXPECT_NEAR(z.col(c).mean(), 0, 5 / std::sqrt(20'000));
      EXPECT_NEAR(z.col(c).square().mean(), 1, 5 * std::sqrt(2.0 / 20'000));
    }
    if (z.cols() == 2) {
      EXPECT_NEAR((z.col(0) * z.col(1)).mean(), 0, 5 / std::sqrt(20'000));
    }
  }
}

TEST(DataSets, ClassesComeInTheirShares) {
  for (const DataSetInfo& info : data_sets()) {
    if (info.regression()) continue;
    SCOPED_TRACE(info.key);
    const Dataset even = made(info, {{"samples", 1000}});
    for (const std::size_t n : counts(even)) EXPECT_NEAR(static_cast<double>(n), 1000.0 / even.classes, 1);
    if (!info.classes_key.empty()) continue;
    for (const double share : {0.1, 0.3, 0.9})
      EXPECT_NEAR(static_cast<double>(counts(made(info, {{"samples", 1000}, {"share", share}}))[1]), 1000 * share, 1);
  }
  EXPECT_EQ(counts(made("blobs", {{"samples", 700}, {"imbalance", 0.5}})), (std::vector<std::size_t>{400, 200, 100}));
  EXPECT_EQ(counts(made("spiral", {{"samples", 850}, {"imbalance", 4}, {"arms", 4}})),
            (std::vector<std::size_t>{10, 40, 160, 640}));
}

TEST(DataSets, LabelNoiseReplacesTheShareThatIsAskedForAndMovesNothing) {
  for (const DataSetInfo& info : data_sets()) {
    SCOPED_TRACE(info.key);
    const Changes clean = {{"samples", 5000}, {"noise", 0}};
    Changes dirty = clean, all = clean;
    dirty["label_noise"] = 0.3;
    all["label_noise"] = 1;
    const Dataset before = made(info, clean), after = made(info, dirty), other = made(info, all);
    EXPECT_EQ(before.x, after.x);
    int replaced = 0, same = 0;
    for (std::size_t i = 0; i < 5000; ++i) {
      const auto row = static_cast<Eigen::Index>(i);
      const auto differ = [&](const Dataset& d) {
        return info.regression() ? d.y(row, 0) != before.y(row, 0) : d.label[i] != before.label[i];
      };
      replaced += differ(after);
      same += !differ(other);
    }
    // A step function has the same target at many places.
    if (info.key == "hard_sigmoid_steps") continue;
    EXPECT_NEAR(replaced / 5000.0, 0.3, 5 * std::sqrt(0.21 / 5000));
    EXPECT_EQ(same, 0);
  }
  // Each of the other classes is as likely.
  const Dataset data = made("blobs", {{"samples", 9000}, {"label_noise", 1}});
  for (const std::size_t n : counts(data)) EXPECT_NEAR(static_cast<double>(n), 3000, 5 * std::sqrt(9000 * 2 / 9.0));
}

// Geometry, without noise -----------------------------------------------------------------------------------------

// Calls `check` with every sample's place, radius, turn (of the angle, from 0 to 1) and class.
struct Seen {
  double x1, x2, radius, turn;
  int label;
};
template <class Check>
void each(const Dataset& data, Check check) {
  for (Eigen::Index i = 0; i < data.x.rows(); ++i) {
    const double x1 = data.x(i, 0), x2 = data.x(i, 1), turn = std::atan2(x2, x1) / (2 * std::numbers::pi);
    check(Seen{x1, x2, std::hypot(x1, x2), turn < 0 ? turn + 1 : turn, data.label[static_cast<std::size_t>(i)]});
  }
}

TEST(DataSets, GaussiansStandApartByTheirDistance) {
  each(made("two_gaussians", {{"noise", 0}, {"distance", 3}}), [](const Seen& s) {
    EXPECT_NEAR(s.radius, 1.5, 1e-15);
    EXPECT_EQ(s.x1, s.x2);
    EXPECT_EQ(s.x1 > 0, s.label == 1);
  });
}

TEST(DataSets, CirclesHaveTheirRadiiAllRound) {
  int quadrants[4] = {};
  each(made("circles", {{"noise", 0}, {"inner", 0.3}, {"samples", 4000}}), [&](const Seen& s) {
    EXPECT_NEAR(s.radius, s.label == 1 ? 0.3 : 1, 1e-15);
    ++quadrants[static_cast<int>(4 * s.turn) % 4];
  });
  for (const int n : quadrants) EXPECT_NEAR(n, 1000, 5 * std::sqrt(750));
}

TEST(DataSets, XorIsInFourSquaresOffTheAxes) {
  int quadrants[4] = {};
  each(made("xor", {{"noise", 0}, {"gap", 0.2}, {"samples", 4000}}), [&](const Seen& s) {
    EXPECT_EQ(s.label == 1, (s.x1 > 0) != (s.x2 > 0));
    for (const double x : {s.x1, s.x2}) EXPECT_TRUE(std::abs(x) > 0.2 && std::abs(x) < 1) << x;
    ++quadrants[2 * (s.x1 > 0) + (s.x2 > 0)];
  });
  for (const int n : quadrants) EXPECT_NEAR(n, 1000, 5 * std::sqrt(750));
}

TEST(DataSets, SpiralsLieOnTheirArms) {
  for (const double arms : {2, 3, 8}) {
    const Dataset data = made("spiral", {{"noise", 0}, {"arms", arms}, {"turns", 1.7}});
    EXPECT_EQ(data.classes, arms);
    each(data, [&](const Seen& s) {
      EXPECT_TRUE(s.radius > 0.1 && s.radius < 1);
      const double off = s.turn - 1.7 * s.radius - s.label / arms;
      EXPECT_NEAR(off, std::round(off), 1e-14);
    });
  }
}

TEST(DataSets, MoonsAreTwoHalves) {
  each(made("moons", {{"noise", 0}}), [](const Seen& s) {
    if (s.label == 0) {
      EXPECT_NEAR(s.radius, 1, 1e-15);
      EXPECT_GT(s.x2, 0);
    } else {
      EXPECT_NEAR(std::hypot(s.x1 - 1, s.x2 - 0.5), 1, 1e-15);
      EXPECT_LT(s.x2, 0.5);
    }
  });
}

TEST(DataSets, CheckerboardsHaveEverySquareInItsColour) {
  for (const double squares : {2, 5, 10}) {
    std::map<std::pair<int, int>, int> seen;
    each(made("checkerboard", {{"noise", 0}, {"squares", squares}, {"samples", 10'000}}), [&](const Seen& s) {
      const int column = static_cast<int>((s.x1 + 1) / 2 * squares), row = static_cast<int>((s.x2 + 1) / 2 * squares);
      EXPECT_EQ(s.label, (row + column) % 2);
      ++seen[{row, column}];
    });
    EXPECT_EQ(seen.size(), squares * squares);
    for (const auto& [square, n] : seen)
      EXPECT_NEAR(n, 10'000 / (squares * squares), 6 * std::sqrt(10'000) / squares) << square.first << square.second;
  }
}

TEST(DataSets, BlobsStandRound) {
  each(made("blobs", {{"noise", 0}, {"classes", 5}}), [](const Seen& s) {
    EXPECT_NEAR(s.radius, 1, 1e-15);
    EXPECT_NEAR(std::remainder(s.turn - s.label / 5.0, 1), 0, 1e-15);
  });
}

TEST(DataSets, TargetsFollowTheirFormulas) {
  for (const DataSetInfo& info : data_sets()) {
    if (!info.regression()) continue;
    SCOPED_TRACE(info.key);
    const Dataset data = made(info, {{"noise", 0}, {"samples", 20'000}});
    for (Eigen::Index c = 0; c < data.x.cols(); ++c) {  // uniform in (−1, 1)
      EXPECT_LT(data.x.col(c).cwiseAbs().maxCoeff(), 1);
      EXPECT_NEAR(data.x.col(c).mean(), 0, 5 / std::sqrt(3 * 20'000));
      EXPECT_NEAR(data.x.col(c).array().square().mean(), 1.0 / 3, 5 * std::sqrt(4.0 / 45 / 20'000));
    }
  }
  const Dataset plane = made("plane", {{"noise", 0}});
  EXPECT_LT((plane.y - plane.x.rowwise().mean()).cwiseAbs().maxCoeff(), 1e-15);
  const Dataset sine = made("sine", {{"noise", 0}, {"periods", 2.5}});
  for (Eigen::Index i = 0; i < sine.x.rows(); ++i)
    EXPECT_NEAR(sine.y(i, 0), std::sin(std::numbers::pi * 2.5 * sine.x(i, 0)), 1e-14);
}

TEST(DataSets, BumpsAndStepsAreWhereTheyAreSaidToBe) {
  const auto target = [](std::string_view key, std::vector<double> own, std::vector<double> x) {
    return info_of(key).target(own, x);
  };
  for (const int column : {-1, 0, 1})
    for (const int row : {-1, 1}) {
      const double width = 0.05, x1 = column * 2 / 3.0, x2 = row * 0.4;  // so narrow that each stands alone
      const double sign = (column == 0) == (row == 1) ? -1 : 1;
      EXPECT_NEAR(target("gaussian_bumps", {width}, {x1, x2}), sign, 1e-12);
      EXPECT_NEAR(target("gaussian_bumps", {width}, {x1 + width, x2}), sign * std::exp(-0.5), 1e-12);
    }
  // Four steps of slope 20/4.
  const double expected[][2] = {{-1, 0},  {-0.75, 0.125}, {-0.74, 0.175}, {-0.5, 0.25},
                                {0, 0.5}, {0.25, 0.625},  {0.5, 0.75},    {0.775, 1}};
  for (const auto& [x, y] : expected) EXPECT_NEAR(target("hard_sigmoid_steps", {4, 20}, {x}), y, 1e-15) << x;
}

// By another implementation (Python, with statistics.NormalDist for the quantiles), the fourth sample of each.
TEST(DataSets, AreThoseOfAnotherImplementation) {
  const std::pair<std::string_view, std::vector<double>> expected[] = {
      {"two_gaussians", {0.0805675431896703, 0.8021230702456127}},
      {"circles", {-0.5569945824153871, -0.06551379110489199}},
      {"xor", {0.5477702169369689, -0.9167787933751192}},
      {"spiral", {-0.38203359042771484, 0.4501920505468286}},
      {"moons", {1.0125746703936147, -0.48766468551496245}},
      {"checkerboard", {0.45619936493427327, 0.9239116328103276}},
      {"blobs", {0.7493843048012492, 0.038006515623626114}},
      {"plane", {0.04793729881467135, 0.8247974597370931, 0.3110595316765068}},
      {"gaussian_bumps", {0.04793729881467135, 0.8247974597370931, -0.1634381597514207}},
      {"sine", {0.04793729881467135, 0.024722992422221812}},
      {"hard_sigmoid_steps", {0.04793729881467135, 0.5971370722492167}},
  };
  ASSERT_EQ(std::size(expected), data_sets().size());
  for (const auto& [key, numbers] : expected) {
    const Dataset data = made(key);
    for (std::size_t c = 0; c < data.features(); ++c)
      EXPECT_NEAR(data.x(3, static_cast<Eigen::Index>(c)), numbers[c], 1e-14) << key;
    if (data.regression()) {
      EXPECT_NEAR(data.y(3, 0), numbers.back(), 1e-14) << key;
    }
  }
}

// To the last bit: whatever the compiler, its options and the C library.
TEST(DataSets, AreTheSameEverywhere) {
  const std::pair<std::string_view, std::uint64_t> expected[] = {
      {"two_gaussians", 0xa76ff3078879c270},
      {"circles", 0x37874a5d9af2b948},
      {"xor", 0xaaa67939e19b30f1},
      {"spiral", 0x7fce7ff95f2dae03},
      {"moons", 0xb7af10fa4b6921e3},
      {"checkerboard", 0xa010debfcfdf4803},
      {"blobs", 0x5b381f25ec0c4aea},
      {"plane", 0xb4355b7179d95891},
      {"gaussian_bumps", 0xb5bde62b9ac61900},
      {"sine", 0xc5095aeb262b5aa7},
      {"hard_sigmoid_steps", 0x772f8a7be654c5c2},
  };
  ASSERT_EQ(std::size(expected), data_sets().size());
  for (const auto& [key, sum] : expected)
    EXPECT_EQ(checksum(made(key, {{"samples", 1000}, {"label_noise", 0.1}})), sum) << key;
}

TEST(PortableFunctions, AgreeWithTheLibrary) {
  for (double t = -3; t <= 3; t += 1.0 / 1024) {
    const CosSin at = on_circle(t);
    EXPECT_NEAR(at.cos, std::cos(2 * std::numbers::pi * t), 3e-15) << t;
    EXPECT_NEAR(at.sin, std::sin(2 * std::numbers::pi * t), 3e-15) << t;
    EXPECT_NEAR(at.cos * at.cos + at.sin * at.sin, 1, 5e-16) << t;
  }
  EXPECT_EQ(on_circle(-0.25).sin, -1);
  EXPECT_EQ(on_circle(-0.25).cos, 0);
  for (double z = 0; z < 700; z += 0.37) EXPECT_NEAR(decay(z) / std::exp(-z), 1, 1e-15) << z;
  EXPECT_EQ(decay(1e9), 0);
}

}  // namespace
}  // namespace fallline
