// sim/trace/column_filler.cpp — the rarer types, and handing a column out.
#include "sim/trace/column_filler.hpp"

#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

ColumnFiller::ColumnFiller(DataType type) : type_(type) {}

void ColumnFiller::resize(std::uint32_t row_capacity) {
  validity_.resize(row_capacity);
  switch (type_.physical()) {
    case PhysicalKind::kInt64:
      int64s_.resize(row_capacity);
      break;
    case PhysicalKind::kDouble:
      doubles_.resize(row_capacity);
      break;
    case PhysicalKind::kBoolean:
      booleans_.resize(row_capacity);
      break;
    case PhysicalKind::kCode:
      codes_.resize(row_capacity);
      break;
  }
}

bool ColumnFiller::set_other_text(std::uint32_t row, std::string_view text) {
  switch (type_.kind) {
    case TypeKind::kBoolean:
      if (const std::optional<bool> value = read_boolean(text)) {
        booleans_[row] = *value ? 1 : 0;
        return true;
      }
      return false;
    case TypeKind::kDouble:
      if (const std::optional<double> value = parse_double(text)) {
        doubles_[row] = *value;
        return true;
      }
      return false;
    case TypeKind::kDecimal:
      if (const std::optional<std::int64_t> value = read_decimal(text, type_)) {
        int64s_[row] = *value;
        return true;
      }
      return false;
    case TypeKind::kTimestamp:
      if (const std::optional<std::int64_t> value = read_timestamp(text)) {
        int64s_[row] = *value;
        return true;
      }
      return false;
    case TypeKind::kBigint:
    case TypeKind::kString:
      break;
  }
  MILLRACE_ASSERT(false);
  return false;
}

Column ColumnFiller::take(std::uint32_t row_count) {
  resize(row_count);
  std::vector<std::uint8_t> validity;
  if (has_nulls_) validity = std::move(validity_);
  validity_.clear();
  has_nulls_ = false;
  switch (type_.physical()) {
    case PhysicalKind::kInt64:
      return Column::of_int64(type_, std::exchange(int64s_, {}), std::move(validity));
    case PhysicalKind::kDouble:
      return Column::of_double(std::exchange(doubles_, {}), std::move(validity));
    case PhysicalKind::kBoolean:
      return Column::of_boolean(std::exchange(booleans_, {}), std::move(validity));
    case PhysicalKind::kCode:
      break;
  }
  const DictionaryPtr dictionary = dictionary_.snapshot();
  dictionary_.renew_if_full();
  return Column::of_codes(dictionary, std::exchange(codes_, {}), std::move(validity));
}

}  // namespace millrace
