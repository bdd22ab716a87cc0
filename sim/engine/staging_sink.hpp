// sim/engine/staging_sink.hpp — holds what a worker wrote until the virtual instant at which its
// work is done: the engine executes a batch when its service begins, its output leaves when it ends.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "core/job/job_processor.hpp"

namespace millrace {

/// Output of one worker (or the merger) that has not left it.
struct StagedOutput {
  std::vector<ResultBatch> results;
  std::vector<RecordBatch> late;
  std::vector<DeadLetter> dead_letters;

  bool is_empty() const { return results.empty() && late.empty() && dead_letters.empty(); }
  std::int64_t result_rows() const;
};

class StagingSink final : public Sink {
 public:
  Status write(const ResultBatch& batch) override;
  void write_late(const RecordBatch& rows) override;
  void write_dead_letter(const DeadLetter& letter) override;

  StagedOutput take() { return std::exchange(staged_, {}); }

 private:
  StagedOutput staged_;
};

}  // namespace millrace
