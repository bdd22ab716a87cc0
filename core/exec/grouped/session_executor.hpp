// core/exec/grouped/session_executor.hpp — grouped queries over SESSION windows.
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "core/exec/grouped/grouped_core.hpp"
#include "core/exec/grouped/session_replay.hpp"
#include "core/exec/grouped/session_table.hpp"
#include "core/exec/query_executor.hpp"

namespace millrace {

/// One state per session of a group. A row begins a session, extends one at either end, or merges
/// several. In the output a session is known by its group and its first row: when its end moves,
/// the new row takes the old one's place; when its first row moves or it is merged with others,
/// what was shown is retracted first. First phase of a merged plan: a session is handed out as soon
/// as one of another worker that is a neighbour of it may close (its first row + grace lies before
/// W), not only when it closes itself; later rows of it make a new piece, which the merger joins.
/// So the merger knows all pieces of a session before it closes it.
class SessionExecutor final : public QueryExecutor {
 public:
  SessionExecutor(std::shared_ptr<const QueryPlan> plan, ExecutorOptions options);

  void process(const RecordBatch& batch, ExecutorOutput& output) override;
  void advance_watermark(EventTime watermark, std::int64_t sequence,
                         ExecutorOutput& output) override;
  void merge(PartialBatch partial, std::int64_t sequence, ExecutorOutput& output) override;
  PartialBatch take_groups(const GroupFilter& moves) override;
  std::vector<Column> group_keys_seen() const override { return core_.group_keys_seen(); }
  const RowBalance& balance() const override { return core_.intake.balance(); }
  std::int64_t state_count() const override { return core_.slots.live_count(); }
  Work take_work() override { return std::exchange(core_.work, Work()); }
  std::unique_ptr<QueryExecutor> clone() const override {
    return std::make_unique<SessionExecutor>(*this);
  }
  std::int64_t state_bytes() const override {
    return core_.byte_count() + sessions_.byte_count() + replay_.byte_count();
  }

 private:
  using Session = SessionTable::Session;
  /// Rows [first, last] of a group that are to become part of a session.
  struct Span {
    std::uint32_t group = 0;
    std::int64_t first_ms = 0;
    std::int64_t last_ms = 0;
    std::uint32_t record_row = 0;
  };

  bool shows_each_change() const {
    return core_.shows_changes() && !core_.options.changes_per_batch;
  }
  void judge_rows();
  /// The slot of the session that the span now belongs to.
  std::uint32_t place(const Span& span);
  std::uint32_t begin_session(const Span& span);
  std::uint32_t join_sessions(const Span& span);
  void before_change(const Span& span);
  void apply_pending();
  void show_pending();
  void begin_replay(const RecordBatch& batch);
  void merge_piece(const PartialBatch& partial, std::uint32_t row, std::uint32_t slot, bool is_new);
  void close(std::vector<std::uint32_t> slots, std::int64_t sequence, ExecutorOutput& output);
  void settle_ends(std::span<const std::uint32_t> slots);
  std::int64_t end_ms(std::int64_t last_ms) const;

  GroupedCore core_;
  SessionTable sessions_;
  SessionReplay replay_;
  EventTime watermark_ = EventTime::min();
  std::vector<Session> hits_;  // of place()
  // Rows whose session is known and whose values are not in it yet. Where each change is shown no
  // slot twice.
  std::vector<std::uint32_t> pending_rows_;
  std::vector<std::uint32_t> pending_slots_;
  std::vector<std::uint8_t> is_pending_;  // per slot
  LastChanges last_changes_;
};

}  // namespace millrace
