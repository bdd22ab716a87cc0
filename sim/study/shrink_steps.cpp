// sim/study/shrink_steps.cpp — halves first, then quarters, then ones.
#include "sim/study/shrink_steps.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace millrace {
namespace {

constexpr std::int64_t kMs = 1'000'000;
/// From here down, whole numbers go by ones.
constexpr std::int64_t kByOnes = 8;

/// Writes `value`, unless that is what is there.
template <typename Type>
bool set(Type& place, Type value) {
  if (place == value) return false;
  place = std::move(value);
  return true;
}

/// Half, three quarters, and for small numbers one less; not below `least`.
template <typename Get>
void add_number(std::vector<ShrinkStep>& steps, std::int64_t least, std::int64_t unit, Get get) {
  const auto step = [&](auto smaller) {
    steps.push_back([get, least, unit, smaller](Scenario& scenario) {
      auto* place = get(scenario);
      if (place == nullptr) return false;
      using Number = std::remove_reference_t<decltype(*place)>;
      const auto now = static_cast<std::int64_t>(*place);
      const std::int64_t wanted = std::max(least, smaller(now / unit) * unit);
      if (wanted >= now) return false;
      *place = static_cast<Number>(wanted);
      return true;
    });
  };
  step([](std::int64_t n) { return n / 2; });
  step([](std::int64_t n) { return n * 3 / 4; });
  step([](std::int64_t n) { return n <= kByOnes ? n - 1 : n; });
}

void add_faults(std::vector<ShrinkStep>& steps, std::size_t count) {
  if (count > 1) {
    steps.push_back([](Scenario& scenario) { return set(scenario.faults, {}); });
  }
  for (std::size_t i = count; i-- > 0;) {
    steps.push_back([i](Scenario& scenario) {
      if (i >= scenario.faults.size()) return false;
      scenario.faults.erase(scenario.faults.begin() + static_cast<std::ptrdiff_t>(i));
      return true;
    });
  }
}

/// Time: what happens after the end is not kept.
void add_time(std::vector<ShrinkStep>& steps) {
  const auto shorter = [&](std::int64_t numerator, std::int64_t denominator) {
    steps.push_back([=](Scenario& scenario) {
      const std::int64_t now = scenario.duration.ns;
      const std::int64_t wanted = now / kMs * numerator / denominator * kMs;
      if (wanted < kMs || wanted >= now) return false;
      scenario.duration.ns = wanted;
      std::erase_if(scenario.faults, [&](const FaultSpec& fault) { return fault.at.ns >= wanted; });
      return true;
    });
  };
  shorter(1, 8);
  shorter(1, 2);
  shorter(3, 4);
}

void add_load(std::vector<ShrinkStep>& steps) {
  steps.push_back([](Scenario& scenario) {
    if (scenario.load.stages.empty()) return false;
    double greatest = 0.0;
    for (const LoadStage& stage : scenario.load.stages)
      greatest = std::max(greatest, stage.target_rate);
    scenario.load.rate = std::max(1.0, greatest);
    scenario.load.stages.clear();
    return true;
  });
  for (const double factor : {0.1, 0.5}) {
    steps.push_back([factor](Scenario& scenario) {
      const double wanted = std::floor(scenario.load.rate * factor);
      return wanted >= 1.0 && set(scenario.load.rate, wanted);
    });
  }
  steps.push_back([](Scenario& scenario) {
    return set(scenario.load.arrivals, Choice{"constant", {}});
  });
}

void add_engine(std::vector<ShrinkStep>& steps) {
  add_number(steps, 1, 1, [](Scenario& s) { return &s.topic.partitions; });
  add_number(steps, 2, 1, [](Scenario& s) { return &s.engine.job.worker_count; });
  steps.push_back([](Scenario& s) { return set(s.engine.cores, s.engine.job.worker_count); });
  steps.push_back([](Scenario& s) { return set(s.engine.jitter, Choice{"none", {}}); });
  steps.push_back([](Scenario& s) { return set(s.engine.costs_ns, {}); });
  steps.push_back([](Scenario& s) { return set(s.engine.cost_model, EngineSpec().cost_model); });
  steps.push_back([](Scenario& s) { return set(s.engine.fetch, FetchSpec()); });
  steps.push_back([](Scenario& s) { return set(s.engine.router, EngineSpec().router); });
  steps.push_back([](Scenario& s) { return set(s.engine.affinity, EngineSpec().affinity); });
  steps.push_back(
      [](Scenario& s) { return set(s.engine.idle_timeout, EngineSpec().idle_timeout); });
}

FieldSpec* field_at(Scenario& scenario, std::size_t i) {
  return i < scenario.topic.fields.size() ? &scenario.topic.fields[i] : nullptr;
}

void add_fields(std::vector<ShrinkStep>& steps, std::size_t count) {
  for (std::size_t i = count; i-- > 0;) {
    steps.push_back([i](Scenario& scenario) {
      if (i >= scenario.topic.fields.size()) return false;
      scenario.topic.fields.erase(scenario.topic.fields.begin() + static_cast<std::ptrdiff_t>(i));
      return true;
    });
  }
  for (std::size_t i = 0; i < count; ++i) {
    add_number(steps, 1, 1, [i](Scenario& scenario) -> std::int64_t* {
      FieldSpec* field = field_at(scenario, i);
      return field != nullptr ? &field->cardinality : nullptr;
    });
    steps.push_back([i](Scenario& scenario) {
      FieldSpec* field = field_at(scenario, i);
      return field != nullptr && set(field->distribution, Choice{"uniform", {}});
    });
    steps.push_back([i](Scenario& scenario) {
      FieldSpec* field = field_at(scenario, i);
      return field != nullptr && set(field->null_share, 0.0);
    });
  }
}

void add_topic(std::vector<ShrinkStep>& steps, std::size_t producer_count) {
  steps.push_back([](Scenario& s) { return set(s.topic.disorder, DisorderSpec()); });
  steps.push_back([](Scenario& s) { return set(s.topic.producers, {}); });
  for (std::size_t i = producer_count; i-- > 0;) {
    steps.push_back([i](Scenario& scenario) {
      if (i >= scenario.topic.producers.size()) return false;
      scenario.topic.producers.erase(scenario.topic.producers.begin() +
                                     static_cast<std::ptrdiff_t>(i));
      return true;
    });
  }
}

}  // namespace

std::vector<ShrinkStep> shrink_steps(const Scenario& scenario) {
  std::vector<ShrinkStep> steps;
  // What makes every later try quicker comes first.
  add_time(steps);
  add_load(steps);
  add_faults(steps, scenario.faults.size());
  add_engine(steps);
  add_topic(steps, scenario.topic.producers.size());
  add_fields(steps, scenario.topic.fields.size());
  return steps;
}

}  // namespace millrace
