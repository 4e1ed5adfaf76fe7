// Compiled without fused multiply-add: a shifted sample is the same on every platform.
#include "data/dataset.h"

#include <fmt/format.h>

#include <cmath>

#include "data/portable_functions.h"

namespace fallline {
namespace {

std::optional<std::string> refuse_numbers(std::string_view what, const Eigen::MatrixXd& m,
                                          const std::vector<std::string>& names) {
  for (Eigen::Index c = 0; c < m.cols(); ++c)
    for (Eigen::Index r = 0; r < m.rows(); ++r)
      if (!std::isfinite(m(r, c))) {
        const std::string name = names.empty() ? "" : fmt::format(" (\"{}\")", names[static_cast<std::size_t>(c)]);
        return fmt::format("sample {}, {} {}{}: {}; a finite number is expected", r + 1, what, c + 1, name, m(r, c));
      }
  return {};
}

std::optional<std::string> refuse_labels(const Dataset& data) {
  if (data.label.size() != data.size())
    return fmt::format("{} labels for {} samples; one each is expected", data.label.size(), data.size());
  std::vector<std::size_t> count(static_cast<std::size_t>(data.classes), 0);
  for (std::size_t i = 0; i < data.size(); ++i) {
    const int label = data.label[i];
    if (label < 0 || label >= data.classes)
      return fmt::format("sample {}: class {}; a number from 0 to {} is expected", i + 1, label, data.classes - 1);
    ++count[static_cast<std::size_t>(label)];
  }
  if (data.classes == 1) return fmt::format("one class, {}; two or more are expected", class_name(data, 0));
  for (int c = 0; c < data.classes; ++c)
    if (const std::size_t n = count[static_cast<std::size_t>(c)]; n < 2)
      return fmt::format("class {} has {}; two samples or more are expected of each class", class_name(data, c),
                         n == 0 ? "no sample" : "one sample");
  return {};
}

}  // namespace

Dataset subset(const Dataset& data, std::span<const std::size_t> named) {
  const auto rows = static_cast<Eigen::Index>(named.size());
  Dataset part{.x = Eigen::MatrixXd(rows, data.x.cols()),
               .y = Eigen::MatrixXd(rows, data.y.cols()),
               .classes = data.classes,
               .feature_names = data.feature_names,
               .target_names = data.target_names,
               .class_names = data.class_names};
  const auto pick = [&](const Eigen::MatrixXd& from, Eigen::MatrixXd& to) {
    for (Eigen::Index c = 0; c < from.cols(); ++c)
      for (Eigen::Index r = 0; r < rows; ++r)
        to(r, c) = from(static_cast<Eigen::Index>(named[static_cast<std::size_t>(r)]), c);
  };
  pick(data.x, part.x);
  pick(data.y, part.y);
  if (!data.label.empty())
    for (const std::size_t i : named) part.label.push_back(data.label[i]);
  return part;
}

std::optional<std::string> refuse(const Dataset& data) {
  if (data.features() == 0) return "no feature; one or more are expected";
  if (data.size() < 2)
    return fmt::format("{}; two or more are expected", data.size() == 0 ? "no sample" : "only one sample");
  if (auto why = refuse_numbers("feature", data.x, data.feature_names)) return why;
  if (!data.regression()) return refuse_labels(data);
  if (data.y.cols() == 0 || data.y.rows() != data.x.rows())
    return fmt::format("{} × {} targets for {} samples; one or more each are expected", data.y.rows(), data.y.cols(),
                       data.size());
  return refuse_numbers("target", data.y, data.target_names);
}

std::string class_name(const Dataset& data, int label) {
  if (data.class_names.empty()) return fmt::format("{}", label);
  return fmt::format("\"{}\"", data.class_names[static_cast<std::size_t>(label)]);
}

bool operator==(const Dataset& a, const Dataset& b) {
  const auto same = [](const Eigen::MatrixXd& p, const Eigen::MatrixXd& q) {
    return p.rows() == q.rows() && p.cols() == q.cols() && p == q;
  };
  return same(a.x, b.x) && same(a.y, b.y) && a.label == b.label && a.classes == b.classes &&
         a.feature_names == b.feature_names && a.target_names == b.target_names && a.class_names == b.class_names;
}

void shift(Dataset& data, double rotation, double offset) {
  if (data.features() >= 2 && rotation != 0) {
    const CosSin turned = on_circle(rotation);
    for (Eigen::Index i = 0; i < data.x.rows(); ++i) {
      const double x1 = data.x(i, 0), x2 = data.x(i, 1);
      data.x(i, 0) = turned.cos * x1 - turned.sin * x2;
      data.x(i, 1) = turned.sin * x1 + turned.cos * x2;
    }
  }
  data.x.array() += offset;
}

}  // namespace fallline
