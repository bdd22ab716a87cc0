// core/exec/kernels/operand.cpp — from columns to operands and back.
#include "core/exec/kernels/operand.hpp"

#include <string>
#include <utility>

#include "core/base/assert.hpp"
#include "core/base/text.hpp"
#include "core/base/utf8.hpp"
#include "core/data/decimal.hpp"

namespace millrace {
namespace {

constexpr std::size_t kShownBytesMax = 60;

// What NULL constants point at: a zero of every physical kind.
constexpr std::int64_t kZero = 0;
constexpr double kZeroDouble = 0.0;
constexpr std::uint8_t kInvalid = 0;

const void* values_of(const Column& column) {
  switch (column.type().physical()) {
    case PhysicalKind::kInt64:
      return column.int64s().data();
    case PhysicalKind::kDouble:
      return column.doubles().data();
    case PhysicalKind::kBoolean:
      return column.booleans().data();
    case PhysicalKind::kCode:
      break;
  }
  return column.codes().data();
}

Column constant_column(const Operand& operand, std::uint32_t row_count) {
  if (operand.is_null_constant()) return Column::of_nulls(operand.type, row_count);
  switch (operand.type.physical()) {
    case PhysicalKind::kInt64:
      return Column::of_int64(operand.type,
                              std::vector<std::int64_t>(row_count, operand.int64_at(0)));
    case PhysicalKind::kDouble:
      return Column::of_double(std::vector<double>(row_count, operand.double_at(0)));
    case PhysicalKind::kBoolean:
      return Column::of_boolean(std::vector<std::uint8_t>(row_count, *operand.as<std::uint8_t>()));
    case PhysicalKind::kCode:
      break;
  }
  return Column::of_codes(operand.dictionary,
                          std::vector<std::uint32_t>(row_count, operand.code_at(0)));
}

/// The node's own buffer where the values lie there, else a copy of what was borrowed.
template <typename T>
std::vector<T> values_of(const Operand& operand, std::vector<T> Buffers::*member,
                         std::uint32_t row_count) {
  const T* values = operand.as<T>();
  if (operand.buffers != nullptr && (operand.buffers->*member).data() == values) {
    return std::exchange(operand.buffers->*member, {});
  }
  return std::vector<T>(values, values + row_count);
}

std::vector<std::uint8_t> validity_of(const Operand& operand, std::uint32_t row_count) {
  if (operand.validity == nullptr) return {};
  if (operand.buffers != nullptr && operand.buffers->validity.data() == operand.validity) {
    return std::exchange(operand.buffers->validity, {});
  }
  return std::vector<std::uint8_t>(operand.validity, operand.validity + row_count);
}

/// The first bytes of a string, never half a code point.
std::string_view shortened(std::string_view text) {
  std::size_t end = kShownBytesMax;
  while (end > 0 && is_utf8_continuation(text[end])) --end;
  return text.substr(0, end);
}

}  // namespace

Operand null_constant(DataType type) {
  Operand operand;
  operand.type = type;
  operand.is_constant = true;
  operand.values = &kZero;
  if (type.physical() == PhysicalKind::kDouble) operand.values = &kZeroDouble;
  if (type.physical() == PhysicalKind::kCode) {
    static const DictionaryPtr kEmpty = Column::of_nulls(DataType::string(), 0).dictionary();
    operand.dictionary = kEmpty;
  }
  operand.validity = &kInvalid;
  return operand;
}

Operand operand_of(const Column& column) {
  Operand operand;
  operand.type = column.type();
  operand.values = values_of(column);
  operand.validity = column.has_nulls() ? column.validity().data() : nullptr;
  operand.dictionary = column.dictionary();
  operand.column = &column;
  return operand;
}

Column column_of(Operand operand, std::uint32_t row_count) {
  if (operand.column != nullptr && operand.column->type() == operand.type) return *operand.column;
  if (operand.is_constant) return constant_column(operand, row_count);
  std::vector<std::uint8_t> validity = validity_of(operand, row_count);
  switch (operand.type.physical()) {
    case PhysicalKind::kInt64:
      return Column::of_int64(operand.type, values_of(operand, &Buffers::int64s, row_count),
                              std::move(validity));
    case PhysicalKind::kDouble:
      return Column::of_double(values_of(operand, &Buffers::doubles, row_count),
                               std::move(validity));
    case PhysicalKind::kBoolean:
      return Column::of_boolean(values_of(operand, &Buffers::booleans, row_count),
                                std::move(validity));
    case PhysicalKind::kCode:
      break;
  }
  return Column::of_codes(operand.dictionary, values_of(operand, &Buffers::codes, row_count),
                          std::move(validity));
}

std::string text_of(const Operand& operand, std::uint32_t row) {
  if (operand.is_null(row)) return "NULL";
  std::string text;
  switch (operand.type.kind) {
    case TypeKind::kBoolean:
      return operand.boolean_at(row) ? "true" : "false";
    case TypeKind::kBigint:
      append_int64(text, operand.int64_at(row));
      break;
    case TypeKind::kDouble:
      append_double(text, operand.double_at(row));
      break;
    case TypeKind::kDecimal:
      append_decimal(text, operand.int64_at(row), operand.type.scale);
      break;
    case TypeKind::kTimestamp:
      append_timestamp(text, operand.int64_at(row));
      break;
    case TypeKind::kString: {
      const std::string_view value = operand.string_at(row);
      const bool is_long = value.size() > kShownBytesMax;
      text.append("'").append(is_long ? shortened(value) : value).append(is_long ? "…'" : "'");
      break;
    }
  }
  return text;
}

}  // namespace millrace
