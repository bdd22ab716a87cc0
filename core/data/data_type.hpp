// core/data/data_type.hpp — the SQL types (semantics §2) and how each is held in memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace millrace {

enum class TypeKind : std::uint8_t { kBoolean, kBigint, kDouble, kDecimal, kString, kTimestamp };

/// How the rows of a column lie in memory.
enum class PhysicalKind : std::uint8_t { kInt64, kDouble, kBoolean, kCode };

inline constexpr int kDecimalPrecisionMax = 18;  // a scaled int64 always holds that many digits

/// A SQL type. Decimals carry precision and scale (0 <= scale <= precision <= 18); the other kinds leave both 0.
struct DataType {
  TypeKind kind = TypeKind::kBigint;
  std::uint8_t precision = 0;
  std::uint8_t scale = 0;

  static constexpr DataType boolean() { return {TypeKind::kBoolean}; }
  static constexpr DataType bigint() { return {TypeKind::kBigint}; }
  static constexpr DataType real() { return {TypeKind::kDouble}; }
  static constexpr DataType string() { return {TypeKind::kString}; }
  static constexpr DataType timestamp() { return {TypeKind::kTimestamp}; }
  static constexpr DataType decimal(int precision, int scale) {
    return {TypeKind::kDecimal, static_cast<std::uint8_t>(precision),
            static_cast<std::uint8_t>(scale)};
  }

  bool is_numeric() const {
    return kind == TypeKind::kBigint || kind == TypeKind::kDouble || kind == TypeKind::kDecimal;
  }
  PhysicalKind physical() const;
  friend bool operator==(const DataType&, const DataType&) = default;
};

/// BIGINT, DOUBLE, DECIMAL(12,4), STRING, BOOLEAN, TIMESTAMP.
std::string to_text(DataType type);
/// Reads a type name, any case, with the aliases INTEGER INT FLOAT VARCHAR VARCHAR(n) TEXT BOOL NUMERIC.
std::optional<DataType> parse_data_type(std::string_view text);

}  // namespace millrace
