#include "app/networks/confusion.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/networks/class_colours.h"
#include "app/panels/area.h"
#include "app/plot/layout.h"
#include "app/widgets/number_format.h"
#include "training/watch.h"

namespace fallline {
namespace {

constexpr Eigen::Index most_drawn = 2000;  // residuals

Verdict verdict(std::string_view part, std::shared_ptr<const nn::NetworkObjective> of, const NetworkRacerSnapshot& r) {
  Verdict v{.part = part, .of = std::move(of)};
  Eigen::MatrixXd outputs;
  const Dataset& data = v.of->data();
  v.of->outputs(r.theta, data.x, outputs, r.memory);
  v.accuracy = training::accuracy(data, outputs);
  if (data.regression())
    v.residuals = outputs.col(0) - data.y.col(0);
  else
    v.counts = confusion_counts(data, outputs);
  return v;
}

void update(ConfusionState& s, const NetworkRacerSnapshot& r, bool plays) {
  if (s.setup == r.setup && s.theta == r.theta && s.memory == r.memory) return;
  if (plays && !s.duty.due(Duty::Clock::now()) && s.setup == r.setup) return;
  const auto begin = Duty::Clock::now();
  s.setup = r.setup;
  s.theta = r.theta;
  s.memory = r.memory;
  s.verdicts.clear();
  const training::Parts& parts = r.setup->parts;
  for (const auto& [name, of] :
       {std::pair("train", parts.training), {"validation", parts.validation}, {"test", parts.test}})
    if (of) s.verdicts.push_back(verdict(name, of, r));
  s.duty.ended(begin);
}

// One part's matrix in a box: a row for each class, a column for what it is taken for, and beside them the shares.
class Matrix {
 public:
  Matrix(const NetworksFrame& f, const Verdict& verdict, const Area& box)
      : t_(f.theme), v_(verdict), data_(verdict.of->data()), list_(*ImGui::GetWindowDrawList()), box_(box) {
    const auto k = static_cast<float>(v_.counts.rows());
    head_ = t_.fonts.small.size + t_.px(6);
    names_ = std::min(t_.px(64), widest_name() + t_.px(6));
    shares_ = ui::text_size(t_.fonts.tick, "0.000").x + t_.px(8);
    const float row = t_.fonts.tick.size + t_.px(4);
    // Counts come before shares where there is not room for both.
    if (box.width() - names_ - shares_ < k * (ui::text_size(t_.fonts.number, widest_count()).x + t_.px(6))) shares_ = 0;
    across_ = std::min(t_.px(76), (box.width() - names_ - shares_) / k);
    down_ = std::min(t_.px(44), (box.height() - head_ - 2 * row) / k);
    if (across_ < t_.px(4) || down_ < t_.px(4)) across_ = 0;
    corner_ = {box.low.x + names_, box.low.y + head_ + row};
  }

  void draw() {
    const std::string number = ui::format_padded(v_.accuracy, 3);
    std::string head = fmt::format("{} · accuracy {}", v_.part, number);
    if (ui::text_size(t_.fonts.small, head).x > box_.width()) head = fmt::format("{} {}", v_.part, number);
    ui::draw_text_cut(list_, t_.fonts.small, box_.low, box_.width(), t_.label, head);
    if (across_ <= 0) return;
    const Eigen::Index k = v_.counts.rows();
    for (Eigen::Index i = 0; i < k; ++i) {
      name(i, {box_.low.x, middle(i)}, names_ - t_.px(6));
      name(i,
           {corner_.x + static_cast<float>(i) * across_ + t_.px(2), corner_.y - 0.5f * t_.fonts.tick.size - t_.px(3)},
           across_ - t_.px(4));
      for (Eigen::Index j = 0; j < k; ++j) cell(i, j);
      if (shares_ <= 0) continue;
      share(recall_of(v_.counts, i), {corner_.x + static_cast<float>(k) * across_, middle(i)}, shares_);
      share(precision_of(v_.counts, i),
            {corner_.x + static_cast<float>(i) * across_,
             corner_.y + static_cast<float>(k) * down_ + 0.5f * t_.fonts.tick.size + t_.px(3)},
            across_);
    }
    if (shares_ > 0) legend(k);
  }

