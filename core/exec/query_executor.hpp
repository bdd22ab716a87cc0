// core/exec/query_executor.hpp — runs one query over batches of records; knows nothing of workers.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/base/cloning_ptr.hpp"
#include "core/base/units.hpp"
#include "core/base/work.hpp"
#include "core/data/dead_letter.hpp"
#include "core/data/record_batch.hpp"
#include "core/data/row_balance.hpp"
#include "core/exec/aggregate.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

enum class Change : std::uint8_t { kUpsert, kRetract };

/// What is done with rows behind their source's watermark (semantics §4).
enum class LateRows : std::uint8_t {
  kDrop,                // every late row goes to the late output
  kProcessWithWarning,  // used where a window is still open, and counted in late_seen
  kProcessAll,          // used where a window is still open, silently
};

/// Rows that a query gave. All columns have row_count rows.
struct ResultBatch {
  std::uint32_t row_count = 0;
  std::vector<Column> columns;     // one per plan.outputs
  std::vector<Column> keys;        // one per plan.group_keys (kGrouped, kOver)
  std::vector<Column> order_keys;  // one per plan.order_by
  Column window_starts;            // TIMESTAMP; empty without window
  Column window_ends;
  std::vector<Change> changes;  // empty: all kUpsert
  // Which input gave the row: its batch and offset. Rows given by a closing carry the batch whose watermark closed
  // the window, and no offsets.
  std::int64_t sequence = 0;
  SourcePartitionId source_partition;
  Column offsets;  // BIGINT; empty for closings
  /// TIMESTAMP; of rows of OVER … ORDER BY, which are given in the order (event time, source partition, offset)
  /// within a
  /// sequence. Else empty.
  Column event_times;
};

/// Bytes of all its columns, which copies share.
std::int64_t byte_count(const ResultBatch& batch);

/// States of (window, group)s on their way to a merger or to another worker. Copied only with the whole job: a copy has
/// copies of the states.
struct PartialBatch {
  std::uint32_t row_count = 0;
  std::vector<Column> keys;  // one per plan.group_keys
  Column window_starts;      // TIMESTAMP; of sessions: first row. Empty without window
  Column window_ends;        // of sessions: last row + gap
  std::vector<CloningPtr<Aggregator>> states;  // one per plan.aggregates, slot i = row i
  /// From take_groups(): the states moved and did not change, so that EMIT CHANGES shows nothing new, unless they meet
  /// others of their group. Then is_shown says per row whether the output holds a row of it that was not retracted.
  bool is_hand_over = false;
  std::vector<std::uint8_t> is_shown;
  /// Operator-private state that has no columns (OVER buffers); null otherwise. Copies share it, so that of a batch
  /// from take_groups() only one may be given to merge().
  std::shared_ptr<void> opaque;
};

/// Memory of the states and their keys, roughly.
std::int64_t byte_count(const PartialBatch& batch);

/// What the executor hands out; the caller empties it when it likes.
struct ExecutorOutput {
  std::vector<ResultBatch> results;
  std::vector<PartialBatch> partials;  // only in partial mode
  std::vector<RecordBatch> late;
  std::vector<DeadLetter> dead_letters;
  /// Everything that closes at this W has been handed out: windows that end (with grace) at or before it,
  /// sessions that end
  /// (with grace) before it.
  EventTime completed_to = EventTime::min();

  void clear();
};

struct ExecutorOptions {
  bool partial = false;  // hand out states instead of results (first phase of a merged plan)
  bool changes_per_batch =
      false;  // EMIT CHANGES: only the last state of each (window, group) in a batch
  /// Remember the keys of groups whose windows are all closed, so that group_keys_seen() is complete. Otherwise
  /// a windowed
  /// query forgets them in time: memory follows the live states.
  bool track_groups = false;
  LateRows late_rows = LateRows::kProcessWithWarning;
};

/// Runs one query. Feed batches in the order in which they are to take effect; the result of a batch is handed
/// out by the
/// call that was given it. The cost of a row does not depend on how many rows or groups its window holds.
/// Used by one thread; owns all its state; shares only the immutable plan.
class QueryExecutor {
 public:
  virtual ~QueryExecutor() = default;
  virtual void process(const RecordBatch& batch, ExecutorOutput& output) = 0;
  /// Closes every window that the global watermark W has passed. EventTime::max() at the end of input closes
  /// everything.
  /// Never goes back: an older W is ignored. `sequence` is that of the batch W travelled with.
  virtual void advance_watermark(EventTime watermark, std::int64_t sequence,
                                 ExecutorOutput& output) = 0;
  /// Takes in states of other executors of the same plan (second phase; state hand-over).
  virtual void merge(PartialBatch partial, std::int64_t sequence, ExecutorOutput& output) = 0;
  /// Removes and hands over the state of every group for which `moves` says so; `moves` sees the key columns
  /// (one per plan.group_keys) and must fill one flag per row.
  using GroupFilter = std::function<void(std::span<const Column> keys, std::uint32_t row_count,
                                         std::span<std::uint8_t> moves)>;
  virtual PartialBatch take_groups(const GroupFilter& moves) = 0;
  /// Keys of all groups that ever had state here: what split groups are counted from. Columns as plan.group_keys.
  virtual std::vector<Column> group_keys_seen() const = 0;

  virtual const RowBalance& balance() const = 0;
  /// Live (window, group) states.
  virtual std::int64_t state_count() const = 0;
  /// Work since the last call.
  virtual Work take_work() = 0;
  /// A copy of all state, which then goes its own way: fed the same, both give the same. Batches and the text of
  /// dictionaries are shared, as nothing changes them; what is only remembered for speed may be left behind.
  virtual std::unique_ptr<QueryExecutor> clone() const = 0;
  /// Memory of the state, roughly: what keeping a clone costs.
  virtual std::int64_t state_bytes() const = 0;
};

/// REQUIRES: the plan was bound with this room's catalog entries (core/exec/catalog.hpp).
std::unique_ptr<QueryExecutor> make_executor(std::shared_ptr<const QueryPlan> plan,
                                             ExecutorOptions options);

}  // namespace millrace
