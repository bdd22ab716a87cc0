// tests/oracle/naive_reference.cpp — semantics.md as a program.
#include "tests/oracle/naive_reference.hpp"

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

namespace {

using Record = fixture::Record;

// Columns of the topic, in order (oracle_case.cpp makes them).
enum Column : std::size_t { kK1, kK2, kD, kX, kN, kB, kS, kTs, kText, kY };

std::optional<std::int64_t> integer(const Record& record, Column column) {
  const Value& value = record.values[column];
  return value.is_null() ? std::nullopt : std::optional(value.as_int64());
}
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
bool never(const Record&) {
  return false;
}

using Tri = std::optional<bool>;
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

struct Predicate {
  const char* sql;
  Tri (*holds)(const Record&);
  bool (*fails)(const Record&) = never;  // an error of the row
};
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

struct Item {
  const char* sql;
  Value (*value)(const Record&);
  bool (*fails)(const Record&) = never;
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

using Rows = std::vector<const Record*>;  // of one (window, group), in the order worked through

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
  long double sum = 0;
  for (const double value : values) sum += value;
  return static_cast<double>(sum);
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
  const auto numerator = static_cast<long double>(squares * count - sum * sum);
  return static_cast<double>(numerator / static_cast<long double>(count) /
                             static_cast<long double>(count - spare));
}
Value optional_real(std::optional<double> value) {
  return value ? Value::real(*value) : none();
}

struct Aggregate {
  const char* sql;
  Value (*value)(const Rows&);
  bool is_order_dependent = false;
  bool (*fails)(const Record&) = never;  // a row whose argument cannot be evaluated
};
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

/// `rows` of the group in order, the current row's index, and the frame [first, last] around it.
struct OverCall {
  const char* sql;
  bool has_frame;
  Value (*value)(const Rows& rows, std::int64_t current, std::int64_t first, std::int64_t last);
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

/// A record that reached the query, with its place and what the watermark said before it.
struct Arrival {
  const Record* record;
  std::int64_t offset;
  std::optional<std::int64_t> watermark;  // wm_p before the row
};

std::int64_t floor_to(std::int64_t value, std::int64_t step) {
  std::int64_t rest = value % step;
  if (rest < 0) rest += step;
  return value - rest;
}

struct WindowOf {
  std::int64_t start;
  std::int64_t end;
};
std::vector<WindowOf> windows_of(const Query& query, std::int64_t time) {
  const std::int64_t advance =
      query.window == WindowKind::kTumbling ? query.size_ms : query.advance_ms;
  std::vector<WindowOf> windows;
  for (std::int64_t start = floor_to(time, advance); start > time - query.size_ms;
       start -= advance) {
    windows.insert(windows.begin(), {start, start + query.size_ms});
  }
  return windows;
}

struct RowLess {
  bool operator()(const Row& a, const Row& b) const { return is_less(a, b); }
};

/// Everything that stands between arrival and state.
class Reference {
 public:
  explicit Reference(const Case& c) : case_(c), query_(c.query) {}

  Expected run() {
    for (const Arrival& arrival : arrivals()) take(arrival);
    if (query_.window == WindowKind::kSession) close_sessions();
    if (query_.shape == Shape::kOver) emit_over();
    if (query_.shape == Shape::kGrouped || query_.shape == Shape::kDistinct) emit_groups();
    if (query_.is_ordered) order_rows();
    if (query_.limit) limit_rows();
    return std::move(expected_);
  }

 private:
  bool is_windowed() const { return query_.window != WindowKind::kNone; }
  bool needs_time() const {
    return is_windowed() || (query_.shape == Shape::kOver && query_.is_over_ordered);
  }

  std::vector<Arrival> arrivals() const;
  bool is_late(const Arrival& arrival) const {
    const Value& time = arrival.record->values[kTs];
    return !time.is_null() && arrival.watermark && time.as_int64() < *arrival.watermark;
  }
  void take(const Arrival& arrival);
  void take_into_windows(const Arrival& arrival, const Row& group, std::int64_t time);
  /// Whether something that the query needs of the row cannot be evaluated.
  bool is_bad(const Record& record) const {
    const auto fails = [&](const auto& table, const std::vector<std::uint32_t>& used) {
      return std::any_of(used.begin(), used.end(),
                         [&](std::uint32_t index) { return table[index].fails(record); });
    };
    return fails(kKeys, query_.keys) || fails(kItems, query_.items) ||
           fails(kAggregates, query_.aggregates);
  }
  Row group_of(const Record& record) const {
    Row group;
    for (const std::uint32_t key : query_.keys) group.push_back(kKeys[key].value(record));
    return group;
  }
  void close_sessions();
  void emit_groups();
  void emit_over();
  void order_rows();
  void limit_rows();

