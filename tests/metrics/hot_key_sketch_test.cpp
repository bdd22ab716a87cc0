// tests/metrics/hot_key_sketch_test.cpp — the promises of Space-Saving, against exact counts.
#include "core/metrics/hot_key_sketch.hpp"

#include <doctest/doctest.h>

#include <map>

#include "core/base/prng.hpp"

namespace millrace {
namespace {

using Counts = std::map<std::uint64_t, std::int64_t>;

/// Few hot keys, many cold ones.
std::uint64_t skewed_key(Prng& random) {
  return random.chance(1, 2) ? random.below(5) : 1000 + random.below(5000);
}

void observe(HotKeySketch& sketch, Counts& exact, std::uint64_t key, std::int64_t rows) {
  sketch.observe(key, "k" + std::to_string(key), rows);
  exact[key] += rows;
}

void check_promises(const HotKeySketch& sketch, const Counts& exact) {
  std::int64_t total = 0;
  for (const auto& [key, count] : exact) total += count;
  REQUIRE(sketch.rows() == total);
  Counts held;
  for (const HotKey& key : sketch.hottest(sketch.capacity())) {
    const auto found = exact.find(key.hash);
    const std::int64_t count = found == exact.end() ? 0 : found->second;
    CHECK(key.count_max >= count);
    CHECK(key.count_min() <= count);
    held[key.hash] = key.count_max;
  }
  for (const auto& [key, count] : exact) {
    if (held.count(key) == 0) CHECK(count <= sketch.unheld_max());
  }
}

}  // namespace

TEST_CASE("as long as all keys fit, counts are exact") {
  HotKeySketch sketch(4);
  for (const char* key : {"a", "b", "a", "c", "a", "b"}) {
    sketch.observe(static_cast<std::uint64_t>(key[0]), key);
  }
  const auto hottest = sketch.hottest(2);
  REQUIRE(hottest.size() == 2);
  CHECK(hottest[0].text == "a");
  CHECK(hottest[0].count_max == 3);
  CHECK(hottest[0].error == 0);
  CHECK(hottest[1].text == "b");
  CHECK(sketch.unheld_max() == 0);
  CHECK(sketch.hottest(10).size() == 3);
}

TEST_CASE("the paper's example: a newcomer takes the least key's place and inherits its count") {
  // Metwally et al. 2005, section 3: X Y Y with room for two, then Z.
  HotKeySketch sketch(2);
  for (const char* key : {"X", "Y", "Y", "Z"}) {
    sketch.observe(static_cast<std::uint64_t>(key[0]), key);
  }
  const auto hottest = sketch.hottest(2);
  CHECK(hottest[0].text == "Y");
  CHECK(hottest[0].count_max == 2);
  CHECK(hottest[0].error == 0);
  CHECK(hottest[1].text == "Z");
  CHECK(hottest[1].count_max == 2);
  CHECK(hottest[1].error == 1);
}

TEST_CASE("bounds hold, errors stay below rows / capacity, and every key above it is held") {
  for (const std::uint32_t capacity : {1u, 2u, 16u, 64u, 256u}) {
    Prng random(capacity);
    HotKeySketch sketch(capacity);
    Counts exact;
    for (int i = 0; i < 5'000; ++i) {
      const std::uint64_t key = skewed_key(random);
      observe(sketch, exact, key, static_cast<std::int64_t>(1 + random.below(3)));
    }
    check_promises(sketch, exact);
    const std::int64_t bound = sketch.rows() / capacity;
    Counts held;
    for (const HotKey& key : sketch.hottest(capacity)) {
      CHECK(key.error <= bound);
      held[key.hash] = 1;
    }
    for (const auto& [key, count] : exact) {
      if (count > bound) CHECK(held.count(key) == 1);
    }
  }
}

TEST_CASE("merged sketches keep their bounds, whatever their sizes") {
  for (const std::uint32_t other_capacity : {4u, 64u, 500u}) {
    Prng random(other_capacity);
    HotKeySketch sketch(64);
    HotKeySketch other(other_capacity);
    Counts exact;
    for (int i = 0; i < 2'000; ++i) {
      HotKeySketch& chosen = random.chance(1, 3) ? sketch : other;
      observe(chosen, exact, skewed_key(random), 1);
    }
    sketch.merge(other);
    check_promises(sketch, exact);
    for (int i = 0; i < 2'000; ++i) observe(sketch, exact, skewed_key(random), 1);
    check_promises(sketch, exact);
  }
}

TEST_CASE("a large sketch that took in a small one knows what the small one left out") {
  HotKeySketch sketch(8);
  HotKeySketch small(1);
  Counts exact;
  for (int i = 0; i < 10; ++i) observe(small, exact, 1, 1);
  for (int i = 0; i < 11; ++i) observe(small, exact, 2, 1);
  sketch.merge(small);
  observe(sketch, exact, 1, 1);
  check_promises(sketch, exact);
}

TEST_CASE("the outcome depends on the stream alone") {
  HotKeySketch first(8);
  HotKeySketch second(8);
  for (HotKeySketch* sketch : {&first, &second}) {
    Prng random(4);
    for (int i = 0; i < 1'000; ++i) sketch->observe(random.below(100), "k");
  }
  const auto a = first.hottest(8);
  const auto b = second.hottest(8);
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    CHECK(a[i].hash == b[i].hash);
    CHECK(a[i].count_max == b[i].count_max);
    CHECK(a[i].error == b[i].error);
  }
}

TEST_CASE("of equally rare keys the one held longest stays") {
  HotKeySketch sketch(2);
  sketch.observe(1, "old");
  sketch.observe(2, "young");
  sketch.observe(3, "new");
  CHECK(sketch.hottest(2)[0].text == "new");
  CHECK(sketch.hottest(2)[1].text == "old");
}

}  // namespace millrace
