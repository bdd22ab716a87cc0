// core/data/dead_letter.hpp — a record that could not be processed, kept whole with the reason (semantics §7).
#pragma once

#include <cstdint>
#include <string>

#include "core/base/units.hpp"

namespace millrace {

struct DeadLetter {
  std::string topic;
  SourcePartitionId source_partition;
  std::int64_t offset = 0;
  std::string error;     // what is wrong, and where in the record
  std::string original;  // the record as it stood in the recording
};

}  // namespace millrace
