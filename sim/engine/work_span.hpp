// sim/engine/work_span.hpp — one stretch of work on a core in virtual time: what a trace draws, and what says which
// worker got which records.
#pragma once

#include <cstdint>

#include "core/base/units.hpp"
#include "core/data/record_batch.hpp"

namespace millrace {

enum class WorkKind : std::uint8_t {
  kRoute,    // a fetched batch was hashed, split and handed over
  kExecute,  // a worker executed a batch and wrote its results
  kMerge,    // the merger took in partial states of a worker
};

/// Borrowed for the call.
struct WorkSpan {
  WorkKind kind = WorkKind::kExecute;
  WorkerId worker;         // kExecute, kMerge: whose batch it was
  std::uint32_t core = 0;  // on which it ran; a router on a core of its own: the number of cores
  VirtualTime begin;
  VirtualTime end;
  const RecordBatch* batch =
      nullptr;  // kRoute: as fetched; kExecute: the worker's rows; null for kMerge
};

}  // namespace millrace
