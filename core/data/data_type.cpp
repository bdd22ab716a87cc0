// core/data/data_type.cpp — type names to and from text.
#include "core/data/data_type.hpp"

#include <array>

#include "core/base/text.hpp"

namespace millrace {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

enum class Arguments : std::uint8_t { kNone, kLength, kPrecisionAndScale };

struct TypeName {
  std::string_view name;
  DataType type;
  Arguments arguments;
};

// A DECIMAL without arguments gets the widest precision and, like DuckDB's, a scale of 3.
constexpr std::array<TypeName, 14> kTypeNames = {{
    {"boolean", DataType::boolean(), Arguments::kNone},
    {"bool", DataType::boolean(), Arguments::kNone},
    {"bigint", DataType::bigint(), Arguments::kNone},
    {"integer", DataType::bigint(), Arguments::kNone},
    {"int", DataType::bigint(), Arguments::kNone},
    {"double", DataType::real(), Arguments::kNone},
    {"float", DataType::real(), Arguments::kNone},
    {"decimal", DataType::decimal(kDecimalPrecisionMax, 3), Arguments::kPrecisionAndScale},
    {"numeric", DataType::decimal(kDecimalPrecisionMax, 3), Arguments::kPrecisionAndScale},
    {"string", DataType::string(), Arguments::kNone},
    {"varchar", DataType::string(), Arguments::kLength},
    {"text", DataType::string(), Arguments::kNone},
    {"timestamp", DataType::timestamp(), Arguments::kNone},
    {"double precision", DataType::real(), Arguments::kNone},
}};

/// The decimal type for `12,4` or `12`.
std::optional<DataType> parse_decimal_arguments(std::string_view text) {
  const std::size_t comma = text.find(',');
  const auto precision = parse_int64(trimmed(text.substr(0, comma)));
  if (!precision || *precision < 1 || *precision > kDecimalPrecisionMax) return std::nullopt;
  if (comma == std::string_view::npos) return DataType::decimal(static_cast<int>(*precision), 0);
  const auto scale = parse_int64(trimmed(text.substr(comma + 1)));
  if (!scale || *scale < 0 || *scale > *precision) return std::nullopt;
  return DataType::decimal(static_cast<int>(*precision), static_cast<int>(*scale));
}

}  // namespace

PhysicalKind DataType::physical() const {
  switch (kind) {
    case TypeKind::kBoolean:
      return PhysicalKind::kBoolean;
    case TypeKind::kDouble:
      return PhysicalKind::kDouble;
    case TypeKind::kString:
      return PhysicalKind::kCode;
    case TypeKind::kBigint:
    case TypeKind::kDecimal:
    case TypeKind::kTimestamp:
      break;
  }
  return PhysicalKind::kInt64;
}

std::string to_text(DataType type) {
  switch (type.kind) {
    case TypeKind::kBoolean:
      return "BOOLEAN";
    case TypeKind::kBigint:
      return "BIGINT";
    case TypeKind::kDouble:
      return "DOUBLE";
    case TypeKind::kString:
      return "STRING";
    case TypeKind::kTimestamp:
      return "TIMESTAMP";
    case TypeKind::kDecimal:
      break;
  }
  return "DECIMAL(" + std::to_string(type.precision) + "," + std::to_string(type.scale) + ")";
}

std::optional<DataType> parse_data_type(std::string_view text) {
  text = trimmed(text);
  const std::size_t open = text.find('(');
  const std::string_view name = trimmed(text.substr(0, open));
  for (const TypeName& known : kTypeNames) {
    if (!equals_ignoring_case(known.name, name)) continue;
    if (open == std::string_view::npos) return known.type;
    if (text.back() != ')') return std::nullopt;
    const std::string_view arguments = trimmed(text.substr(open + 1, text.size() - open - 2));
    if (known.arguments == Arguments::kPrecisionAndScale) return parse_decimal_arguments(arguments);
    if (known.arguments == Arguments::kNone) return std::nullopt;
    const auto length = parse_int64(arguments);  // read and forgotten: strings have no limit here
    if (!length || *length < 1) return std::nullopt;
    return known.type;
  }
  return std::nullopt;
}

}  // namespace millrace
