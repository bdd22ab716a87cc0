// core/exec/grouped/session_replay.cpp — buffered arguments, and working states out again.
#include "core/exec/grouped/session_replay.hpp"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/memory.hpp"

namespace millrace {
namespace {

std::vector<std::uint32_t> unmergeable_aggregates(const QueryPlan& plan) {
  std::vector<std::uint32_t> aggregates;
  for (std::uint32_t i = 0; i < plan.aggregates.size(); ++i) {
    if (plan.aggregates[i].signature->can_merge) continue;
    MILLRACE_ASSERT(plan.aggregates[i].argument.has_value());
    aggregates.push_back(i);
  }
  return aggregates;
}

std::vector<DataType> types_of(const QueryPlan& plan) {
  std::vector<DataType> types;
  for (const std::uint32_t i : unmergeable_aggregates(plan)) {
    types.push_back(plan.aggregates[i].argument->type);
  }
  return types;
}

}  // namespace

SessionReplay::SessionReplay(const QueryPlan& plan)
    : aggregates_(unmergeable_aggregates(plan)), log_(types_of(plan)) {}

std::vector<SessionReplay::Row>& SessionReplay::rows_of(std::uint32_t slot) {
  if (rows_.size() <= slot) rows_.resize(std::size_t{slot} + 1);
  return rows_[slot];
}

void SessionReplay::begin_batch(std::vector<Column> arguments, std::uint32_t row_count) {
  chunk_ = log_.append(std::move(arguments), row_count);
}

void SessionReplay::add(std::uint32_t slot, std::uint32_t row, std::uint64_t arrival) {
  const RowRef place = {chunk_, row};
  log_.retain(place);
  rows_of(slot).push_back({arrival, place});
}

void SessionReplay::end_batch() {
  log_.seal(chunk_);
  if (!log_.is_sparse()) return;
  std::vector<RowRef*> places;
  for (std::vector<Row>& rows : rows_) {
    for (Row& row : rows) places.push_back(&row.place);
  }
  log_.compact(places);
}

void SessionReplay::merge(std::uint32_t to, std::uint32_t from, StateSlots& slots) {
  rows_of(std::max(to, from));
  std::vector<Row> merged;
  std::merge(rows_[to].begin(), rows_[to].end(), rows_[from].begin(), rows_[from].end(),
             std::back_inserter(merged),
             [](const Row& a, const Row& b) { return a.arrival < b.arrival; });
  rows_[to] = std::move(merged);
  rows_[from].clear();
  replay(to, slots);
}

void SessionReplay::replay(std::uint32_t slot, StateSlots& slots) const {
  std::vector<RowRef> places;
  for (const Row& row : rows_[slot]) places.push_back(row.place);
  std::vector<std::uint32_t> rows(places.size());
  std::iota(rows.begin(), rows.end(), 0u);
  const std::vector<std::uint32_t> ids(places.size(), slot);
  for (std::uint32_t i = 0; i < aggregates_.size(); ++i) {
    const Column argument = log_.gather(i, places);
    Aggregator& aggregator = *slots.aggregators()[aggregates_[i]];
    aggregator.clear({&slot, 1});
    aggregator.update(ids, rows, &argument);
  }
}

void SessionReplay::release(std::span<const std::uint32_t> ids) {
  for (const std::uint32_t slot : ids) {
    for (const Row& row : rows_of(slot)) log_.release(row.place);
    rows_[slot] = {};
  }
}

std::shared_ptr<void> SessionReplay::extract(std::span<const std::uint32_t> ids) const {
  auto extracted = std::make_shared<Extracted>();
  std::vector<RowRef> places;
  for (const std::uint32_t slot : ids) {
    extracted->begins.push_back(static_cast<std::uint32_t>(places.size()));
    if (slot >= rows_.size()) continue;
    for (const Row& row : rows_[slot]) {
      places.push_back(row.place);
      extracted->arrivals.push_back(row.arrival);
    }
  }
  extracted->begins.push_back(static_cast<std::uint32_t>(places.size()));
  for (std::uint32_t i = 0; i < aggregates_.size(); ++i) {
    extracted->columns.push_back(log_.gather(i, places));
  }
  return extracted;
}

void SessionReplay::begin_extracted(const std::shared_ptr<void>& extracted) {
  const auto& from = *static_cast<const Extracted*>(extracted.get());
  begin_batch(from.columns, from.begins.back());
  // They keep their order among each other, and come after all that is here.
  extracted_base_ = arrival_count_;
  for (const std::uint64_t arrival : from.arrivals) {
    arrival_count_ = std::max(arrival_count_, extracted_base_ + arrival + 1);
  }
}

void SessionReplay::add_extracted(const std::shared_ptr<void>& extracted, std::uint32_t i,
                                  std::uint32_t slot, StateSlots& slots) {
  const auto& from = *static_cast<const Extracted*>(extracted.get());
  for (std::uint32_t row = from.begins[i]; row < from.begins[i + 1]; ++row) {
    add(slot, row, extracted_base_ + from.arrivals[row]);
  }
  rows_of(slot);
  replay(slot, slots);
}

std::int64_t SessionReplay::byte_count() const {
  return log_.byte_count() + bytes_of(rows_) +
         log_.retained_count() * static_cast<std::int64_t>(sizeof(Row));
}

}  // namespace millrace
