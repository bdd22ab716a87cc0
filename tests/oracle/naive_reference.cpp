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
#include "tests/oracle/vocabulary.hpp"

namespace millrace::oracle {

namespace {

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
    return fails(group_keys(), query_.keys) || fails(items(), query_.items) ||
           fails(aggregates(), query_.aggregates);
  }
  Row group_of(const Record& record) const {
    Row group;
    for (const std::uint32_t key : query_.keys) group.push_back(group_keys()[key].value(record));
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
  if (query_.where && predicates()[*query_.where].fails(record)) {
    ++expected_.dead_letter;
    return;
  }
  if (query_.where && predicates()[*query_.where].holds(record) != true) {
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
    for (const std::uint32_t item : query_.items) row.push_back(items()[item].value(record));
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
      row.push_back(aggregates()[index].value(rows));
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
        row.push_back(items()[item].value(*rows[static_cast<std::size_t>(current)]));
      }
      for (const std::uint32_t index : query_.over) {
        row.push_back(over_calls()[index].value(rows, current, current - query_.frame_preceding,
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
  return static_cast<std::uint32_t>(predicates().size());
}
std::uint32_t key_count() {
  return static_cast<std::uint32_t>(group_keys().size());
}
std::uint32_t item_count() {
  return static_cast<std::uint32_t>(items().size());
}
std::uint32_t aggregate_count() {
  return static_cast<std::uint32_t>(aggregates().size());
}
std::uint32_t over_count() {
  return static_cast<std::uint32_t>(over_calls().size());
}
std::string predicate_sql(std::uint32_t index) {
  return predicates()[index].sql;
}
std::string key_sql(std::uint32_t index) {
  return group_keys()[index].sql;
}
std::string item_sql(std::uint32_t index) {
  return items()[index].sql;
}
std::string aggregate_sql(std::uint32_t index) {
  return aggregates()[index].sql;
}
std::string over_sql(std::uint32_t index) {
  return over_calls()[index].sql;
}
bool has_frame(std::uint32_t index) {
  return over_calls()[index].has_frame;
}
bool is_inexact(std::uint32_t index) {
  const std::string sql = aggregates()[index].sql;
  return sql == "SUM(x)" || sql == "AVG(x)";
}
bool is_order_dependent(std::uint32_t index) {
  return aggregates()[index].is_order_dependent;
}

}  // namespace millrace::oracle
