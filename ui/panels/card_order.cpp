// ui/panels/card_order.cpp — one pass of exchanges a frame.
#include "ui/panels/card_order.hpp"

#include <utility>

namespace millrace {
namespace {

/// A card moves up when it is this much faster.
constexpr double kClearly = 1.10;
/// Rates say little before.
constexpr std::int64_t kRowsMin = 1'000;

int rank_of(const RunView& run) {
  if (!run.can_run()) return 4;
  switch (run.outcome) {
    case OutcomeKind::kValid:
    case OutcomeKind::kRunning:
      return 0;
    case OutcomeKind::kUnknown:
      return 1;
    case OutcomeKind::kInvalid:
      return 2;
    case OutcomeKind::kRefused:
      return 3;
  }
  return 4;
}

bool belongs_before(const RunView& later, const RunView& earlier) {
  const int a = rank_of(later);
  const int b = rank_of(earlier);
  if (a != b) return a < b;
  if (later.now.rows_due < kRowsMin || earlier.now.rows_due < kRowsMin) return false;
  // Over the whole run: the last second of a finished one says nothing.
  return static_cast<double>(later.now.rows_read - later.now.rows_in_flight) >
         static_cast<double>(earlier.now.rows_read - earlier.now.rows_in_flight) * kClearly;
}

}  // namespace

std::span<const std::size_t> CardOrder::update(std::span<const RunView> runs) {
  if (order_.size() != runs.size()) {
    order_.clear();
    for (std::size_t i = 0; i < runs.size(); ++i) order_.push_back(i);
  }
  for (std::size_t pass = 0; pass + 1 < order_.size(); ++pass) {
    for (std::size_t i = 0; i + 1 < order_.size(); ++i) {
      if (belongs_before(runs[order_[i + 1]], runs[order_[i]])) std::swap(order_[i], order_[i + 1]);
    }
  }
  return order_;
}

}  // namespace millrace
