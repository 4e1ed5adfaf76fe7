// No step of training asks for memory: the linker puts the counting malloc below in the place of the library's, for all
// that is compiled into this program.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <cstdlib>
#include <new>

#include "data/data_sets.h"
#include "nn/regularizers.h"
#include "support/networks.h"
#include "support/racing.h"
#include "training/trainee.h"

namespace {
thread_local std::size_t asked = 0;
}

extern "C" {
void* __real_malloc(std::size_t size);
void* __wrap_malloc(std::size_t size) {
  ++asked;
  return __real_malloc(size);
}
}

void* operator new(std::size_t size) {
  if (void* p = __wrap_malloc(size)) return p;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  ++asked;
  if (void* p = std::aligned_alloc(static_cast<std::size_t>(alignment),
                                   (size + static_cast<std::size_t>(alignment) - 1) /
                                       static_cast<std::size_t>(alignment) * static_cast<std::size_t>(alignment)))
    return p;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return __wrap_malloc(size); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, const std::nothrow_t&) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete(void* p, std::align_val_t) noexcept { std::free(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { std::free(p); }

namespace fallline::training {
namespace {

// Of one call that takes so many steps.
std::size_t asked_by(Racer& racer, const nn::NetworkObjective& objective, const Sampling& sampling, std::size_t steps) {
  const std::size_t before = asked;
  EXPECT_EQ(racer.advance(objective, sampling, steps, {}), steps);
  return asked - before;
}

NetworkExperiment spiral() {
  NetworkExperiment e;
  e.data.values = initial_values(find_data_set("spiral")->parameters);
  e.network = nn::network_spec(2, {16, 16}, 1);
  e.batch_size = 48;  // of 400: the last one has 16
  e.racers = {racer_spec(*find_optimizer("adam"), 0)};
  return e;
}

// How many more times 20 epochs ask than 10 do.
std::size_t asked_by_ten_epochs(const NetworkExperiment& e) {
  const auto setup = test::setup_of(e);
  const auto racer = make_racer(setup.start.size(), info(e.racers[0]), e.racers[0].values, e.racers[0].blocks);
  racer->place(*setup.parts.training, setup.start);
  const auto epoch = static_cast<std::size_t>(setup.steps_an_epoch);
  asked_by(*racer, *setup.parts.training, setup.sampling, epoch);
  const std::size_t ten = asked_by(*racer, *setup.parts.training, setup.sampling, 10 * epoch);
  const std::size_t twenty = asked_by(*racer, *setup.parts.training, setup.sampling, 20 * epoch);
  EXPECT_GT(ten, 0u);  // a call keeps where it began: the count is alive
  return twenty - ten;
}

double nn::LayerSpec::*strength_of(std::string_view regularizer) {
  for (const auto& [key, strength] :
       {std::pair{"l1", &nn::LayerSpec::l1}, {"l2", &nn::LayerSpec::l2}, {"nuclear", &nn::LayerSpec::nuclear}})
    if (regularizer == key) return strength;
  return &nn::LayerSpec::orthogonal;
}

TEST(Allocation, NoneInAStepOfAdam) { EXPECT_EQ(asked_by_ten_epochs(spiral()), 0u); }

TEST(Allocation, NoneWithAnyActivationOrNormalization) {
  for (const nn::ActivationInfo& activation : nn::activations())
    for (const std::string_view normalization : nn::normalization_keys()) {
      NetworkExperiment e = spiral();
      for (std::size_t l = 0; l < 2; ++l) {
        e.network.layers[l].activation = activation.key;
        e.network.layers[l].normalization = *nn::find_normalization(normalization);
      }
      if (nn::refuse(e.network)) continue;
      EXPECT_EQ(asked_by_ten_epochs(e), 0u) << activation.key << ' ' << normalization;
    }
}

// Of matrices high, wide and square, one of them too large for Eigen to multiply on the stack.
TEST(Allocation, NoneWithAnyRegularizer) {
  for (const std::size_t width : {16, 144})
    for (const nn::RegularizerInfo& regularizer : nn::regularizers()) {
      NetworkExperiment e = spiral();
      e.network = nn::network_spec(2, {width, width, 16}, 1);
      e.batch_size = width == 16 ? 48 : 0;
      e.racers[0].values[0] = 1e-4;
      for (nn::LayerSpec& layer : e.network.layers) layer.*strength_of(regularizer.key) = 1e-4;
      EXPECT_EQ(asked_by_ten_epochs(e), 0u) << regularizer.key << ' ' << width;
    }
}

TEST(Allocation, NoneWithNoiseOfAnyKind) {
  NetworkExperiment e = spiral();
  e.network.layers[0].dropout = 0.2;
  e.network.input_dropout = 0.1;
  e.network.layers[1].residual = true;
  e.network.layers[1].l1 = e.network.layers[1].l2 = 1e-4;
  e.noise = {.input_noise = 0.1, .mixup = 0.3};
  e.gradient_noise = 1e-3;
  EXPECT_EQ(asked_by_ten_epochs(e), 0u);
  e.loss.key = "softmax_ce";
  e.network.layers.back().width = 0;
  EXPECT_EQ(asked_by_ten_epochs(e), 0u);
}

TEST(Allocation, NoneWithAnyMethodThatGoesByOneGradient) {
  for (const std::string_view key : optimizer_keys()) {
    if (!test::is_element_wise(*find_optimizer(key))) continue;
    NetworkExperiment e = spiral();
    e.racers = {racer_spec(*find_optimizer(key), 0)};
    if (const auto lr = find_parameter(info(e.racers[0]).parameters, "lr")) e.racers[0].values[*lr] = 1e-3;
    EXPECT_EQ(asked_by_ten_epochs(e), 0u) << key;
  }
}

}  // namespace
}  // namespace fallline::training
