// core/route/hash_placement.cpp — the modulo without a division a row.
#include "core/route/hash_placement.hpp"

#include <algorithm>
#include <limits>

#include "core/base/assert.hpp"
#include "core/base/hash.hpp"

namespace millrace {
namespace {

// Quotients are estimated by multiplying with floor(2^64 / M) (Barrett 1986). Leaving out the
// lowest partial product and two carries keeps every multiplication 32 × 32 bits, which vectorises
// everywhere; the estimate is then at most 3 too small, so the remainder is below 4 M and two
// conditional subtractions bring it home.
constexpr std::uint32_t kWorkersForEstimate = 1u << 30;

void place_by_mask(std::span<const std::uint64_t> key_hashes, std::uint32_t mask,
                   WorkerId* workers) {
  for (std::size_t i = 0; i < key_hashes.size(); ++i) {
    workers[i].value = static_cast<std::uint32_t>(key_hashes[i]) & mask;
  }
}

void place_by_estimate(std::span<const std::uint64_t> key_hashes, std::uint32_t worker_count,
                       WorkerId* workers) {
  const std::uint64_t reciprocal = std::numeric_limits<std::uint64_t>::max() / worker_count;
  const std::uint64_t reciprocal_low = reciprocal & 0xffffffffu;
  const std::uint64_t reciprocal_high = reciprocal >> 32;
  const std::uint64_t* hashes = key_hashes.data();
  const std::size_t rows = key_hashes.size();
  for (std::size_t i = 0; i < rows; ++i) {
    const std::uint64_t low = hashes[i] & 0xffffffffu;
    const std::uint64_t high = hashes[i] >> 32;
    const std::uint64_t quotient =
        high * reciprocal_high + ((high * reciprocal_low) >> 32) + ((low * reciprocal_high) >> 32);
    // Exact in 32 bits: the remainder is below 4 M <= 2^32.
    std::uint32_t rest =
        static_cast<std::uint32_t>(low) - static_cast<std::uint32_t>(quotient) * worker_count;
    rest = rest >= 2 * worker_count ? rest - 2 * worker_count : rest;
    rest = rest >= worker_count ? rest - worker_count : rest;
    workers[i].value = rest;
  }
}

}  // namespace

void place_by_hash(std::span<const std::uint64_t> key_hashes, std::uint32_t worker_count,
                   std::span<WorkerId> worker_of_row) {
  MILLRACE_ASSERT(worker_count > 0);
  MILLRACE_ASSERT(key_hashes.size() == worker_of_row.size());
  WorkerId* workers = worker_of_row.data();
  if ((worker_count & (worker_count - 1)) == 0) {
    place_by_mask(key_hashes, worker_count - 1, workers);
  } else if (worker_count < kWorkersForEstimate) {
    place_by_estimate(key_hashes, worker_count, workers);
  } else {
    for (std::size_t i = 0; i < key_hashes.size(); ++i) {
      workers[i].value = static_cast<std::uint32_t>(key_hashes[i] % worker_count);
    }
  }
}

WorkerId least_sent_to(std::span<const std::int64_t> rows_sent, std::uint64_t key_hash,
                       std::uint32_t choices) {
  constexpr std::uint64_t kNextFunction = 0x9e3779b97f4a7c15ull;
  const auto worker_count = static_cast<std::uint64_t>(rows_sent.size());
  if (worker_count == 1) return {0};
  const std::uint64_t first = key_hash % worker_count;
  auto best = static_cast<std::uint32_t>(first);
  for (std::uint32_t choice = 1; choice < choices; ++choice) {
    key_hash += kNextFunction;
    const std::uint64_t mixed = mix_64(key_hash);
    const auto worker = static_cast<std::uint32_t>(
        choice == 1 ? (first + 1 + mixed % (worker_count - 1)) % worker_count
                    : mixed % worker_count);
    if (rows_sent[worker] < rows_sent[best]) best = worker;
  }
  return {best};
}

WorkerId least_sent_to(std::span<const std::int64_t> rows_sent) {
  const auto best = std::min_element(rows_sent.begin(), rows_sent.end());
  return {static_cast<std::uint32_t>(best - rows_sent.begin())};
}

}  // namespace millrace
