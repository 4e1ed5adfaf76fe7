#include "nn/network_objective.h"

#include <fmt/format.h>

#include <cassert>
#include <mutex>

#include "nn/dense_hessian.h"
#include "nn/pass.h"
#include "nn/regularizers.h"

namespace fallline::nn {
namespace {

// What one thread needs for one call.
template <class T>
struct Desk {
  Desk(const Plan& plan, const LossInfo* loss, std::span<const double> values) : pass(plan, loss, values) {}
  Pass<T> pass;
  PackedSamples samples;
  std::vector<TermRoom> rooms;  // one a term
};

template <>
struct Desk<DenseHessian> {
  Desk(const Plan& plan, const LossInfo* loss, std::span<const double> values) : hessian(plan, *loss, values) {}
  DenseHessian hessian;
  PackedSamples samples;
};

// Desks that are free. A call takes one and puts it back, so that steps allocate nothing.
template <class T>
class Desks {
 public:
  template <class Make>
  std::unique_ptr<Desk<T>> take(Make make) {
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return make();
    std::unique_ptr<Desk<T>> desk = std::move(free_.back());
    free_.pop_back();
    return desk;
  }
  void put_back(std::unique_ptr<Desk<T>> desk) {
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(desk));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<Desk<T>>> free_;
};

struct Term {
  const RegularizerInfo* regularizer;
  double lambda;
  std::size_t offset, out, in;
  std::size_t size() const { return out * in; }
};

std::vector<Term> terms_of(const Plan& plan) {
  std::vector<Term> terms;
  for (const PlannedLayer& layer : plan.layers)
    for (const auto& [key, lambda] : {std::pair{"l1", layer.spec->l1},
                                      {"l2", layer.spec->l2},
                                      {"nuclear", layer.spec->nuclear},
                                      {"orthogonal", layer.spec->orthogonal}})
      if (lambda > 0) terms.push_back({find_regularizer(key), lambda, layer.weights, layer.out, layer.in});
  return terms;
}

}  // namespace

std::optional<std::string> refuse(const NetworkSpec& network, const LossSpec& spec, const Dataset& data) {
  if (auto why = refuse(network)) return why;
  const LossInfo* loss = find_loss(spec.key);
  if (!loss) return fmt::format("loss: {}", unknown("loss", spec.key, loss_keys()));
  if (auto why = refuse_values("loss.options", loss->parameters, values_or_initial(spec.values, loss->parameters)))
    return why;
  if (data.size() == 0) return "data: at least one sample is expected";
  if (network.inputs != data.features())
    return fmt::format("inputs: the data have {} features, the network takes {}", data.features(), network.inputs);
  const std::size_t outputs = network.outputs();
  if (loss->target == Target::real) {
    if (data.regression() && outputs != static_cast<std::size_t>(data.y.cols()))
      return fmt::format("layers: the data have {} targets, the network gives {} outputs", data.y.cols(), outputs);
    if (!data.regression())
      return fmt::format("loss: {} is for numbers, the targets are {} classes", spec.key, data.classes);
    return {};
  }
  if (data.regression()) return fmt::format("loss: {} is for classes, the targets are numbers", spec.key);
  if (loss->target == Target::one_of) {
    if (outputs != static_cast<std::size_t>(data.classes))
      return fmt::format("layers: {} needs one output a class, {} of them; the network gives {}", spec.key,
                         data.classes, outputs);
  } else if (data.classes != 2 || outputs != 1) {
    return fmt::format("loss: {} is for two classes and one output, not {} and {}; softmax_ce takes more", spec.key,
                       data.classes, outputs);
  }
  return {};
}

struct NetworkObjective::Inside {
  Inside(NetworkSpec network, LossSpec loss_spec, std::shared_ptr<const Dataset> of, TrainingNoise training,
         std::vector<double> averages)
      : plan(network),
        spec(std::move(loss_spec)),
        loss(find_loss(spec.key)),
        values(values_or_initial(spec.values, loss->parameters)),
        data(std::move(of)),
        noise(training),
        first_memory(std::move(averages)),
        terms(terms_of(plan)) {
    pack(*data, loss->target, {}, noise, 0, all);
  }

  template <class T>
  Desks<T>& desks() {
    if constexpr (std::is_same_v<T, Pack>)
      return plain;
    else if constexpr (std::is_same_v<T, Tangent<Pack, 1>>)
      return one;
    else if constexpr (std::is_same_v<T, DenseHessian>)
      return dense;
    else
      return four;
  }

  // use(desk), with a desk of this objective's.
  template <class T, class Use>
  auto at_desk(Use use) {
    auto desk = desks<T>().take([&] { return std::make_unique<Desk<T>>(plan, loss, values); });
    struct Back {
      Desks<T>& to;
      std::unique_ptr<Desk<T>>& desk;
      ~Back() { to.put_back(std::move(desk)); }
    } const back{desks<T>(), desk};
    return use(*desk);
  }

