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

/// Of the workers that so many hash functions give for a key, the one to which fewest rows were sent;
/// the first hash function's is hash mod M, and goes first among equals. The second gives another
/// worker than the first, so that two choices always are two. REQUIRES: choices > 0,
/// !rows_sent.empty().
WorkerId least_sent_to(std::span<const std::int64_t> rows_sent, std::uint64_t key_hash,
                       std::uint32_t choices);
/// The worker of all to which fewest rows were sent, the lowest id among equals.
WorkerId least_sent_to(std::span<const std::int64_t> rows_sent);

}  // namespace millrace
