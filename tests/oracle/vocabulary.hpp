// tests/oracle/vocabulary.hpp — the words that random queries are made of, each with its SQL and its
// meaning for one record or the records of one group, written without the engine's own code.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/data/value.hpp"
#include "tests/oracle/oracle_case.hpp"

namespace millrace::oracle {

using Record = fixture::Record;
using Rows = std::vector<const Record*>;  // of one (window, group), in the order worked through
/// TRUE, FALSE or NULL.
using Tri = std::optional<bool>;

// Columns of the topic, in order (oracle_case.cpp makes them).
enum Column : std::size_t { kK1, kK2, kD, kX, kN, kB, kS, kTs, kText, kY };

/// The column's whole number; nothing where it is NULL.
std::optional<std::int64_t> integer(const Record& record, Column column);
inline bool never(const Record&) {
  return false;
}

struct Predicate {
  const char* sql;
  Tri (*holds)(const Record&);
  bool (*fails)(const Record&) = never;  // an error of the row
};

struct Item {
  const char* sql;
  Value (*value)(const Record&);
  bool (*fails)(const Record&) = never;
};

struct Aggregate {
  const char* sql;
  Value (*value)(const Rows&);
  bool is_order_dependent = false;
  bool (*fails)(const Record&) = never;  // a row whose argument cannot be evaluated
};

/// `rows` of the group in order, the current row's index, and the frame [first, last] around it.
struct OverCall {
  const char* sql;
  bool has_frame;
  Value (*value)(const Rows& rows, std::int64_t current, std::int64_t first, std::int64_t last);
};

std::span<const Predicate> predicates();
std::span<const Item> group_keys();
std::span<const Item> items();
std::span<const Aggregate> aggregates();
std::span<const OverCall> over_calls();

}  // namespace millrace::oracle
