// tests/oracle/vocabulary.cpp — tables of words; meanings straight from the semantics.
#include "tests/oracle/vocabulary.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include "core/base/int128.hpp"
#include "core/base/text.hpp"
#include "core/data/decimal.hpp"
#include "core/data/schema.hpp"

namespace millrace::oracle {

std::optional<std::int64_t> integer(const Record& record, Column column) {
  const Value& value = record.values[column];
  return value.is_null() ? std::nullopt : std::optional(value.as_int64());
}

namespace {

std::optional<double> real(const Record& record) {
  const Value& value = record.values[kX];
  return value.is_null() ? std::nullopt : std::optional(value.as_double());
}
Value number(std::int64_t value) {
  return Value::bigint(value);
}
Value none() {
  return Value::null(DataType::bigint());
}
Value decimal(Int128 unscaled, int scale) {
  return Value::decimal(narrow_to_int64(unscaled).value(), DataType::decimal(18, scale));
}

/// The text column as a number. Texts that are none are errors of their row (see is_bad_text).
std::optional<std::int64_t> number_in_text(const Record& record) {
  const Value& value = record.values[kText];
  return value.is_null() ? std::nullopt : parse_int64(value.as_string());
}
bool is_bad_text(const Record& record) {
  return !record.values[kText].is_null() && !number_in_text(record).has_value();
}

Tri both(Tri a, Tri b) {
  if (a == false || b == false) return false;
  if (!a || !b) return std::nullopt;
  return true;
}
Tri either(Tri a, Tri b) {
  if (a == true || b == true) return true;
  if (!a || !b) return std::nullopt;
  return false;
}
Tri above(std::optional<std::int64_t> value, std::int64_t bound) {
  return value ? Tri(*value > bound) : std::nullopt;
}

const Predicate kPredicates[] = {
    {"n > 5", [](const Record& r) { return above(integer(r, kN), 5); }},
    {"k1 IS NOT NULL", [](const Record& r) { return Tri(!r.values[kK1].is_null()); }},
    {"d >= 1.50 AND n < 40",
     [](const Record& r) {
       const auto d = integer(r, kD);
       const auto n = integer(r, kN);
       return both(d ? Tri(*d >= 150) : std::nullopt, n ? Tri(*n < 40) : std::nullopt);
     }},
    {"x < 0 OR b",
     [](const Record& r) {
       const auto x = real(r);
       const Value& b = r.values[kB];
       return either(x ? Tri(*x < 0) : std::nullopt,
                     b.is_null() ? std::nullopt : Tri(b.as_boolean()));
     }},
    {"NOT (k2 IN (1, 3))",
     [](const Record& r) {
       const auto k2 = integer(r, kK2);
       return k2 ? Tri(*k2 != 1 && *k2 != 3) : std::nullopt;
     }},
    {"n % 3 = 0",
     [](const Record& r) {
       const auto n = integer(r, kN);
       return n ? Tri(*n % 3 == 0) : std::nullopt;
     }},
    {"CAST(t AS BIGINT) > 2", [](const Record& r) { return above(number_in_text(r), 2); },
     is_bad_text},
    // A condition looks at the second operand of AND only where the first one is true.
    {"n > 0 AND CAST(t AS BIGINT) > 2",
     [](const Record& r) { return both(above(integer(r, kN), 0), above(number_in_text(r), 2)); },
     [](const Record& r) {
       const auto n = integer(r, kN);
       return is_bad_text(r) && n && *n > 0;
     }},
};

std::string upper(std::string text) {
  for (char& c : text) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return text;
}
const Item kKeys[] = {
    {"k1", [](const Record& r) { return r.values[kK1]; }},
    {"k2", [](const Record& r) { return r.values[kK2]; }},
    {"b", [](const Record& r) { return r.values[kB]; }},
    {"d", [](const Record& r) { return r.values[kD]; }},
    {"UPPER(k1)",
     [](const Record& r) {
       return r.values[kK1].is_null() ? none() : Value::string(upper(r.values[kK1].as_string()));
     }},
    {"k2 % 2",
     [](const Record& r) {
       const auto k2 = integer(r, kK2);
       return k2 ? number(*k2 % 2) : none();
     }},
    {"_PARTITION", [](const Record& r) { return number(r.partition); }},
    {"CAST(t AS BIGINT)",
     [](const Record& r) {
       const auto value = number_in_text(r);
       return value ? number(*value) : none();
     },
     is_bad_text},
    {"y",
     [](const Record& r) {
       const Value& y = r.values[kY];
       return !y.is_null() && y.as_double() == 0.0 ? Value::real(0.0) : y;  // one zero
     }},
};
const Item kItems[] = {
    {"s", [](const Record& r) { return r.values[kS]; }},
    {"x", [](const Record& r) { return r.values[kX]; }},
    {"n + k2",
     [](const Record& r) {
       const auto n = integer(r, kN);
       const auto k2 = integer(r, kK2);
       return n && k2 ? number(*n + *k2) : none();
     }},
    {"d * 3",
     [](const Record& r) {
       const auto d = integer(r, kD);
       return d ? decimal(Int128{*d} * 3, 2) : none();
     }},
    {"COALESCE(k1, 'none')",
     [](const Record& r) {
       return r.values[kK1].is_null() ? Value::string("none") : r.values[kK1];
     }},
    {"_PARTITION", [](const Record& r) { return number(r.partition); }},
    {"n / k2",
     [](const Record& r) {
       const auto n = integer(r, kN);
       const auto k2 = integer(r, kK2);
       if (!n || !k2 || *k2 == 0) return none();
       return Value::real(static_cast<double>(*n) / static_cast<double>(*k2));
     }},
    {"CAST(t AS BIGINT)",
     [](const Record& r) {
       const auto value = number_in_text(r);
       return value ? number(*value) : none();
     },
     is_bad_text},
};

template <typename T, typename Get>
std::vector<T> present(const Rows& rows, Get get) {
  std::vector<T> values;
  for (const Record* row : rows) {
    if (const auto value = get(*row)) values.push_back(*value);
  }
  return values;
}
std::vector<std::int64_t> integers(const Rows& rows, Column column) {
  return present<std::int64_t>(rows, [column](const Record& r) { return integer(r, column); });
}
std::vector<double> reals(const Rows& rows) {
  return present<double>(rows, [](const Record& r) { return real(r); });
}
double sum_of(const std::vector<double>& values) {
  double sum = 0.0;
  double lost = 0.0;  // what rounding took (Neumaier 1974)
  for (const double value : values) {
    const double next = sum + value;
    const bool sum_is_larger = (sum < 0 ? -sum : sum) >= (value < 0 ? -value : value);
    lost += sum_is_larger ? (sum - next) + value : (value - next) + sum;
    sum = next;
  }
  return sum - sum == 0.0 ? sum + lost : sum;
}
Int128 sum_of(const std::vector<std::int64_t>& values) {
  Int128 sum = 0;
  for (const std::int64_t value : values) sum += value;
  return sum;
}
std::optional<double> variance(const std::vector<std::int64_t>& values, std::int64_t spare) {
  const auto count = static_cast<std::int64_t>(values.size());
  if (count <= spare) return std::nullopt;
  Int128 squares = 0;
  for (const std::int64_t value : values) squares += Int128{value} * value;
  const Int128 sum = sum_of(values);
  const auto numerator = static_cast<double>(squares * count - sum * sum);
  return numerator / static_cast<double>(count) / static_cast<double>(count - spare);
}
Value optional_real(std::optional<double> value) {
  return value ? Value::real(*value) : none();
}

template <typename T>
Value extreme(const Rows& rows, Column column, T get, bool is_max) {
  Value best = none();
  bool has_any = false;
  decltype(get(std::declval<const Value&>())) best_key{};
  for (const Record* row : rows) {
    const Value& value = row->values[column];
    if (value.is_null()) continue;
    const auto key = get(value);
    if (has_any && (is_max ? !(best_key < key) : !(key < best_key))) continue;
    has_any = true;
    best_key = key;
    best = value;
  }
  return best;
}
std::int64_t as_integer(const Value& value) {
  return value.as_int64();
}
std::string as_string(const Value& value) {
  return value.as_string();
}
double as_real(const Value& value) {
  return value.as_double();
}

const Aggregate kAggregates[] = {
    {"COUNT(*)", [](const Rows& rows) { return number(static_cast<std::int64_t>(rows.size())); }},
    {"COUNT(n)",
     [](const Rows& rows) { return number(static_cast<std::int64_t>(integers(rows, kN).size())); }},
    {"COUNT(DISTINCT k2)",
     [](const Rows& rows) {
       const auto values = integers(rows, kK2);
       return number(
           static_cast<std::int64_t>(std::set<std::int64_t>(values.begin(), values.end()).size()));
     }},
    {"SUM(n)",
     [](const Rows& rows) {
       const auto values = integers(rows, kN);
       return values.empty() ? none() : decimal(sum_of(values), 0);
     }},
    {"SUM(d)",
     [](const Rows& rows) {
       const auto values = integers(rows, kD);
       return values.empty() ? none() : decimal(sum_of(values), 2);
     }},
    {"SUM(x)",
     [](const Rows& rows) {
       const auto values = reals(rows);
       return values.empty() ? none() : Value::real(sum_of(values));
     }},
    {"AVG(n)",
     [](const Rows& rows) {
       const auto values = integers(rows, kN);
       if (values.empty()) return none();
       return Value::real(static_cast<double>(sum_of(values)) / static_cast<double>(values.size()));
     }},
    {"AVG(d)",
     [](const Rows& rows) {
       const auto values = integers(rows, kD);
       if (values.empty()) return none();
       return decimal(divide_half_away(sum_of(values) * 10'000, static_cast<Int128>(values.size())),
                      6);
     }},
    {"AVG(x)",
     [](const Rows& rows) {
       const auto values = reals(rows);
       return values.empty() ? none()
                             : Value::real(sum_of(values) / static_cast<double>(values.size()));
     }},
    {"MIN(n)", [](const Rows& rows) { return extreme(rows, kN, as_integer, false); }},
    {"MAX(d)", [](const Rows& rows) { return extreme(rows, kD, as_integer, true); }},
    {"MIN(s)", [](const Rows& rows) { return extreme(rows, kS, as_string, false); }},
    {"MAX(x)", [](const Rows& rows) { return extreme(rows, kX, as_real, true); }},
    {"MAX(ts)", [](const Rows& rows) { return extreme(rows, kTs, as_integer, true); }},
    {"STDDEV(n)",
     [](const Rows& rows) {
       const auto v = variance(integers(rows, kN), 1);
       return optional_real(v ? std::optional(std::sqrt(*v)) : std::nullopt);
     }},
    {"VAR_POP(n)", [](const Rows& rows) { return optional_real(variance(integers(rows, kN), 0)); }},
    {"MEDIAN(n)",
     [](const Rows& rows) {
       auto values = integers(rows, kN);
       if (values.empty()) return none();
       std::sort(values.begin(), values.end());
       const std::size_t half = values.size() / 2;
       if (values.size() % 2 == 1) return Value::real(static_cast<double>(values[half]));
       return Value::real(static_cast<double>(values[half - 1] + values[half]) / 2);
     }},
    {"FIRST_VALUE(n)", [](const Rows& rows) { return rows.front()->values[kN]; }, true},
    {"LAST_VALUE(s)", [](const Rows& rows) { return rows.back()->values[kS]; }, true},
    {"STRING_AGG(s, '/')",
     [](const Rows& rows) {
       std::string text;
       bool has_any = false;
       for (const Record* row : rows) {
         if (row->values[kS].is_null()) continue;
         if (has_any) text += "/";
         text += row->values[kS].as_string();
         has_any = true;
       }
       return has_any ? Value::string(text) : none();
     },
     true},
    {"SUM(CAST(t AS BIGINT))",
     [](const Rows& rows) {
       const auto values =
           present<std::int64_t>(rows, [](const Record& r) { return number_in_text(r); });
       return values.empty() ? none() : decimal(sum_of(values), 0);
     },
     false, is_bad_text},
};

Rows frame(const Rows& rows, std::int64_t first, std::int64_t last) {
  const auto size = static_cast<std::int64_t>(rows.size());
  Rows part;
  for (std::int64_t i = std::max<std::int64_t>(first, 0); i <= last && i < size; ++i) {
    part.push_back(rows[static_cast<std::size_t>(i)]);
  }
  return part;
}
const OverCall kOver[] = {
    {"SUM(n)", true,
     [](const Rows& rows, std::int64_t, std::int64_t first, std::int64_t last) {
       return kAggregates[3].value(frame(rows, first, last));
     }},
    {"COUNT(*)", true,
     [](const Rows& rows, std::int64_t, std::int64_t first, std::int64_t last) {
       return kAggregates[0].value(frame(rows, first, last));
     }},
    {"AVG(x)", true,
     [](const Rows& rows, std::int64_t, std::int64_t first, std::int64_t last) {
       return kAggregates[8].value(frame(rows, first, last));
     }},
    {"MAX(d)", true,
     [](const Rows& rows, std::int64_t, std::int64_t first, std::int64_t last) {
       return kAggregates[10].value(frame(rows, first, last));
     }},
    {"LAG(n)", false,
     [](const Rows& rows, std::int64_t current, std::int64_t, std::int64_t) {
       return current < 1 ? none() : rows[static_cast<std::size_t>(current - 1)]->values[kN];
     }},
    {"LEAD(s, 2)", false,
     [](const Rows& rows, std::int64_t current, std::int64_t, std::int64_t) {
       const auto at = static_cast<std::size_t>(current + 2);
       return at >= rows.size() ? none() : rows[at]->values[kS];
     }},
    {"ROW_NUMBER()", false,
     [](const Rows&, std::int64_t current, std::int64_t, std::int64_t) {
       return number(current + 1);
     }},
};

}  // namespace

std::span<const Predicate> predicates() {
  return kPredicates;
}
std::span<const Item> group_keys() {
  return kKeys;
}
std::span<const Item> items() {
  return kItems;
}
std::span<const Aggregate> aggregates() {
  return kAggregates;
}
std::span<const OverCall> over_calls() {
  return kOver;
}

}  // namespace millrace::oracle
