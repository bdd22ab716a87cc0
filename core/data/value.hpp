// core/data/value.hpp — one typed value, for literals, options, tests and errors; never on a path per row.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/data/data_type.hpp"

namespace millrace {

/// A typed value or a typed NULL. BIGINT, DECIMAL (unscaled) and TIMESTAMP (epoch ms) share the int64 slot.
class Value {
 public:
  static Value null(DataType type) { return Value(type); }
  static Value boolean(bool value) { return Value(DataType::boolean(), value); }
  static Value bigint(std::int64_t value) { return Value(DataType::bigint(), value); }
  static Value real(double value) { return Value(DataType::real(), value); }
  static Value string(std::string value) { return Value(DataType::string(), std::move(value)); }
  static Value timestamp(std::int64_t epoch_ms) { return Value(DataType::timestamp(), epoch_ms); }
  static Value decimal(std::int64_t unscaled, DataType type) { return Value(type, unscaled); }

  Value() : Value(DataType::bigint()) {}
  const DataType& type() const { return type_; }
  bool is_null() const { return std::holds_alternative<std::monostate>(slot_); }
  // REQUIRES: not null, and of that physical kind.
  bool as_boolean() const { return std::get<bool>(slot_); }
  std::int64_t as_int64() const { return std::get<std::int64_t>(slot_); }
  double as_double() const { return std::get<double>(slot_); }
  const std::string& as_string() const { return std::get<std::string>(slot_); }

  /// Same type and same content; NULL equals NULL here (this is not SQL's `=`).
  friend bool operator==(const Value&, const Value&) = default;

 private:
  explicit Value(DataType type) : type_(type) {}
  template <typename T>
  Value(DataType type, T value) : type_(type), slot_(std::move(value)) {}

  DataType type_;
  std::variant<std::monostate, bool, std::int64_t, double, std::string> slot_;
};

/// Canonical text of a value as results print it; NULL gives `null_text`.
std::string to_text(const Value& value, std::string_view null_text = "NULL");

}  // namespace millrace
