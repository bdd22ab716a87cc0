// core/data/column_order.cpp — the order of SQL between two rows.
#include "core/base/assert.hpp"
#include "core/data/column.hpp"

namespace millrace {
namespace {

int order_of(double a, double b) {
  const bool a_is_nan = a != a;
  const bool b_is_nan = b != b;
  if (a_is_nan || b_is_nan) return static_cast<int>(a_is_nan) - static_cast<int>(b_is_nan);
  return static_cast<int>(a > b) - static_cast<int>(a < b);
}

template <typename T>
int order_of_integers(T a, T b) {
  return static_cast<int>(a > b) - static_cast<int>(a < b);
}

}  // namespace

int compare_rows(const Column& a, std::uint32_t row_a, const Column& b, std::uint32_t row_b) {
  MILLRACE_ASSERT(a.type() == b.type());
  const bool a_is_null = a.is_null(row_a);
  const bool b_is_null = b.is_null(row_b);
  if (a_is_null || b_is_null) return static_cast<int>(b_is_null) - static_cast<int>(a_is_null);
  switch (a.type().physical()) {
    case PhysicalKind::kInt64:
      return order_of_integers(a.int64s()[row_a], b.int64s()[row_b]);
    case PhysicalKind::kDouble:
      return order_of(a.doubles()[row_a], b.doubles()[row_b]);
    case PhysicalKind::kBoolean:
      return order_of_integers(a.booleans()[row_a], b.booleans()[row_b]);
    case PhysicalKind::kCode:
      break;
  }
  const int order = a.string_at(row_a).compare(b.string_at(row_b));
  return order_of_integers(order, 0);
}

}  // namespace millrace
