// core/job/fair_reader.hpp — several sources as one: a batch from each in turn, so that none
// starves another.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "core/job/record_source.hpp"

namespace millrace {

/// Reads its sources side by side, one batch of each at a time, in the order given; a source that
/// ended is left out. Owns the sources. Ends when all have ended; an error of any of them ends the
/// whole.
class FairReader final : public RecordSource {
 public:
  explicit FairReader(std::vector<std::unique_ptr<RecordSource>> sources);

  Result<std::optional<RecordBatch>> next() override;
  std::vector<DeadLetter> take_dead_letters() override;

 private:
  /// Takes over what the source could not read, before the source itself goes.
  void collect_dead_letters(RecordSource& source);

  std::vector<std::unique_ptr<RecordSource>> sources_;
  std::size_t turn_ = 0;  // index of the source to be read next
  std::vector<DeadLetter> dead_letters_;
};

}  // namespace millrace
