// sim/engine/result_fingerprint.hpp — results as one number that their order does not change: what
// run_hash is made of. Nothing has to be kept or sorted for it.
#pragma once

#include <cstdint>

#include "core/data/dead_letter.hpp"
#include "core/data/record_batch.hpp"
#include "core/exec/query_executor.hpp"

namespace millrace {

/// Sum over the rows (modulo 2^64) of a hash of each: operation, window, keys and values, strings by
/// their bytes, doubles by their bits. Sums of parts add up.
std::uint64_t fingerprint_of(const ResultBatch& batch);
/// Of rows in the late output: where they stand on the topic.
std::uint64_t fingerprint_of(const RecordBatch& late);
std::uint64_t fingerprint_of(const DeadLetter& letter);

}  // namespace millrace
