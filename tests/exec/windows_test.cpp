// tests/exec/windows_test.cpp — every aligned window kind against its definition, and the list against its promises.
#include <doctest/doctest.h>

#include <limits>
#include <set>

#include "core/base/prng.hpp"
#include "core/exec/catalog.hpp"
#include "core/exec/window.hpp"

namespace millrace {
namespace {

constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();

const WindowInfo& window(std::string_view name) {
  for (const WindowInfo* info : all_windows()) {
    if (info->signature.name == name) return *info;
  }
  MILLRACE_ASSERT(false && "no such window");
  return *all_windows()[0];
}

std::vector<std::int64_t> starts_of(const WindowAssigner& windows, std::int64_t time) {
  std::int64_t first = 0;
  std::uint32_t count = 0;
  windows.assign({&time, 1}, {&first, 1}, {&count, 1});
  std::vector<std::int64_t> starts;
  for (std::uint32_t i = 0; i < count; ++i) starts.push_back(first + i * windows.step_ms());
  return starts;
}

/// From the definition: every multiple of the step whose window holds the time.
std::vector<std::int64_t> starts_by_definition(std::int64_t length, std::int64_t step,
                                               std::int64_t time) {
  std::vector<std::int64_t> starts;
  for (std::int64_t k = (time - length) / step - 2; k <= time / step + 2; ++k) {
    if (k * step <= time && time < k * step + length) starts.push_back(k * step);
  }
  return starts;
}

TEST_CASE("a row lies in exactly the windows that cover it, before and after the epoch") {
  Prng random(1);
  for (int round = 0; round < 300; ++round) {
    const std::int64_t length = random.between(1, 50);
    const std::int64_t step = random.between(1, 50);
    const auto windows = window("sliding").make(std::vector<std::int64_t>{length, step});
    for (int i = 0; i < 20; ++i) {
      const std::int64_t time = random.between(-200, 200);
      const std::vector<std::int64_t> starts = starts_of(*windows, time);
      CHECK(starts == starts_by_definition(length, step, time));
      CHECK(starts.size() <= windows->windows_per_row_max());
    }
  }
}

TEST_CASE("rows of one call do not influence each other") {
  Prng random(2);
  const auto windows = window("sliding").make(std::vector<std::int64_t>{25, 10});
  std::vector<std::int64_t> times;
  for (int i = 0; i < 500; ++i) times.push_back(random.between(-60, 60));
  std::vector<std::int64_t> firsts(times.size());
  std::vector<std::uint32_t> counts(times.size());
  windows->assign(times, firsts, counts);
  for (std::size_t i = 0; i < times.size(); ++i) {
    const std::vector<std::int64_t> alone = starts_of(*windows, times[i]);
    CHECK(counts[i] == alone.size());
    CHECK(firsts[i] == alone[0]);
  }
}

TEST_CASE("tumbling windows of a minute are floored: -1 ms lies in [-60000, 0)") {
  const auto minute = window("tumbling").make(std::vector<std::int64_t>{60'000});
  CHECK(starts_of(*minute, -1) == std::vector<std::int64_t>{-60'000});
  CHECK(starts_of(*minute, -60'000) == std::vector<std::int64_t>{-60'000});
  CHECK(starts_of(*minute, 0) == std::vector<std::int64_t>{0});
  CHECK(starts_of(*minute, 59'999) == std::vector<std::int64_t>{0});
}

TEST_CASE("at the ends of int64 a row keeps a window and nothing wraps") {
  for (const auto& durations :
       {std::vector<std::int64_t>{1000, 1000}, {1000, 300}, {kMax, kMax}, {kMax, kMax / 5000}}) {
    const auto windows = window("sliding").make(durations);
    for (const std::int64_t time : {kMin, kMin + 1, kMin + 999, kMax - 1, kMax}) {
      const std::vector<std::int64_t> starts = starts_of(*windows, time);
      CHECK(!starts.empty());
      for (std::size_t i = 0; i < starts.size(); ++i) {
        CHECK(starts[i] <= time);
        if (i > 0) CHECK(starts[i] > starts[i - 1]);
      }
    }
  }
}

TEST_CASE(
    "every window kind has a name of its own, a summary, and says what is wrong with durations") {
  std::set<std::string_view> names;
  for (const WindowInfo* info : all_windows()) {
    const WindowSignature& signature = info->signature;
    CHECK(names.insert(signature.name).second);
    for (const std::string_view alias : signature.aliases) CHECK(names.insert(alias).second);
    CHECK(!signature.summary.empty());
    CHECK(!signature.parameters.empty());
    REQUIRE((signature.problem_with != nullptr));
    const std::vector<std::int64_t> fine(signature.parameters.size(), 1000);
    CHECK(!signature.problem_with(fine).has_value());
    const std::vector<std::int64_t> negative(signature.parameters.size(), -1);
    CHECK(signature.problem_with(negative).has_value());
    CHECK(info->make(fine)->windows_per_row_max() >= 1);
  }
  CHECK(names.count("hopping") == 1);
}

TEST_CASE("a row may not lie in more windows than make sense") {
  const WindowSignature& sliding = window("sliding").signature;
  CHECK(!sliding.problem_with(std::vector<std::int64_t>{10'000, 1}).has_value());
  CHECK(*sliding.problem_with(std::vector<std::int64_t>{10'001, 1}) ==
        "each row would lie in 10001 windows; the most is 10000");
}

TEST_CASE("only sessions have a gap") {
  CHECK(window("session").make(std::vector<std::int64_t>{30})->session_gap_ms() == 30);
  CHECK(window("tumbling").make(std::vector<std::int64_t>{30})->session_gap_ms() == 0);
  CHECK(window("session").signature.is_session);
}

TEST_CASE("the catalog finds topics in any case, and any name where there is one topic") {
  TopicDescription flights;
  flights.name = "Flights";
  TopicDescription other;
  other.name = "flights";
  const ExecCatalog both({flights, other});
  CHECK(both.topic("flights")->name == "flights");
  CHECK(both.topic("FLIGHTS")->name == "Flights");
  CHECK(both.topic("trades") == nullptr);
  CHECK(both.topic_names().size() == 2);
  const ExecCatalog any({flights}, true);
  CHECK(any.topic("whatever")->name == "Flights");
  CHECK(any.windows().size() == all_windows().size());
  CHECK(!any.aggregates().empty());
  CHECK(any.over_functions().size() == 7);
}

}  // namespace
}  // namespace millrace
