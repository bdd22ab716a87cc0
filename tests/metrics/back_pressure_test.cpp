// tests/metrics/back_pressure_test.cpp — states at their exact boundaries, their texts, and Velostream's throttle.
#include "core/metrics/back_pressure.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace millrace {
namespace {

using State = BackPressureState;

}  // namespace

TEST_CASE("states change at exactly 0.70, 0.85 and 0.95") {
  const std::pair<std::int64_t, State> rows[] = {
      {0, State::kHealthy},     {699, State::kHealthy},    {700, State::kWarning},
      {849, State::kWarning},   {850, State::kCritical},   {949, State::kCritical},
      {950, State::kSaturated}, {1000, State::kSaturated}, {5000, State::kSaturated}};
  for (const auto& [queued, state] : rows) CHECK(back_pressure_state(queued, 1000) == state);
  CHECK(back_pressure_state(7, 10) == State::kWarning);
  CHECK(back_pressure_state(0, 1) == State::kHealthy);
  CHECK(back_pressure_state(1, 1) == State::kSaturated);
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  CHECK(back_pressure_state(kMax, kMax) == State::kSaturated);
}

TEST_CASE("a capacity of 0 gives utilisation 0 and a healthy state") {
  CHECK(utilisation(500, 0) == 0.0);
  CHECK(back_pressure_state(500, 0) == State::kHealthy);
}

TEST_CASE("utilisation is a share, also when one batch is larger than the queue") {
  CHECK(utilisation(700, 1000) == 0.7);
  CHECK(utilisation(2000, 1000) == 1.0);
  CHECK(utilisation(0, 1000) == 0.0);
}

TEST_CASE("states are described as Velostream does") {
  CHECK(describe_back_pressure(3, 100, 1000) == "HEALTHY");
  CHECK(describe_back_pressure(3, 720, 1000) == "WARNING (partition 3, 72.0% util)");
  CHECK(describe_back_pressure(0, 905, 1000) == "CRITICAL (partition 0, 90.5% util)");
  CHECK(describe_back_pressure(7, 950, 1000) == "SATURATED (partition 7)");
}

TEST_CASE("critical and saturated queues ask for throttling, healthy and warning ones do not") {
  CHECK_FALSE(requires_throttling(State::kHealthy));
  CHECK_FALSE(requires_throttling(State::kWarning));
  CHECK(requires_throttling(State::kCritical));
  CHECK(requires_throttling(State::kSaturated));
}

TEST_CASE("the throttle waits 0, 100 us, 200 us and 10 ms, and never when it is off") {
  CHECK(throttle_delay_us(State::kHealthy) == 0);
  CHECK(throttle_delay_us(State::kWarning) == 100);
  CHECK(throttle_delay_us(State::kCritical) == 200);
  CHECK(throttle_delay_us(State::kSaturated) == 10'000);
  for (const State state :
       {State::kHealthy, State::kWarning, State::kCritical, State::kSaturated}) {
    CHECK(throttle_delay_us(state, {.is_enabled = false}) == 0);
  }
  CHECK(throttle_delay_us(State::kCritical,
                          {.delay_us_min = 100, .delay_us_max = 150, .backoff_multiplier = 3}) ==
        150);
}

TEST_CASE("the worst state of several counts") {
  const State some[] = {State::kHealthy, State::kCritical, State::kWarning};
  CHECK(worst_of(some) == State::kCritical);
  CHECK(worst_of({}) == State::kHealthy);
}

}  // namespace millrace
