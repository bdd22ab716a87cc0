// tests/oracle/oracle_case.hpp — one random case: a topic, a query in two forms (SQL for the engine, parts for
// the naive
// reference), and a way to run it. A function of its seed alone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/prng.hpp"
#include "core/job/job_spec.hpp"
#include "tests/support/topic.hpp"

namespace millrace::oracle {

enum class Shape : std::uint8_t { kProjection, kGrouped, kDistinct, kOver };
enum class WindowKind : std::uint8_t { kNone, kTumbling, kSliding, kSession };

// Indices into the tables of naive_reference.cpp, each entry with its SQL text.
std::uint32_t predicate_count();
std::uint32_t key_count();
std::uint32_t item_count();
std::uint32_t aggregate_count();
std::uint32_t over_count();

struct Query {
  Shape shape = Shape::kProjection;
  std::optional<std::uint32_t> where;
  std::vector<std::uint32_t> keys;   // GROUP BY, DISTINCT or PARTITION BY
  std::vector<std::uint32_t> items;  // of a projection, and the plain items of OVER
  std::vector<std::uint32_t> aggregates;
  std::vector<std::uint32_t> over;
  WindowKind window = WindowKind::kNone;
  std::int64_t size_ms = 0;  // or the session's gap
  std::int64_t advance_ms = 0;
  std::int64_t grace_ms = 0;
  std::int64_t frame_preceding = 0;
  std::int64_t frame_following = 0;
  bool is_over_ordered = true;  // ORDER BY ts; else in arrival order
  bool has_having = false;      // COUNT(*) > 1
  bool emits_changes = false;
  bool is_ordered = false;  // ORDER BY every output, the last one first
  bool is_descending = false;
  std::optional<std::int64_t> limit;  // only with is_ordered
  std::optional<LateRows> late_rows;  // nothing: the default

  std::string sql() const;
};

struct Case {
  fixture::Topic topic;
  std::vector<std::string> key_columns;  // K; empty when unknown
  bool is_key_true = true;               // else records lie anywhere, whatever was declared
  bool spreads_null_keys = false;        // records without key lie anywhere
  Query query;
  JobSpec spec;  // of the plan under test
  std::uint32_t batch_rows = 1;
  std::uint32_t reference_batch_rows = 1;  // of the run with one worker
  bool is_threaded = false;

  /// Whether both runs read the records in one order, so that even last bits must agree.
  bool is_read_alike() const { return !topic.is_fetched || batch_rows == reference_batch_rows; }
  /// Everything needed to try it by hand.
  std::string to_text() const;
};

Case random_case(std::uint64_t seed);

}  // namespace millrace::oracle
