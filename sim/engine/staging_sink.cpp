// sim/engine/staging_sink.cpp — keeps, and gives away at once.
#include "sim/engine/staging_sink.hpp"

namespace millrace {

std::int64_t StagedOutput::result_rows() const {
  std::int64_t rows = 0;
  for (const ResultBatch& batch : results) rows += batch.row_count;
  return rows;
}

Status StagingSink::write(const ResultBatch& batch) {
  staged_.results.push_back(batch);
  return {};
}

void StagingSink::write_late(const RecordBatch& rows) {
  staged_.late.push_back(rows);
}

void StagingSink::write_dead_letter(const DeadLetter& letter) {
  staged_.dead_letters.push_back(letter);
}

}  // namespace millrace
