// tests/base/units_test.cpp — infinities of event time, and sums of work.
#include "core/base/units.hpp"

#include <doctest/doctest.h>

#include "core/base/work.hpp"

namespace millrace {
namespace {

TEST_CASE("event time saturates and its infinities stay infinite") {
  CHECK(EventTime{5} + EventDuration{7} == EventTime{12});
  CHECK(EventTime{5} - EventDuration{7} == EventTime{-2});
  CHECK(EventTime::max() - EventDuration{1} == EventTime::max());
  CHECK(EventTime::min() + EventDuration{1} == EventTime::min());
  CHECK(EventTime{EventTime::max().ms - 1} + EventDuration{5} == EventTime::max());
  CHECK(EventTime{EventTime::min().ms + 1} - EventDuration{5} == EventTime::min());
  CHECK(EventTime{EventTime::min().ms + 1} + EventDuration{-5} == EventTime::min());
  CHECK(EventTime{EventTime::max().ms - 1} - EventDuration{-5} == EventTime::max());
  CHECK(EventTime{-1} < EventTime{0});
}

TEST_CASE("adding work adds every count") {
  const Work a{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13};
  Work sum{10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130};
  sum += a;
  CHECK(sum == Work{11, 22, 33, 44, 55, 66, 77, 88, 99, 110, 121, 132, 143});
  sum += Work{};
  CHECK(sum == Work{11, 22, 33, 44, 55, 66, 77, 88, 99, 110, 121, 132, 143});
  static_assert(sizeof(Work) == 13 * sizeof(std::int64_t), "a new count needs a place above");
}

}  // namespace
}  // namespace millrace