 private:
  float widest_name() const {
    float width = 0;
    for (int i = 0; i < data_.classes; ++i)
      width = std::max(width, ui::text_size(t_.fonts.tick, class_name(data_, i)).x);
    return width;
  }
  std::string widest_count() const { return fmt::format("{}", v_.counts.maxCoeff()); }
  float middle(Eigen::Index row) const { return corner_.y + (static_cast<float>(row) + 0.5f) * down_; }

  void name(Eigen::Index label, ImVec2 left, float width) {
    if (down_ < t_.fonts.tick.size && left.x == box_.low.x) return;
    const int i = static_cast<int>(label);
    ui::draw_text_cut(list_, t_.fonts.tick, {left.x, left.y - 0.5f * t_.fonts.tick.size}, width,
                      class_colour(t_, i, data_.classes), class_name(data_, i));
  }

  // The darker, the more of the row's class.
  void cell(Eigen::Index i, Eigen::Index j) {
    const double all = v_.counts.row(i).sum(), part = all > 0 ? v_.counts(i, j) / all : 0;
    const ImVec2 low(corner_.x + static_cast<float>(j) * across_, corner_.y + static_cast<float>(i) * down_);
    const ImVec2 high(low.x + across_ - t_.px(1), low.y + down_ - t_.px(1));
    const ImU32 full = i == j ? class_colour(t_, static_cast<int>(i), data_.classes) : t_.error;
    list_.AddRectFilled(low, high, ui::mixed(t_.card, full, static_cast<float>(0.7 * std::sqrt(part))));
    const std::string count = fmt::format("{}", v_.counts(i, j));
    const ImVec2 size = ui::text_size(t_.fonts.number, count);
    if (size.x > across_ - t_.px(3) || size.y > down_) return;
    ui::draw_text(list_, t_.fonts.number, {0.5f * (low.x + high.x - size.x), 0.5f * (low.y + high.y - size.y)},
                  v_.counts(i, j) == 0 ? t_.faint : t_.text, count);
  }

  void share(double value, ImVec2 left, float width) {
    const std::string text = std::isnan(value) ? "–" : ui::format_padded(value, 3);
    const ImVec2 size = ui::text_size(t_.fonts.tick, text);
    if (size.x > width || down_ < size.y) return;
    ui::draw_text(list_, t_.fonts.tick, {left.x + 0.5f * (width - size.x), left.y - 0.5f * size.y}, t_.dim, text);
  }

  // What the shares are, where there is room.
  void legend(Eigen::Index k) {
    const float below = corner_.y + static_cast<float>(k) * down_ + t_.fonts.tick.size + t_.px(8);
    constexpr std::string_view text = "right: recall · below: precision";
    if (below + t_.fonts.small.size < box_.high.y && ui::text_size(t_.fonts.small, text).x < box_.width())
      ui::draw_text(list_, t_.fonts.small, {box_.low.x, below}, t_.faint, text);
  }

