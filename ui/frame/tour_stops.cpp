// ui/frame/tour_stops.cpp — seven stops at the trading floor, with the numbers of what is shown.
#include "ui/frame/tour_stops.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/job/placement_facts.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/frame/query_strip.hpp"

namespace millrace {
namespace {

const RunView* run_of(const WorkbenchView& view, std::string_view strategy) {
  const std::optional<std::size_t> found = find_run(view, strategy);
  return found.has_value() ? &view.runs[*found] : nullptr;
}

std::string missing(std::string_view name) {
  return fmt::format("{} is not among the cards: add it with the + beside them.", name);
}

std::optional<KeyRelation> relation_of(const RunView* run) {
  if (run == nullptr || run->plan == nullptr || run->plan->query == nullptr) return std::nullopt;
  return key_relation(*run->plan);
}

std::string seen_text(const WorkbenchView& view) {
  const RunView* run = view.selected_run();
  if (view.scenario == nullptr || run == nullptr) return "Nothing is running yet.";
  return fmt::format(
      "Rows of {} partitions (left) go to {} workers (right), and you see how. Each of the {} "
      "cards above is a strategy: a full run of its own on the very same records.",
      view.scenario->topic.partitions, run->now.workers.size(), view.runs.size());
}

std::string wrong_text(const WorkbenchView& view) {
  const auto wrong = std::count_if(view.runs.begin(), view.runs.end(), [](const RunView& run) {
    return run.outcome == OutcomeKind::kInvalid;
  });
  const RunView* run = run_of(view, "round_robin");
  if (run == nullptr) return missing("RoundRobin");
  if (wrong == 0) return "So far every card is right: what is wrong shows when windows close.";
  std::string text = fmt::format(
      "{} of {} cards say WRONG: {} groups of {} are split, so several workers each write a part "
      "of one total.",
      wrong, view.runs.size(), count_text(run->now.split_groups), run->display_name);
  if (run->results_checked == 0) return text;
  return text + fmt::format(
                    " The verdict holds its results against those of one worker alone: {} "
                    "of {} are wrong so far.",
                    count_text(run->results_wrong), count_text(run->results_checked));
}

std::string why_text(const WorkbenchView& view) {
  const std::optional<KeyRelation> relation = relation_of(run_of(view, "sticky_partition"));
  if (!relation.has_value()) return missing("StickyPartition");
  if (relation->is_aligned) {
    return relation->text +
           ": the key K of the topic is among what your query groups by, so all rows of a group "
           "lie on one partition. Keeping partitions whole is right here.";
  }
  return relation->text +
         ": the key K by which the topic is partitioned is not what your query groups by (G), so "
         "one group lies on many partitions. Whoever keeps partitions whole splits it.";
}

std::string cost_text(const WorkbenchView& view) {
  const RunView* run = run_of(view, "always_hash");
  if (run == nullptr) return missing("AlwaysHash");
  if (run->now.alignment_rate < 0.0) return "Nothing has moved yet: press Space to play.";
  return fmt::format(
      "{} takes every row to its group's worker, and is right. Only {} of rows are aligned (they "
      "stay where their partition belongs): you pay for the hatched ones, {} moved so far.",
      run->display_name, share_text(run->now.alignment_rate), size_text(run->now.moved_bytes));
}

std::string slow_text(const WorkbenchView& view) {
  const RunView* run = run_of(view, "fan_in");
  if (run == nullptr) return missing("FanIn");
  double busiest = 0.0;
  for (const CoreShares& core : run->now.cores) busiest = std::max(busiest, core.busy);
  const auto idle = std::count_if(run->now.cores.begin(), run->now.cores.end(),
                                  [](const CoreShares& core) { return core.busy < 0.005; });
  std::string text = fmt::format(
      "{} gives all rows to one worker: nothing can be split, and it is right. One core is {} "
      "busy while {} of {} do nothing",
      run->display_name, share_text(busiest), idle, run->now.cores.size());
  return text + (run->overload.empty() ? "." : "; it is saturated, " + run->overload + ".");
}

std::string time_text(const WorkbenchView& view) {
  VirtualTime at;
  const RunView* run = first_wrong(view, at);
  if (run == nullptr)
    return "Time here is virtual: drag the bar below to any instant, back and forth. Space plays.";
  return fmt::format(
      "Time here is virtual: it stands at {}, the moment {} first went wrong. Drag the bar below "
      "to any instant, back and forth; Space plays.",
      clock_text(at.ns), run->display_name);
}

std::string yours_text(const WorkbenchView& view) {
  const RunView* run = run_of(view, "sticky_partition");
  const std::optional<KeyRelation> relation = relation_of(run);
  if (!relation.has_value()) return missing("StickyPartition");
  if (relation->is_aligned) {
    return fmt::format(
        "{}: now {} keeps partitions whole and is right, without moving a row. "
        "Change what you like in this scenario: nothing can break.",
        relation->text, run->display_name);
  }
  const PlacementFacts facts = placement_facts(*run->plan->query, run->plan->topic);
  const std::string column = facts.grouping.empty() ? "another column" : facts.grouping.front();
  return fmt::format(
      "In Controls, set \"topic keyed by\" to {}: K is in G then, and {} becomes right without "
      "moving a row. All of this is one scenario: change what you like, nothing can break.",
      column, run->display_name);
}

constexpr std::array<TourStop, 7> kStops = {{
    {"One stream, routed in several ways", seen_text, "routing", "always_hash",
     kLightCards | kLightGroup, TourTime::kPlays},
    {"Some totals are wrong", wrong_text, "verdict", "round_robin", kLightCards | kLightGroup,
     TourTime::kHeld},
    {"Why they are wrong", why_text, "routing", "sticky_partition", kLightQuery, TourTime::kHeld},
    {"What being right costs", cost_text, "routing", "always_hash", kLightGroup, TourTime::kHeld},
    {"Right, and too slow", slow_text, "cores", "fan_in", kLightGroup, TourTime::kHeld},
    {"Stop the time, and go back", time_text, "routing", nullptr, kLightTime,
     TourTime::kFirstWrong},
    {"Now change something", yours_text, "controls", "sticky_partition", kLightGroup,
     TourTime::kHeld},
}};

}  // namespace

std::optional<std::size_t> find_run(const WorkbenchView& view, std::string_view strategy) {
  for (std::size_t i = 0; i < view.runs.size(); ++i) {
    if (view.runs[i].strategy == strategy && view.runs[i].can_run()) return i;
  }
  return std::nullopt;
}

const RunView* first_wrong(const WorkbenchView& view, VirtualTime& at) {
  const RunView* first = nullptr;
  for (const RunView& run : view.runs) {
    const std::optional<VirtualTime> wrong =
        run.first_wrong_at.has_value() ? run.first_wrong_at : run.first_split_at;
    if (!wrong.has_value() || (first != nullptr && *wrong >= at)) continue;
    first = &run;
    at = *wrong;
  }
  return first;
}

std::span<const TourStop> tour_stops() {
  return kStops;
}

}  // namespace millrace
