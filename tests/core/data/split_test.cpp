// Splits, folds, turns and standardization: complete, in their shares, and the same for the same seed.
#include "data/split.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data/standardization.h"
#include "data/turns.h"

namespace fallline {
namespace {

// Samples (i, −i), of classes in these numbers, mixed; of none: targets i².
Dataset numbered(const std::vector<std::size_t>& of_class, std::size_t count = 0) {
  Dataset data{.classes = static_cast<int>(of_class.size())};
  for (std::size_t c = 0; c < of_class.size(); ++c)
    data.label.insert(data.label.end(), of_class[c], static_cast<int>(c));
  if (!of_class.empty()) count = data.label.size();
  for (std::size_t i = count; i-- > 1 && !of_class.empty();) std::swap(data.label[i], data.label[i * 7 % (i + 1)]);
  const auto i = Eigen::VectorXd::LinSpaced(static_cast<Eigen::Index>(count), 0, static_cast<double>(count) - 1);
  data.x.resize(static_cast<Eigen::Index>(count), 2);
  data.x << i, -i;
  data.y = of_class.empty() ? Eigen::MatrixXd(i.cwiseAbs2()) : Eigen::MatrixXd(data.x.rows(), 0);
  return data;
}

std::vector<double> class_counts(const Dataset& data, const std::vector<std::size_t>& part) {
  std::vector<double> count(static_cast<std::size_t>(std::max(1, data.classes)), 0.0);
  for (const std::size_t i : part) ++count[data.regression() ? 0 : static_cast<std::size_t>(data.label[i])];
  return count;
}

std::vector<std::size_t> all_of(std::initializer_list<const std::vector<std::size_t>*> parts) {
  std::vector<std::size_t> all;
  for (const auto* part : parts) all.insert(all.end(), part->begin(), part->end());
  std::ranges::sort(all);
  return all;
}
std::vector<std::size_t> first(std::size_t count) {
  std::vector<std::size_t> all(count);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

TEST(Turns, GiveEachItsShareOfEveryRun) {
  const std::vector<double> shares = {5, 3, 0, 2};
  Turns turns(shares);
  std::vector<double> had(4, 0.0);
  for (int n = 1; n <= 1000; ++n) {
    ++had[turns.next()];
    for (std::size_t i = 0; i < 4; ++i) ASSERT_LT(std::abs(had[i] - n * shares[i] / 10), 1) << n;
  }
  Turns even({1, 1, 1});
  for (std::size_t n = 0; n < 9; ++n) EXPECT_EQ(even.next(), n % 3);
  Turns made_up({1, 1});
  made_up.take(0);
  EXPECT_EQ(made_up.next(), 1u);
}

TEST(Split, PutsEverySampleIntoOnePartAndSpreadsTheClasses) {
  const std::vector<std::vector<std::size_t>> cases = {{}, {500, 500}, {900, 90, 10}, {301, 77, 3, 2}, {7, 5}};
  for (const auto& classes : cases) {
    const Dataset data = numbered(classes, 103);
    const SplitOptions options{.validation = 0.15, .test = 0.25};
    const Split s = split(data, options);
    EXPECT_EQ(all_of({&s.training, &s.validation, &s.test}), first(data.size()));
    const auto n = static_cast<double>(data.size());
    EXPECT_NEAR(static_cast<double>(s.validation.size()), 0.15 * n, 1);
    EXPECT_NEAR(static_cast<double>(s.test.size()), 0.25 * n, 1);
    const auto whole = class_counts(data, first(data.size())), training = class_counts(data, s.training),
               validation = class_counts(data, s.validation), test = class_counts(data, s.test);
    for (std::size_t c = 0; c < whole.size(); ++c) {
      EXPECT_GE(training[c], 1);
      EXPECT_NEAR(validation[c], 0.15 * whole[c], 2);
      EXPECT_NEAR(test[c], 0.25 * whole[c], 2);
    }
    for (const auto* part : {&s.training, &s.validation, &s.test}) EXPECT_TRUE(std::ranges::is_sorted(*part));
  }
}

TEST(Split, IsOfItsSeed) {
  const Dataset data = numbered({60, 40});
  const Split one = split(data, {}), again = split(data, {}), other = split(data, {.seed = 2});
  EXPECT_EQ(one.test, again.test);
  EXPECT_NE(one.test, other.test);
  const std::vector<std::size_t> whole = split(data, {.test = 0}).training;
  EXPECT_EQ(whole, first(100));
  // To the last one, everywhere.
  EXPECT_EQ(split(numbered({}, 12), {.validation = 0.25, .test = 0.25}).test, (std::vector<std::size_t>{0, 3, 10}));
}

TEST(Split, TestSamplesAreShiftedAndNoOthers) {
  const Dataset data = numbered({60, 40});
  const SplitOptions straight{.validation = 0.2, .test = 0.3};
  SplitOptions shifted = straight;
  shifted.rotation = 90;
  shifted.offset = 0.5;
  const Parts before = parts(data, straight), after = parts(data, shifted);
  EXPECT_EQ(before.training.x, after.training.x);
  EXPECT_EQ(before.validation.x, after.validation.x);
  EXPECT_EQ(before.test.label, after.test.label);
  EXPECT_EQ(after.test.x.col(0), (0.5 - before.test.x.col(1).array()).matrix());
  EXPECT_EQ(after.test.x.col(1), (before.test.x.col(0).array() + 0.5).matrix());
  Dataset turned = data;
  shift(turned, 30 / 360.0, 0);
  EXPECT_NEAR(turned.x(2, 0), 2 * std::cos(M_PI / 6) + 2 * std::sin(M_PI / 6), 1e-14);
  EXPECT_NEAR(turned.x(2, 1), 2 * std::sin(M_PI / 6) - 2 * std::cos(M_PI / 6), 1e-14);
  EXPECT_EQ(before.test.size() + before.validation.size() + before.training.size(), 100u);
}

TEST(Split, OptionsAreTheirParameters) {
  const SplitOptions initial = split_options(initial_values(split_parameters()));
  EXPECT_EQ(initial, SplitOptions{});
  EXPECT_EQ(refuse(initial), std::nullopt);
  EXPECT_EQ(refuse(SplitOptions{.validation = 0.5, .test = 0.5}),
            "validation and test take 1 of the samples together; less than 1 is expected");
  EXPECT_EQ(refuse(SplitOptions{.test = 1.5}), "test is 1.5; a number from 0 to 1 (excluded) is expected");
}

TEST(Folds, HoldEverySampleOutOnce) {
  for (const auto& classes : {std::vector<std::size_t>{}, {50, 50}, {90, 9, 4}})
    for (const std::size_t k : {std::size_t{2}, std::size_t{5}, std::size_t{10}}) {
      const Dataset data = numbered(classes, 103);
      std::vector<std::size_t> held_out;
      for (const Fold& fold : folds(data, k, 1)) {
        EXPECT_EQ(all_of({&fold.training, &fold.held_out}), first(data.size()));
        held_out.insert(held_out.end(), fold.held_out.begin(), fold.held_out.end());
        const auto whole = class_counts(data, first(data.size())), part = class_counts(data, fold.held_out);
        const auto share = [&](double n) { return n / static_cast<double>(k); };
        EXPECT_LT(std::abs(static_cast<double>(fold.held_out.size()) - share(static_cast<double>(data.size()))), 1);
        for (std::size_t c = 0; c < whole.size(); ++c) EXPECT_LT(std::abs(part[c] - share(whole[c])), 1);
      }
      std::ranges::sort(held_out);
      EXPECT_EQ(held_out, first(data.size()));
    }
  const Dataset data = numbered({}, 20);
  EXPECT_EQ(folds(data, 4, 3)[0].held_out, folds(data, 4, 3)[0].held_out);
  EXPECT_NE(folds(data, 4, 3)[0].held_out, folds(data, 4, 4)[0].held_out);
  EXPECT_EQ(folds(data, 20, 1)[7].training.size(), 19u);  // leave one out
}

TEST(Standardization, IsOfTheTrainingSamples) {
  Eigen::MatrixXd x(5, 4);
  x << 1, 0.1, 1e-300, 1e300,  //
      5, 0.1, 2e-300, 2e300,   //
      5, 0.1, 4e-300, 4e300,   //
      8, 0.1, 3e-300, 3e300,   //
      -3, 0.1, 5e-300, 5e300;
  const Standardization s = standardization(x);
  EXPECT_NEAR(s.mean[0], 3.2, 1e-15);
  EXPECT_NEAR(s.deviation[0], std::sqrt((2.2 * 2.2 + 2 * 1.8 * 1.8 + 4.8 * 4.8 + 6.2 * 6.2) / 5), 1e-15);
  Eigen::MatrixXd z = x;
  standardize(z, s);
  for (const Eigen::Index c : {0, 2, 3}) {
    EXPECT_NEAR(z.col(c).mean(), 0, 1e-15) << c;
    EXPECT_NEAR(z.col(c).squaredNorm() / 5, 1, 1e-14) << c;
  }
  EXPECT_EQ(z.col(1), Eigen::VectorXd::Zero(5));  // a constant only loses its mean
  restore(z, s);
  EXPECT_LT((z.array() / x.array() - 1).abs().maxCoeff(), 1e-14);
  Eigen::MatrixXd other(1, 4);
  other << s.mean[0] + s.deviation[0], 1.1, 3e-300, 3e300;
  standardize(other, s);
  EXPECT_NEAR(other(0, 0), 1, 1e-15);
  EXPECT_EQ(other(0, 1), 1.0);
}

TEST(Dataset, SubsetsKeepTheOrderThatIsNamed) {
  Dataset data = numbered({3, 2});
  data.feature_names = {"a", "b"};
  data.class_names = {"no", "yes"};
  const std::size_t named[] = {4, 1, 4};
  const Dataset part = subset(data, named);
  EXPECT_EQ(part.x.col(0), Eigen::Vector3d(4, 1, 4));
  EXPECT_EQ(part.label, (std::vector<int>{data.label[4], data.label[1], data.label[4]}));
  EXPECT_EQ(part.class_names, data.class_names);
  EXPECT_EQ(part.feature_names, data.feature_names);
  EXPECT_EQ(part.classes, 2);
  EXPECT_EQ(subset(numbered({}, 6), named).y.col(0), Eigen::Vector3d(16, 1, 16));
}

TEST(Dataset, SaysWhatCannotBeTrainedOn) {
  const auto refused = [](Dataset data, auto change) {
    change(data);
    return refuse(data).value_or("taken");
  };
  const Dataset classes = numbered({3, 2}), targets = numbered({}, 5);
  const double nan = std::nan("");
  EXPECT_EQ(refused(classes, [](Dataset&) {}), "taken");
  EXPECT_EQ(refused(targets, [](Dataset&) {}), "taken");
  EXPECT_EQ(refused(classes, [&](Dataset& d) { d.x(2, 1) = nan; }),
            "sample 3, feature 2: nan; a finite number is expected");
  EXPECT_EQ(refused(targets,
                    [&](Dataset& d) {
                      d.y(4, 0) = HUGE_VAL;
                      d.target_names = {"price"};
                    }),
            "sample 5, target 1 (\"price\"): inf; a finite number is expected");
  EXPECT_EQ(refused(numbered({3, 1}),
                    [](Dataset& d) {
                      d.class_names = {"no", "yes"};
                    }),
            "class \"yes\" has one sample; two samples or more are expected of each class");
  EXPECT_EQ(refused(classes, [](Dataset& d) { d.classes = 3; }),
            "class 2 has no sample; two samples or more are expected of each class");
  EXPECT_EQ(refused(numbered({4}), [](Dataset&) {}), "one class, 0; two or more are expected");
  EXPECT_EQ(refused(classes, [](Dataset& d) { d.label[3] = 2; }),
            "sample 4: class 2; a number from 0 to 1 is expected");
  EXPECT_EQ(refused(classes, [](Dataset& d) { d.label.pop_back(); }), "4 labels for 5 samples; one each is expected");
  EXPECT_EQ(refused(numbered({}, 1), [](Dataset&) {}), "only one sample; two or more are expected");
  EXPECT_EQ(refused(targets, [](Dataset& d) { d.x.resize(5, 0); }), "no feature; one or more are expected");
  EXPECT_EQ(refused(targets, [](Dataset& d) { d.y.resize(5, 0); }),
            "5 × 0 targets for 5 samples; one or more each are expected");
}

}  // namespace
}  // namespace fallline
