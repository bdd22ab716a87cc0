// core/route/hash_placement.hpp — from key hashes to workers: hash mod M, for a batch at once.
#pragma once

#include <cstdint>
#include <span>

#include "core/base/units.hpp"

namespace millrace {

/// worker_of_row[i] = key_hashes[i] mod worker_count.
/// REQUIRES: equal sizes, worker_count > 0.
void place_by_hash(std::span<const std::uint64_t> key_hashes, std::uint32_t worker_count,
                   std::span<WorkerId> worker_of_row);

}  // namespace millrace
