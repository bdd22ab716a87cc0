// core/route/hash_placement.cpp — the modulo without a division a row.
#include "core/route/hash_placement.hpp"

#include "core/base/assert.hpp"

namespace millrace {
namespace {

bool is_power_of_two(std::uint32_t value) {
  return (value & (value - 1)) == 0;
}

}  // namespace

void place_by_hash(std::span<const std::uint64_t> key_hashes, std::uint32_t worker_count,
                   std::span<WorkerId> worker_of_row) {
  MILLRACE_ASSERT(worker_count > 0);
  MILLRACE_ASSERT(key_hashes.size() == worker_of_row.size());
  const std::uint64_t* hashes = key_hashes.data();
  WorkerId* workers = worker_of_row.data();
  const std::size_t rows = key_hashes.size();
  if (is_power_of_two(worker_count)) {
    const std::uint32_t mask = worker_count - 1;
    for (std::size_t i = 0; i < rows; ++i) {
      workers[i].value = static_cast<std::uint32_t>(hashes[i]) & mask;
    }
    return;
  }
  for (std::size_t i = 0; i < rows; ++i) {
    workers[i].value = static_cast<std::uint32_t>(hashes[i] % worker_count);
  }
}

}  // namespace millrace
