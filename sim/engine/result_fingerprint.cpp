// sim/engine/result_fingerprint.cpp — a column at a time.
#include "sim/engine/result_fingerprint.hpp"

#include <vector>

#include "core/base/hash.hpp"

namespace millrace {

namespace {

constexpr std::uint64_t kNull = 0x6e756c6cull;
constexpr std::uint64_t kNan = 0x7ff8000000000000ull;

std::uint64_t bits_of(double value) {
  if (value != value) return kNan;  // which NaN it is differs between platforms
  return __builtin_bit_cast(std::uint64_t, value);
}

void mix_column(const Column& column, std::vector<std::uint64_t>& rows) {
  if (column.row_count() == 0) return;
  const auto mix = [&](auto value_at) {
    for (std::uint32_t row = 0; row < rows.size(); ++row) {
      rows[row] = combine_hash(rows[row], column.is_null(row) ? kNull : value_at(row));
    }
  };
  switch (column.type().physical()) {
    case PhysicalKind::kInt64:
      mix([values = column.int64s()](std::uint32_t row) {
        return static_cast<std::uint64_t>(values[row]);
      });
      return;
    case PhysicalKind::kDouble:
      mix([values = column.doubles()](std::uint32_t row) { return bits_of(values[row]); });
      return;
    case PhysicalKind::kBoolean:
      mix([values = column.booleans()](std::uint32_t row) {
        return static_cast<std::uint64_t>(values[row]);
      });
      return;
    case PhysicalKind::kCode:
      mix([&column](std::uint32_t row) { return xxh3_64(column.string_at(row)); });
      return;
  }
}

std::uint64_t sum_of(const std::vector<std::uint64_t>& rows) {
  std::uint64_t sum = 0;
  for (const std::uint64_t row : rows) sum += mix_64(row);
  return sum;
}

}  // namespace

std::uint64_t fingerprint_of(const ResultBatch& batch) {
  std::vector<std::uint64_t> rows(batch.row_count, 1);
  for (std::uint32_t row = 0; row < batch.changes.size(); ++row) {
    if (batch.changes[row] == Change::kRetract) rows[row] = 2;
  }
  mix_column(batch.window_starts, rows);
  mix_column(batch.window_ends, rows);
  for (const Column& column : batch.keys) mix_column(column, rows);
  for (const Column& column : batch.columns) mix_column(column, rows);
  return sum_of(rows);
}

std::uint64_t fingerprint_of(const RecordBatch& late) {
  std::vector<std::uint64_t> rows(late.row_count, late.source_partition.value + 3ull);
  mix_column(late.offsets, rows);
  return sum_of(rows);
}

std::uint64_t fingerprint_of(const DeadLetter& letter) {
  std::uint64_t hash = combine_hash(xxh3_64(letter.topic), letter.source_partition.value);
  hash = combine_hash(hash, static_cast<std::uint64_t>(letter.offset));
  return mix_64(combine_hash(hash, xxh3_64(letter.error)));
}

}  // namespace millrace