  struct KeyLess {
    template <typename Key>
    bool operator()(const Key& a, const Key& b) const {
      if (a.first != b.first) return a.first < b.first;
      return is_less(a.second, b.second);
    }
  };
  using WindowBounds = std::pair<std::int64_t, std::int64_t>;
  using StateKey = std::pair<WindowBounds, Row>;
  const Case& case_;
  const Query& query_;
  Expected expected_;
  std::map<StateKey, Rows, KeyLess> states_;             // (window, group)
  std::map<Row, std::vector<Arrival>, RowLess> groups_;  // sessions and OVER
};

std::vector<Arrival> Reference::arrivals() const {
  std::vector<Arrival> arrivals;
  std::map<std::uint32_t, std::int64_t> offsets;
  std::map<std::uint32_t, std::int64_t> latest;
  for (const Record& record : case_.topic.records) {
    Arrival arrival{&record, offsets[record.partition]++, std::nullopt};
    const auto found = latest.find(record.partition);
    if (found != latest.end()) {
      arrival.watermark = found->second - case_.spec.max_out_of_orderness.ms;
    }
    if (const auto time = integer(record, kTs)) {
      if (found == latest.end()) {
        latest[record.partition] = *time;
      } else {
        found->second = std::max(found->second, *time);
      }
    }
    arrivals.push_back(arrival);
  }
  return arrivals;
}

void Reference::take(const Arrival& arrival) {
  const Record& record = *arrival.record;
  if (query_.where && kPredicates[*query_.where].fails(record)) {
    ++expected_.dead_letter;
    return;
  }
  if (query_.where && kPredicates[*query_.where].holds(record) != true) {
    ++expected_.filtered;
    return;
  }
  const auto time = integer(record, kTs);
  if (is_bad(record) || (needs_time() && !time)) {
    ++expected_.dead_letter;
    return;
  }
  if (case_.spec.late_rows == LateRows::kDrop && is_late(arrival)) {
    ++expected_.late;
    return;
  }
  const Row group = group_of(record);
  if (is_windowed()) {
    take_into_windows(arrival, group, *time);
    return;
  }
  if (query_.shape == Shape::kOver) {
    if (query_.is_over_ordered && arrival.watermark && *arrival.watermark > *time) {
      ++expected_.late;
      return;
    }
    groups_[group].push_back(arrival);
  } else if (query_.shape == Shape::kProjection) {
    Row row;
    for (const std::uint32_t item : query_.items) row.push_back(kItems[item].value(record));
    expected_.rows.push_back(std::move(row));
  } else {
    states_[{{0, 0}, group}].push_back(&record);
  }
  ++expected_.in_effect;
}

void Reference::take_into_windows(const Arrival& arrival, const Row& group, std::int64_t time) {
  const auto wm = arrival.watermark;
  if (query_.window == WindowKind::kSession) {
    if (wm && *wm > time + query_.grace_ms) {
      ++expected_.late;
      return;
    }
    groups_[group].push_back(arrival);
    ++expected_.in_effect;
    return;
  }
  const std::vector<WindowOf> windows = windows_of(query_, time);
  bool is_taken = false;
  for (const WindowOf& window : windows) {
    if (wm && *wm >= window.end + query_.grace_ms) continue;
    states_[{{window.start, window.end}, group}].push_back(arrival.record);
    is_taken = true;
  }
  // A row between two windows (an advance longer than the size) lies in none: it is filtered.
  if (windows.empty()) {
    ++expected_.filtered;
  } else {
    ++(is_taken ? expected_.in_effect : expected_.late);
  }
}

void Reference::close_sessions() {
  for (const auto& [group, arrivals] : groups_) {
    std::vector<std::int64_t> times;
    for (const Arrival& arrival : arrivals) times.push_back(*integer(*arrival.record, kTs));
    std::sort(times.begin(), times.end());
    for (std::size_t first = 0; first < times.size();) {
      std::size_t last = first;
      while (last + 1 < times.size() && times[last + 1] - times[last] <= query_.size_ms) ++last;
      Rows rows;  // in the order of arrival
      for (const Arrival& arrival : arrivals) {
        const std::int64_t time = *integer(*arrival.record, kTs);
        if (time >= times[first] && time <= times[last]) rows.push_back(arrival.record);
      }
      states_[{{times[first], times[last] + query_.size_ms}, group}] = std::move(rows);
      first = last + 1;
    }
  }
}

void Reference::emit_groups() {
  for (const auto& [key, rows] : states_) {
    if (query_.has_having && rows.size() <= 1) continue;
    Row row;
    if (is_windowed()) {
      row.push_back(Value::timestamp(key.first.first));
      row.push_back(Value::timestamp(key.first.second));
    }
    row.insert(row.end(), key.second.begin(), key.second.end());
    for (const std::uint32_t index : query_.aggregates)
      row.push_back(kAggregates[index].value(rows));
    expected_.rows.push_back(std::move(row));
  }
}

void Reference::emit_over() {
  for (auto& [group, arrivals] : groups_) {
    if (query_.is_over_ordered) {
      std::stable_sort(arrivals.begin(), arrivals.end(), [](const Arrival& a, const Arrival& b) {
        return std::tuple(*integer(*a.record, kTs), a.record->partition, a.offset) <
               std::tuple(*integer(*b.record, kTs), b.record->partition, b.offset);
      });
    }
    Rows rows;
    for (const Arrival& arrival : arrivals) rows.push_back(arrival.record);
    for (std::int64_t current = 0; current < static_cast<std::int64_t>(rows.size()); ++current) {
      Row row;
      for (const std::uint32_t item : query_.items) {
        row.push_back(kItems[item].value(*rows[static_cast<std::size_t>(current)]));
      }
      for (const std::uint32_t index : query_.over) {
        row.push_back(kOver[index].value(rows, current, current - query_.frame_preceding,
                                         current + query_.frame_following));
      }
      expected_.rows.push_back(std::move(row));
    }
  }
}

/// ORDER BY every output, the last one first.
void Reference::order_rows() {
  const std::size_t bounds = is_windowed() ? 2 : 0;
  std::sort(expected_.rows.begin(), expected_.rows.end(), [&](const Row& a, const Row& b) {
    if (bounds > 0 && compare(a[0], b[0]) != 0) return compare(a[0], b[0]) < 0;
    for (std::size_t i = a.size(); i-- > bounds;) {
      const int order = compare(a[i], b[i]);
      if (order != 0) return query_.is_descending ? order > 0 : order < 0;
    }
    return false;
  });
}

/// LIMIT within each window; without ORDER BY rows are in the order of their groups' keys.
void Reference::limit_rows() {
  std::vector<Row> kept;
  std::map<WindowBounds, std::int64_t> rows_of_window;
  for (Row& row : expected_.rows) {
    const WindowBounds window =
        is_windowed() ? WindowBounds{row[0].as_int64(), row[1].as_int64()} : WindowBounds{};
    if (rows_of_window[window]++ < *query_.limit) kept.push_back(std::move(row));
  }
  expected_.rows = std::move(kept);
}

}  // namespace

int compare(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null())
    return static_cast<int>(b.is_null()) - static_cast<int>(a.is_null());
  const auto sign = [](const auto& x, const auto& y) { return x < y ? -1 : y < x ? 1 : 0; };
  switch (a.type().physical()) {
    case PhysicalKind::kInt64:
      return sign(a.as_int64(), b.as_int64());
    case PhysicalKind::kDouble: {
      const bool a_is_nan = std::isnan(a.as_double());
      const bool b_is_nan = std::isnan(b.as_double());
      if (a_is_nan || b_is_nan) return sign(a_is_nan, b_is_nan);  // NaN last
      return sign(a.as_double(), b.as_double());
    }
    case PhysicalKind::kBoolean:
      return sign(a.as_boolean(), b.as_boolean());
    case PhysicalKind::kCode:
      return sign(a.as_string(), b.as_string());
  }
  return 0;
}

