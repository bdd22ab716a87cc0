// ui/panels/card_rows.hpp — what a card says below its verdict, in words and figures: the order in which they matter,
// and how far a strategy is from the selected one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/session/view.hpp"

namespace millrace {

enum class CardTone : std::uint8_t { kPlain, kWrong, kWarning };

/// A line of a card. Short forms are for where the long ones do not fit; never empty.
struct CardRow {
  std::string_view term;  // of the glossary
  std::string label;
  std::string short_label;
  std::string value;
  std::string short_value;
  std::string delta;  // against the selected strategy, "-86 %"; "" where it does not matter
  CardTone tone = CardTone::kPlain;
};

/// Whether more groups are split than some time ago: remembers what it saw of one run.
class SplitGrowth {
 public:
  /// The same instant again: the same answer.
  bool update(const RunView& run);

 private:
  std::int64_t seen_ns_ = -1;
  std::int64_t seen_ = 0;
  std::int64_t grown_at_ns_ = -1;
};

/// What splits first: it says WRONG. Then latency, backlog, evenness, alignment. `selected`: null for itself.
std::vector<CardRow> card_rows(const WorkbenchView& view, const RunView& run,
                               const RunView* selected, bool is_split_growing);
/// "+9 %", "-86 %", "12×"; "" where the two are as good as equal, or one has no value.
std::string delta_text(std::optional<double> mine, std::optional<double> other);
/// Groups that this query can have: counted at the end; before, values of the grouping column of made-up records.
/// Nothing where neither is known.
std::optional<std::int64_t> group_total(const WorkbenchView& view, const RunView& run);
/// Of auto's choice: which other strategy is right and clearly better, without naming the choice again; or "".
std::string better_choice_text(const RunView& run);

}  // namespace millrace
