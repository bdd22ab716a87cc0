// core/exec/aggregates/type_rules.hpp — the few rules by which aggregates accept arguments and type
// their results.
#pragma once

#include <algorithm>
#include <optional>

#include "core/data/data_type.hpp"
#include "core/sql/catalog.hpp"

namespace millrace::aggregate_types {

inline std::optional<DataType> always_bigint(DataType) {
  return DataType::bigint();
}
inline std::optional<DataType> same_as_argument(DataType argument) {
  return argument;
}
/// Numbers give DOUBLE.
inline std::optional<DataType> real_of_number(DataType argument) {
  if (!argument.is_numeric()) return std::nullopt;
  return DataType::real();
}
/// BIGINT and DOUBLE give DOUBLE; DECIMAL keeps exact with `more_digits` after the point, as far as
/// 18 go.
inline std::optional<DataType> mean_of_number(DataType argument, int more_digits) {
  if (argument.kind != TypeKind::kDecimal) return real_of_number(argument);
  return DataType::decimal(kDecimalPrecisionMax,
                           std::min(argument.scale + more_digits, kDecimalPrecisionMax));
}

inline OrderDependence independent_of_order(DataType) {
  return OrderDependence::kNone;
}
inline OrderDependence fully_dependent_on_order(DataType) {
  return OrderDependence::kFull;
}
/// Sums of DOUBLE: equal but for the last bits.
inline OrderDependence as_sums_are(DataType argument) {
  const bool is_double = argument.kind == TypeKind::kDouble;
  return is_double ? OrderDependence::kLastBits : OrderDependence::kNone;
}

/// Sums of squares may exceed 106 bits for integers too.
inline OrderDependence always_last_bits(DataType) {
  return OrderDependence::kLastBits;
}

}  // namespace millrace::aggregate_types
