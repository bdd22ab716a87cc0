// core/data/column_builder.cpp — appending rows; validity is only kept from the first NULL on.
#include "core/data/column_builder.hpp"

#include <utility>

#include "core/base/assert.hpp"

namespace millrace {
namespace {

/// Batches mostly have the same size, so the next one gets its room at once.
template <typename T>
std::vector<T> take_values(std::vector<T>& values) {
  std::vector<T> taken = std::exchange(values, {});
  values.reserve(taken.size());
  return taken;
}

}  // namespace

ColumnBuilder::ColumnBuilder(DataType type) : type_(type) {}

void ColumnBuilder::append_null() {
  if (!has_nulls_) validity_.assign(row_count_, 1);
  has_nulls_ = true;
  validity_.push_back(0);
  ++row_count_;
  switch (type_.physical()) {
    case PhysicalKind::kInt64:
      int64s_.push_back(0);
      break;
    case PhysicalKind::kDouble:
      doubles_.push_back(0.0);
      break;
    case PhysicalKind::kBoolean:
      booleans_.push_back(0);
      break;
    case PhysicalKind::kCode:
      codes_.push_back(0);
      break;
  }
}

void ColumnBuilder::append_int64(std::int64_t value) {
  MILLRACE_ASSERT(type_.physical() == PhysicalKind::kInt64);
  int64s_.push_back(value);
  count_valid_row();
}

void ColumnBuilder::append_double(double value) {
  MILLRACE_ASSERT(type_.physical() == PhysicalKind::kDouble);
  doubles_.push_back(value);
  count_valid_row();
}

void ColumnBuilder::append_boolean(bool value) {
  MILLRACE_ASSERT(type_.physical() == PhysicalKind::kBoolean);
  booleans_.push_back(value ? 1 : 0);
  count_valid_row();
}

void ColumnBuilder::append_string(std::string_view value) {
  MILLRACE_ASSERT(type_.physical() == PhysicalKind::kCode);
  codes_.push_back(dictionary_.code_of(value));
  count_valid_row();
}

void ColumnBuilder::append(const Value& value) {
  if (value.is_null()) {
    append_null();
    return;
  }
  MILLRACE_ASSERT(value.type() == type_);
  switch (type_.physical()) {
    case PhysicalKind::kInt64:
      append_int64(value.as_int64());
      break;
    case PhysicalKind::kDouble:
      append_double(value.as_double());
      break;
    case PhysicalKind::kBoolean:
      append_boolean(value.as_boolean());
      break;
    case PhysicalKind::kCode:
      append_string(value.as_string());
      break;
  }
}

void ColumnBuilder::remove_last() {
  MILLRACE_ASSERT(row_count_ > 0);
  --row_count_;
  if (has_nulls_) validity_.pop_back();
  switch (type_.physical()) {
    case PhysicalKind::kInt64:
      int64s_.pop_back();
      break;
    case PhysicalKind::kDouble:
      doubles_.pop_back();
      break;
    case PhysicalKind::kBoolean:
      booleans_.pop_back();
      break;
    case PhysicalKind::kCode:
      codes_.pop_back();
      break;
  }
}

Column ColumnBuilder::take() {
  row_count_ = 0;
  has_nulls_ = false;
  auto validity = std::exchange(validity_, {});
  switch (type_.physical()) {
    case PhysicalKind::kInt64:
      return Column::of_int64(type_, take_values(int64s_), std::move(validity));
    case PhysicalKind::kDouble:
      return Column::of_double(take_values(doubles_), std::move(validity));
    case PhysicalKind::kBoolean:
      return Column::of_boolean(take_values(booleans_), std::move(validity));
    case PhysicalKind::kCode:
      break;
  }
  Column column =
      Column::of_codes(dictionary_.snapshot(), take_values(codes_), std::move(validity));
  dictionary_.renew_if_full();
  return column;
}

void ColumnBuilder::count_valid_row() {
  ++row_count_;
  if (has_nulls_) validity_.push_back(1);
}

}  // namespace millrace
