// core/route/partitioners/sticky_choice.hpp — one random partition until a producer's batch is full
// (KIP-480, KIP-794).
#pragma once

#include "core/base/prng.hpp"
#include "core/route/partitioner.hpp"

namespace millrace::partitioners {

/// Stays on a partition until it has received batch_bytes, the record that reaches them included,
/// and then draws the next one from all partitions alike (KIP-794 without load statistics: the same
/// one may come up again).
class StickyChoice {
 public:
  StickyChoice(const PartitionerContext& context, std::string_view stream)
      : partition_count_(context.partition_count),
        batch_bytes_(context.batch_bytes),
        random_(Prng(context.seed).fork(stream)),
        partition_(draw()) {}

  std::uint32_t next(std::int64_t record_bytes) {
    const std::uint32_t partition = partition_;
    produced_bytes_ += record_bytes;
    if (produced_bytes_ >= batch_bytes_) {
      partition_ = draw();
      produced_bytes_ = 0;
    }
    return partition;
  }

 private:
  std::uint32_t draw() { return static_cast<std::uint32_t>(random_.below(partition_count_)); }

  std::uint32_t partition_count_;
  std::int64_t batch_bytes_;
  Prng random_;
  std::uint32_t partition_;
  std::int64_t produced_bytes_ = 0;
};

}  // namespace millrace::partitioners
