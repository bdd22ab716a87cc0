// core/data/column_text.cpp — single rows of a column as text.
#include "core/base/text.hpp"
#include "core/data/column.hpp"
#include "core/data/decimal.hpp"

namespace millrace {

void append_text(std::string& out, const Column& column, std::uint32_t row,
                 std::string_view null_text) {
  if (column.is_null(row)) {
    out += null_text;
    return;
  }
  switch (column.type().kind) {
    case TypeKind::kBoolean:
      out += column.booleans()[row] != 0 ? "true" : "false";
      break;
    case TypeKind::kBigint:
      append_int64(out, column.int64s()[row]);
      break;
    case TypeKind::kDouble:
      append_double(out, column.doubles()[row]);
      break;
    case TypeKind::kDecimal:
      append_decimal(out, column.int64s()[row], column.type().scale);
      break;
    case TypeKind::kTimestamp:
      append_timestamp(out, column.int64s()[row]);
      break;
    case TypeKind::kString:
      out += column.string_at(row);
      break;
  }
}

}  // namespace millrace
