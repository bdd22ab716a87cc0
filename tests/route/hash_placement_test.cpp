// tests/route/hash_placement_test.cpp — hash mod M without dividing is hash mod M.
#include "core/route/hash_placement.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <vector>

#include "core/base/prng.hpp"

namespace millrace {

TEST_CASE(
    "placing by hash is hash mod M for every number of workers, at the ends of the range too") {
  constexpr std::uint64_t kMax = std::numeric_limits<std::uint64_t>::max();
  std::vector<std::uint32_t> worker_counts = {1u << 20, 1'000'003u,     (1u << 30) - 1,
                                              1u << 30, (1u << 30) + 1, 0xffffffffu};
  for (std::uint32_t workers = 1; workers <= 1025; ++workers) worker_counts.push_back(workers);
  Prng random(8);
  for (const std::uint32_t workers : worker_counts) {
    std::vector<std::uint64_t> hashes = {0, 1, kMax, kMax - 1, kMax / 2, 0xffffffffull, 1ull << 32};
    const std::uint64_t last_multiple = kMax / workers * workers;
    for (const std::uint64_t multiple : {std::uint64_t{workers}, last_multiple}) {
      hashes.insert(hashes.end(), {multiple - 1, multiple, multiple + 1});
    }
    for (int i = 0; i < 200; ++i) {
      const std::uint64_t multiple = random.next() / workers * workers;
      hashes.insert(hashes.end(), {random.next(), multiple, multiple - 1, multiple + 1});
    }
    std::vector<WorkerId> placed(hashes.size());
    place_by_hash(hashes, workers, placed);
    std::vector<WorkerId> expected;
    for (const std::uint64_t hash : hashes) {
      expected.push_back({static_cast<std::uint32_t>(hash % workers)});
    }
    CAPTURE(workers);
    CHECK(placed == expected);
  }
}

}  // namespace millrace
