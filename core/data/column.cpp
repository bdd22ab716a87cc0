// core/data/column.cpp — shared storage, and the views that columns are of it.
#include "core/data/column.hpp"

#include <cstddef>
#include <cstring>
#include <limits>
#include <utility>
#include <variant>

#include "core/base/assert.hpp"

namespace millrace {

struct Column::Storage {
  std::variant<std::vector<std::int64_t>, std::vector<double>, std::vector<std::uint8_t>,
               std::vector<std::uint32_t>>
      values;
  std::vector<std::uint8_t> validity;
};

namespace {

bool contains_null(std::span<const std::uint8_t> validity) {
  return !validity.empty() && std::memchr(validity.data(), 0, validity.size()) != nullptr;
}

std::uint32_t width_of(PhysicalKind kind) {
  switch (kind) {
    case PhysicalKind::kBoolean:
      return sizeof(std::uint8_t);
    case PhysicalKind::kCode:
      return sizeof(std::uint32_t);
    case PhysicalKind::kInt64:
    case PhysicalKind::kDouble:
      break;
  }
  return sizeof(std::int64_t);
}

template <typename T>
std::vector<T> gathered(std::span<const T> values, std::span<const std::uint32_t> rows) {
  std::vector<T> result(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) result[i] = values[rows[i]];
  return result;
}

/// What columns of NULLs alone refer to, so that each of them has the same lineage.
const DictionaryPtr& empty_dictionary() {
  static const DictionaryPtr kEmpty = DictionaryBuilder().snapshot();
  return kEmpty;
}

}  // namespace

template <typename T>
Column Column::of_values(DataType type, std::vector<T> values, std::vector<std::uint8_t> validity) {
  MILLRACE_ASSERT(values.size() <= std::numeric_limits<std::uint32_t>::max());
  MILLRACE_ASSERT(validity.empty() || validity.size() == values.size());
  Column column;
  column.type_ = type;
  column.row_count_ = static_cast<std::uint32_t>(values.size());
  if (contains_null(validity)) {
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = validity[i] != 0 ? values[i] : T{};
  } else {
    validity.clear();
  }
  auto storage = std::make_shared<Storage>();
  column.values_ = storage->values.template emplace<std::vector<T>>(std::move(values)).data();
  storage->validity = std::move(validity);
  column.validity_ = storage->validity;
  column.storage_ = std::move(storage);
  return column;
}

Column Column::of_int64(DataType type, std::vector<std::int64_t> values,
                        std::vector<std::uint8_t> validity) {
  MILLRACE_ASSERT(type.physical() == PhysicalKind::kInt64);
  return of_values(type, std::move(values), std::move(validity));
}

Column Column::of_double(std::vector<double> values, std::vector<std::uint8_t> validity) {
  return of_values(DataType::real(), std::move(values), std::move(validity));
}

Column Column::of_boolean(std::vector<std::uint8_t> values, std::vector<std::uint8_t> validity) {
  return of_values(DataType::boolean(), std::move(values), std::move(validity));
}

Column Column::of_codes(DictionaryPtr dictionary, std::vector<std::uint32_t> codes,
                        std::vector<std::uint8_t> validity) {
  MILLRACE_ASSERT(dictionary != nullptr);
  Column column = of_values(DataType::string(), std::move(codes), std::move(validity));
  column.dictionary_ = std::move(dictionary);
  return column;
}

Column Column::of_nulls(DataType type, std::uint32_t row_count) {
  std::vector<std::uint8_t> validity(row_count, 0);
  switch (type.physical()) {
    case PhysicalKind::kInt64:
      return of_int64(type, std::vector<std::int64_t>(row_count), std::move(validity));
    case PhysicalKind::kDouble:
      return of_double(std::vector<double>(row_count), std::move(validity));
    case PhysicalKind::kBoolean:
      return of_boolean(std::vector<std::uint8_t>(row_count), std::move(validity));
    case PhysicalKind::kCode:
      break;
  }
  return of_codes(empty_dictionary(), std::vector<std::uint32_t>(row_count), std::move(validity));
}

Column Column::of_constant(const Value& value, std::uint32_t row_count) {
  const DataType type = value.type();
  if (value.is_null()) return of_nulls(type, row_count);
  switch (type.physical()) {
    case PhysicalKind::kInt64:
      return of_int64(type, std::vector<std::int64_t>(row_count, value.as_int64()));
    case PhysicalKind::kDouble:
      return of_double(std::vector<double>(row_count, value.as_double()));
    case PhysicalKind::kBoolean:
      return of_boolean(std::vector<std::uint8_t>(row_count, value.as_boolean() ? 1 : 0));
    case PhysicalKind::kCode:
      break;
  }
  DictionaryBuilder dictionary;
  const std::uint32_t code = dictionary.code_of(value.as_string());
  return of_codes(dictionary.snapshot(), std::vector<std::uint32_t>(row_count, code));
}

std::span<const std::int64_t> Column::int64s() const {
  MILLRACE_ASSERT(type_.physical() == PhysicalKind::kInt64);
  return {static_cast<const std::int64_t*>(values_), row_count_};
}

std::span<const double> Column::doubles() const {
  MILLRACE_ASSERT(type_.physical() == PhysicalKind::kDouble);
  return {static_cast<const double*>(values_), row_count_};
}

std::span<const std::uint8_t> Column::booleans() const {
  MILLRACE_ASSERT(type_.physical() == PhysicalKind::kBoolean);
  return {static_cast<const std::uint8_t*>(values_), row_count_};
}

std::span<const std::uint32_t> Column::codes() const {
  MILLRACE_ASSERT(type_.physical() == PhysicalKind::kCode);
  return {static_cast<const std::uint32_t*>(values_), row_count_};
}

Value Column::value_at(std::uint32_t row) const {
  MILLRACE_ASSERT(row < row_count_);
  if (is_null(row)) return Value::null(type_);
  switch (type_.kind) {
    case TypeKind::kBoolean:
      return Value::boolean(booleans()[row] != 0);
    case TypeKind::kBigint:
      return Value::bigint(int64s()[row]);
    case TypeKind::kDouble:
      return Value::real(doubles()[row]);
    case TypeKind::kDecimal:
      return Value::decimal(int64s()[row], type_);
    case TypeKind::kTimestamp:
      return Value::timestamp(int64s()[row]);
    case TypeKind::kString:
      break;
  }
  return Value::string(std::string(string_at(row)));
}

Column Column::slice(std::uint32_t begin, std::uint32_t row_count) const {
  MILLRACE_ASSERT(begin <= row_count_);
  MILLRACE_ASSERT(row_count <= row_count_ - begin);
  Column part = *this;
  part.row_count_ = row_count;
  if (row_count == 0) begin = 0;
  if (values_ != nullptr) {
    part.values_ =
        static_cast<const std::byte*>(values_) + begin * std::size_t{width_of(type_.physical())};
  }
  if (!validity_.empty()) {
    part.validity_ = validity_.subspan(begin, row_count);
    if (!contains_null(part.validity_)) part.validity_ = {};
  }
  return part;
}

Column Column::gather(std::span<const std::uint32_t> rows) const {
  std::vector<std::uint8_t> validity;
  if (has_nulls()) validity = gathered(validity_, rows);
  switch (type_.physical()) {
    case PhysicalKind::kInt64:
      return of_int64(type_, gathered(int64s(), rows), std::move(validity));
    case PhysicalKind::kDouble:
      return of_double(gathered(doubles(), rows), std::move(validity));
    case PhysicalKind::kBoolean:
      return of_boolean(gathered(booleans(), rows), std::move(validity));
    case PhysicalKind::kCode:
      break;
  }
  return of_codes(dictionary_, gathered(codes(), rows), std::move(validity));
}

std::int64_t Column::byte_count() const {
  return std::int64_t{row_count_} * width_of(type_.physical()) +
         static_cast<std::int64_t>(validity_.size());
}

}  // namespace millrace