  const ui::Theme& t_;
  const Verdict& v_;
  const Dataset& data_;
  ImDrawList& list_;
  Area box_;
  float head_, names_, shares_, across_, down_;
  ImVec2 corner_;
};

void draw_matrices(NetworksFrame& f, const Area& area) {
  const auto& verdicts = f.own.confusion.verdicts;
  const float gap = f.theme.px(16), count = static_cast<float>(verdicts.size());
  const float width = (area.width() - (count - 1) * gap) / count;
  float x = area.low.x;
  for (const Verdict& v : verdicts) {
    Matrix(f, v, {{x, area.low.y}, {x + width, area.high.y}}).draw();
    x += width + gap;
  }
}

// Output less target over the target, filled for training, hollow for the rest.
void draw_residuals(NetworksFrame& f, const Area& area) {
  const auto& verdicts = f.own.confusion.verdicts;
  plot::Range x{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}, y{0, 0};
  std::string words;
  for (const Verdict& v : verdicts) {
    const auto targets = v.of->data().y.col(0);
    x = {std::min(x.low, targets.minCoeff()), std::max(x.high, targets.maxCoeff())};
    if (v.residuals.allFinite())
      y = {std::min(y.low, v.residuals.minCoeff()), std::max(y.high, v.residuals.maxCoeff())};
    words += fmt::format("{}{} R² {}", words.empty() ? "" : " · ", v.part, ui::format_padded(v.accuracy, 3));
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ui::Theme& t = f.theme;
  ui::draw_text_cut(list, t.fonts.small, area.low, area.width(), t.label, "residual z − t over t · " + words);
  const auto shown = [](plot::Range r) {
    return plot::padded(plot::showable(r, plot::AxisScale::linear), plot::AxisScale::linear, 0.06);
  };
  const ui::Rect outer{{area.low.x - t.px(12), area.low.y + t.fonts.small.size + t.px(4)}, area.high};
  if (outer.height() < t.px(40)) return;
  const plot::Layout l = plot::lay_out(t, outer, shown(x), shown(y), plot::AxisScale::linear, false);
  plot::draw_grid(list, t, l);
  list.PushClipRect(l.area.min, l.area.max, true);
  list.AddLine({l.area.min.x, l.y.pixel(0)}, {l.area.max.x, l.y.pixel(0)}, t.dim, t.px(1));
  for (const Verdict& v : verdicts) {
    const auto targets = v.of->data().y.col(0);
    const Eigen::Index every = (v.residuals.size() + most_drawn - 1) / most_drawn;
    for (Eigen::Index i = 0; i < v.residuals.size(); i += every) {
      const ImVec2 p(l.x.pixel(targets[i]), l.y.pixel(v.residuals[i]));
      const float r = t.px(1.5f);
      if (&v == &verdicts.front())
        list.AddRectFilled({p.x - r, p.y - r}, {p.x + r, p.y + r}, t.link);
      else
        list.AddCircle(p, t.px(2.5f), t.text, 8);
    }
  }
  list.PopClipRect();
  plot::draw_numbers(list, t, l, "t");
}

}  // namespace

Eigen::MatrixXi confusion_counts(const Dataset& data, const Eigen::MatrixXd& outputs) {
  Eigen::MatrixXi counts = Eigen::MatrixXi::Zero(data.classes, data.classes);
  for (std::size_t i = 0; i < data.size(); ++i)
    ++counts(data.label[i], training::predicted_class(outputs, static_cast<Eigen::Index>(i)));
  return counts;
}

double precision_of(const Eigen::MatrixXi& counts, Eigen::Index label) {
  const int all = counts.col(label).sum();
  return all > 0 ? static_cast<double>(counts(label, label)) / all : std::numeric_limits<double>::quiet_NaN();
}

double recall_of(const Eigen::MatrixXi& counts, Eigen::Index label) {
  const int all = counts.row(label).sum();
  return all > 0 ? static_cast<double>(counts(label, label)) / all : std::numeric_limits<double>::quiet_NaN();
}

void draw_confusion(NetworksFrame& f, ImVec2 size) {
  const ImVec2 low = ImGui::GetCursorScreenPos(), high(low.x + size.x, low.y + size.y);
  const NetworkRacerSnapshot* racer = focused_racer(f);
  const float margin = f.theme.px(12);
  if (!racer || size.x < 4 * margin || size.y < 4 * margin) return;
  note_place(f.places, "confusion", low, high);
  update(f.own.confusion, *racer, f.run.transport.playing);
  const Area area{{low.x + margin, low.y}, {high.x - margin, high.y - f.theme.px(6)}};
  if (racer->objective().data().regression())
    draw_residuals(f, area);
  else
    draw_matrices(f, area);
}

}  // namespace fallline
