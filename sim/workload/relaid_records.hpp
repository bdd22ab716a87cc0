// sim/workload/relaid_records.hpp — the original texts of recorded rows that were given new offsets.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "core/data/record_batch.hpp"

namespace millrace {

/// Row i has the offset offsets[i] now, and had raw_offsets[i] in the recording.
class RelaidRecords final : public RawRecords {
 public:
  RelaidRecords(std::shared_ptr<const RawRecords> raw, Column offsets,
                std::vector<std::int64_t> raw_offsets)
      : raw_(std::move(raw)), offsets_(std::move(offsets)), raw_offsets_(std::move(raw_offsets)) {}

  std::string_view text_of(std::int64_t offset) const override;

 private:
  std::shared_ptr<const RawRecords> raw_;
  Column offsets_;  // ascending
  std::vector<std::int64_t> raw_offsets_;
};

}  // namespace millrace
