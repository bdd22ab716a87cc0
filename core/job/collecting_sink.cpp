// core/job/collecting_sink.cpp — the sink that keeps everything.
#include "core/job/job_processor.hpp"

namespace millrace {

Status CollectingSink::write(const ResultBatch& batch) {
  results.push_back(batch);
  return {};
}

void CollectingSink::write_late(const RecordBatch& rows) {
  late.push_back(rows);
}

void CollectingSink::write_dead_letter(const DeadLetter& letter) {
  dead_letters.push_back(letter);
}

}  // namespace millrace