  const PackedSamples& samples(const Batch& batch, PackedSamples& own) const {
    const bool noisy = batch.step > 0 && (noise.mixup > 0 || noise.input_noise > 0);
    if (batch.samples.empty() && !noisy) return all;
    pack(*data, loss->target, batch.samples, noise, batch.step, own);
    return own;
  }
  Circumstances circumstances(const Batch& batch) const { return {batch.step, batch.memory, noise.seed}; }

  // The derivatives of the gradient along K columns of v from the first one on.
  template <int K>
  void products(ConstVector theta, const Eigen::MatrixXd& v, Eigen::Index first, Eigen::MatrixXd& out,
                const Batch& batch, Way way) {
    at_desk<Tangent<Pack, K>>([&](Desk<Tangent<Pack, K>>& desk) {
      auto& t = desk.pass.theta();
      for (std::size_t i = 0; i < theta.size(); ++i) {
        t[i].v = theta[i];
        for (int k = 0; k < K; ++k) t[i].d[static_cast<std::size_t>(k)] = v(static_cast<Eigen::Index>(i), first + k);
      }
      desk.pass.run(samples(batch, desk.samples), circumstances(batch), way);
      for (std::size_t i = 0; i < theta.size(); ++i)
        for (int k = 0; k < K; ++k)
          out(static_cast<Eigen::Index>(i), first + k) = desk.pass.gradient()[i].d[static_cast<std::size_t>(k)];
    });
  }
  void all_products(ConstVector theta, const Eigen::MatrixXd& v, Eigen::MatrixXd& out, const Batch& batch, Way way) {
    out.resize(v.rows(), v.cols());
    Eigen::Index column = 0;
    for (; column + 4 <= v.cols(); column += 4) products<4>(theta, v, column, out, batch, way);
    for (; column < v.cols(); ++column) products<1>(theta, v, column, out, batch, way);
  }

  template <class See>
  void look(ConstVector theta, const Eigen::MatrixXd& x, ConstVector memory, See see) {
    at_desk<Pack>([&](Desk<Pack>& desk) {
      std::ranges::copy(theta, desk.pass.theta().begin());
      pack_inputs(x, desk.samples);
      std::vector<double> of_batches(memory.begin(), memory.end());
      desk.pass.look(desk.samples, {0, of_batches, noise.seed}, see);
    });
  }