bool is_less(const Row& a, const Row& b) {
  for (std::size_t i = 0; i < a.size(); ++i) {
    const int order = compare(a[i], b[i]);
    if (order != 0) return order < 0;
  }
  return false;
}

Expected expected_of(const Case& c) {
  return Reference(c).run();
}

std::uint32_t predicate_count() {
  return std::size(kPredicates);
}
std::uint32_t key_count() {
  return std::size(kKeys);
}
std::uint32_t item_count() {
  return std::size(kItems);
}
std::uint32_t aggregate_count() {
  return std::size(kAggregates);
}
std::uint32_t over_count() {
  return std::size(kOver);
}
std::string predicate_sql(std::uint32_t index) {
  return kPredicates[index].sql;
}
std::string key_sql(std::uint32_t index) {
  return kKeys[index].sql;
}
std::string item_sql(std::uint32_t index) {
  return kItems[index].sql;
}
std::string aggregate_sql(std::uint32_t index) {
  return kAggregates[index].sql;
}
std::string over_sql(std::uint32_t index) {
  return kOver[index].sql;
}
bool has_frame(std::uint32_t index) {
  return kOver[index].has_frame;
}
bool is_inexact(std::uint32_t index) {
  const std::string sql = kAggregates[index].sql;
  return sql == "SUM(x)" || sql == "AVG(x)";
}
bool is_order_dependent(std::uint32_t index) {
  return kAggregates[index].is_order_dependent;
}

}  // namespace millrace::oracle
