// core/exec/over/rank_column.cpp — ROW_NUMBER, RANK and DENSE_RANK: numbers of rows and of
// instants.
#include <utility>
#include <vector>

#include "core/base/assert.hpp"
#include "core/exec/memory.hpp"
#include "core/exec/over/over_column.hpp"

namespace millrace {
namespace {

enum class RankKind : std::uint8_t { kRowNumber, kRank, kDenseRank };

/// Without ORDER BY all rows of a group are peers: RANK and DENSE_RANK are 1 (SQL).
class RankColumn final : public OverColumn {
 public:
  RankColumn(RankKind kind, bool is_ordered) : kind_(kind), is_ordered_(is_ordered) {}

  Column complete(const OverStep& step, std::int64_t&) override {
    if (peers_.size() < step.group_count) peers_.resize(step.group_count);
    std::vector<std::int64_t> values;
    values.reserve(step.rows.size());
    for (const CompletedRow& row : step.rows) values.push_back(value_of(row));
    return Column::of_int64(DataType::bigint(), std::move(values));
  }
  std::int64_t rows_before() const override { return 0; }
  std::int64_t rows_after() const override { return 0; }

  std::unique_ptr<OverColumn> take(std::span<const std::uint32_t> groups) override {
    auto taken = std::make_unique<RankColumn>(kind_, is_ordered_);
    for (const std::uint32_t group : groups) {
      if (peers_.size() <= group) peers_.resize(std::size_t{group} + 1);
      taken->peers_.push_back(std::exchange(peers_[group], Peers()));
    }
    return taken;
  }
  void absorb(const OverColumn& other, std::span<const std::uint32_t> from,
              std::span<const std::uint32_t> to, const GroupHistory&) override {
    const auto& given = static_cast<const RankColumn&>(other);
    for (std::size_t i = 0; i < from.size(); ++i) {
      if (peers_.size() <= to[i]) peers_.resize(std::size_t{to[i]} + 1);
      peers_[to[i]] = given.peers_[from[i]];
    }
  }
  std::unique_ptr<OverColumn> clone() const override { return std::make_unique<RankColumn>(*this); }
  std::int64_t state_bytes() const override { return bytes_of(peers_); }

 private:
  /// The newest instant of a group.
  struct Peers {
    std::int64_t time_ms = 0;
    std::int64_t rank = 0;  // 0: no row yet
    std::int64_t dense_rank = 0;
  };

  std::int64_t value_of(const CompletedRow& row) {
    if (kind_ == RankKind::kRowNumber) return row.index + 1;
    if (!is_ordered_) return 1;
    Peers& peers = peers_[row.group];
    if (peers.rank == 0 || peers.time_ms != row.time_ms) {
      peers = {row.time_ms, row.index + 1, peers.dense_rank + 1};
    }
    return kind_ == RankKind::kRank ? peers.rank : peers.dense_rank;
  }

  RankKind kind_;
  bool is_ordered_;
  std::vector<Peers> peers_;  // per group
};

}  // namespace

std::unique_ptr<OverColumn> make_rank_column(const OverCall& call) {
  RankKind kind = RankKind::kRowNumber;
  if (call.function->name == "rank") kind = RankKind::kRank;
  if (call.function->name == "dense_rank") kind = RankKind::kDenseRank;
  return std::make_unique<RankColumn>(kind, call.is_ordered);
}

}  // namespace millrace