  Plan plan;
  LossSpec spec;
  const LossInfo* loss;
  std::vector<double> values;
  std::shared_ptr<const Dataset> data;
  TrainingNoise noise;
  std::vector<double> first_memory;
  std::vector<Term> terms;
  PackedSamples all;
  Desks<Pack> plain;
  Desks<Tangent<Pack, 1>> one;
  Desks<Tangent<Pack, 4>> four;
  Desks<DenseHessian> dense;
};

NetworkObjective::NetworkObjective(NetworkSpec network, LossSpec loss, std::shared_ptr<const Dataset> data,
                                   TrainingNoise noise, std::vector<double> memory)
    : inside_(
          std::make_unique<Inside>(std::move(network), std::move(loss), std::move(data), noise, std::move(memory))) {
  assert(inside_->first_memory.empty() || inside_->first_memory.size() == memory_size());
}
NetworkObjective::~NetworkObjective() = default;

std::size_t NetworkObjective::dimension() const { return inside_->plan.parameters; }
std::size_t NetworkObjective::sample_count() const { return inside_->data->size(); }
std::size_t NetworkObjective::memory_size() const { return inside_->plan.memory; }
void NetworkObjective::initial_memory(Vector memory) const {
  if (!inside_->first_memory.empty()) {
    std::ranges::copy(inside_->first_memory, memory.begin());
    return;
  }
  for (const PlannedLayer& layer : inside_->plan.layers)
    if (layer.memory != nowhere) {
      std::ranges::fill(memory.subspan(layer.memory, layer.out), 0.0);
      std::ranges::fill(memory.subspan(layer.memory + layer.out, layer.out), 1.0);
    }
}
std::shared_ptr<const NetworkObjective> NetworkObjective::beginning_with(std::vector<double> memory) const {
  return std::make_shared<NetworkObjective>(network(), loss(), inside_->data, inside_->noise, std::move(memory));
}

const NetworkSpec& NetworkObjective::network() const { return inside_->plan.spec; }
const LossSpec& NetworkObjective::loss() const { return inside_->spec; }
const Dataset& NetworkObjective::data() const { return *inside_->data; }

double NetworkObjective::penalty(ConstVector theta) const {
  double sum = 0;
  for (const Term& term : inside_->terms)
    sum += term.lambda * term.regularizer->value(theta.subspan(term.offset, term.size()), term.out, term.in);
  return sum;
}

double NetworkObjective::value(ConstVector theta, const Batch& batch) const {
  return penalty(theta) + inside_->at_desk<Pack>([&](Desk<Pack>& desk) {
    std::ranges::copy(theta, desk.pass.theta().begin());
    return desk.pass.run(inside_->samples(batch, desk.samples), inside_->circumstances(batch), Way::value);
  });
}

double NetworkObjective::value_and_gradient(ConstVector theta, Vector gradient, const Batch& batch) const {
  return inside_->at_desk<Pack>([&](Desk<Pack>& desk) {
    std::ranges::copy(theta, desk.pass.theta().begin());
    double loss = desk.pass.run(inside_->samples(batch, desk.samples), inside_->circumstances(batch), Way::gradient);
    std::ranges::copy(desk.pass.gradient(), gradient.begin());
    desk.rooms.resize(inside_->terms.size());
    for (std::size_t i = 0; i < desk.rooms.size(); ++i) {
      const Term& term = inside_->terms[i];
      loss += term.lambda * term.regularizer->add_gradient(term.lambda, theta.subspan(term.offset, term.size()),
                                                           term.out, term.in,
                                                           gradient.subspan(term.offset, term.size()), desk.rooms[i]);
    }
    return loss;
  });
}

void NetworkObjective::hessian_vectors(ConstVector theta, const Eigen::MatrixXd& v, Eigen::MatrixXd& products,
                                       const Batch& batch) const {
  assert(static_cast<std::size_t>(v.rows()) == dimension());
  inside_->all_products(theta, v, products, batch, Way::gradient);
  for (const Term& term : inside_->terms)
    for (Eigen::Index k = 0; k < v.cols(); ++k)
      term.regularizer->add_hessian_vector(term.lambda, theta.subspan(term.offset, term.size()), term.out, term.in,
                                           {v.col(k).data() + term.offset, term.size()},
                                           {products.col(k).data() + term.offset, term.size()});
}

void NetworkObjective::hessian_vector(ConstVector theta, ConstVector v, Vector product, const Batch& batch) const {
  const auto n = static_cast<Eigen::Index>(v.size());
  Eigen::MatrixXd out;
  hessian_vectors(theta, Eigen::Map<const Eigen::VectorXd>(v.data(), n), out, batch);
  Eigen::Map<Eigen::VectorXd>(product.data(), n) = out.col(0);
}

Eigen::MatrixXd NetworkObjective::hessian(ConstVector theta, const Batch& batch) const {
  if (batch.step > 0 || !is_plain(inside_->plan)) return Objective::hessian(theta, batch);
  Eigen::MatrixXd h = inside_->at_desk<DenseHessian>(
      [&](Desk<DenseHessian>& desk) { return desk.hessian.at(theta, inside_->samples(batch, desk.samples)); });
  for (const Term& term : inside_->terms) {
    std::vector<double> unit(term.size(), 0.0);
    const auto first = static_cast<Eigen::Index>(term.offset);
    for (std::size_t i = 0; i < unit.size(); ++i) {
      unit[i] = 1;
      term.regularizer->add_hessian_vector(term.lambda, theta.subspan(term.offset, term.size()), term.out, term.in,
                                           unit,
                                           {h.col(first + static_cast<Eigen::Index>(i)).data() + first, term.size()});
      unit[i] = 0;
    }
  }
  return h;
}

void NetworkObjective::gauss_newton_vectors(ConstVector theta, const Eigen::MatrixXd& v, Eigen::MatrixXd& products,
                                            const Batch& batch) const {
  inside_->all_products(theta, v, products, batch, Way::gauss_newton);
}

void NetworkObjective::outputs(ConstVector theta, const Eigen::MatrixXd& x, Eigen::MatrixXd& out,
                               ConstVector memory) const {
  std::vector<Eigen::MatrixXd> all;
  activations(theta, x, all, memory);
  out = std::move(all.back());
}

void NetworkObjective::activations(ConstVector theta, const Eigen::MatrixXd& x, std::vector<Eigen::MatrixXd>& out,
                                   ConstVector memory) const {
  const Plan& plan = inside_->plan;
  out.resize(plan.layers.size());
  for (std::size_t l = 0; l < out.size(); ++l) out[l].resize(x.rows(), static_cast<Eigen::Index>(plan.layers[l].width));
  inside_->look(theta, x, memory, [&](std::size_t l, std::size_t first, std::size_t n, Rows<const Pack> rows) {
    for (std::size_t u = 0; u < plan.layers[l].width; ++u) {
      double* column = out[l].col(static_cast<Eigen::Index>(u)).data();
      for (std::size_t i = 0; i < n * Pack::lanes; ++i) {
        const std::size_t sample = first * Pack::lanes + i;
        if (sample < static_cast<std::size_t>(x.rows())) column[sample] = rows[u][i / Pack::lanes].v[i % Pack::lanes];
      }
    }
  });
}

}  // namespace fallline::nn
