// sim/engine/source_lag.hpp — how far the consumer of every source partition is behind, over time.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/units.hpp"
#include "sim/engine/recorder.hpp"

namespace millrace {

/// Name of its series; the index is the source partition, the unit rows.
inline constexpr const char* kSourceLag = "source_lag_rows";

/// Kept beside a run and outside its key frames: a run that went back tells the same once more when it comes again, so
/// only what is later than all before is taken. The series therefore reach to the latest instant there ever was.
class SourceLag {
 public:
  /// `interval_ns` as the run is sampled. Of many partitions fewer points each are kept.
  SourceLag(std::int64_t interval_ns, std::uint32_t partition_count);

  bool is_told(VirtualTime time) const { return time <= told_to_; }
  /// Due and not taken, by source partition. REQUIRES: !is_told(time).
  void add(VirtualTime time, const std::vector<std::int64_t>& lag_rows);
  const Recorder& recorder() const { return recorder_; }

 private:
  Recorder recorder_;
  VirtualTime told_to_ = {-1};
};

}  // namespace millrace
