// core/data/value.cpp — the text of a single value.
#include "core/data/value.hpp"

#include "core/base/text.hpp"
#include "core/data/decimal.hpp"

namespace millrace {

std::string to_text(const Value& value, std::string_view null_text) {
  if (value.is_null()) return std::string(null_text);
  std::string text;
  switch (value.type().kind) {
    case TypeKind::kBoolean:
      return value.as_boolean() ? "true" : "false";
    case TypeKind::kString:
      return value.as_string();
    case TypeKind::kBigint:
      append_int64(text, value.as_int64());
      break;
    case TypeKind::kDouble:
      append_double(text, value.as_double());
      break;
    case TypeKind::kDecimal:
      append_decimal(text, value.as_int64(), value.type().scale);
      break;
    case TypeKind::kTimestamp:
      append_timestamp(text, value.as_int64());
      break;
  }
  return text;
}

}  // namespace millrace
