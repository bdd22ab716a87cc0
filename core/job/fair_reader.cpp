// core/job/fair_reader.cpp — round robin over the sources that have not ended.
#include "core/job/fair_reader.hpp"

#include <iterator>
#include <utility>

namespace millrace {

FairReader::FairReader(std::vector<std::unique_ptr<RecordSource>> sources)
    : sources_(std::move(sources)) {}

Result<std::optional<RecordBatch>> FairReader::next() {
  while (!sources_.empty()) {
    if (turn_ >= sources_.size()) turn_ = 0;
    RecordSource& source = *sources_[turn_];
    Result<std::optional<RecordBatch>> next = source.next();
    collect_dead_letters(source);
    if (!next.has_value()) return next;
    if (next.value().has_value()) {
      ++turn_;
      return next;
    }
    sources_.erase(sources_.begin() + static_cast<std::ptrdiff_t>(turn_));
  }
  return std::optional<RecordBatch>();
}

std::vector<DeadLetter> FairReader::take_dead_letters() {
  return std::exchange(dead_letters_, {});
}

void FairReader::collect_dead_letters(RecordSource& source) {
  std::vector<DeadLetter> letters = source.take_dead_letters();
  dead_letters_.insert(dead_letters_.end(), std::make_move_iterator(letters.begin()),
                       std::make_move_iterator(letters.end()));
}

}  // namespace millrace
