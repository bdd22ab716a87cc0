// ui/session/session.cpp — a frame's worth of work, and the view of it.
#include "ui/session/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/hash.hpp"
#include "core/route/strategy_info.hpp"
#include "sim/scenario/scenario_job.hpp"
#include "ui/session/run_view.hpp"
#include "ui/session/session_state.hpp"

namespace millrace {

/// The changed scenario on its way to the present; then it takes the place of the one before.
bool Session::State::work_next(const std::function<bool()>& has_time) {
  const VirtualTime to = std::min(now, furthest);
  next->work(to, has_time, {});
  if (next->is_behind(to)) return true;
  set = std::move(*next);
  next.reset();
  evidence.reset();
  trail.reset();
  trail_view = {};
  run_hash.reset();
  linked.reset();
  breaks.forget();
  choose();
  selected = std::min(selected, set->runs().size() - 1);
  is_dirty = true;
  return true;
}

bool Session::State::work_joining(const std::function<bool()>& has_time) {
  if (joining.empty()) return false;
  const VirtualTime to = set->reached(now);
  Run& run = joining.front();
  set->work_one(run, to, has_time);
  if (run.is_behind(to)) return true;
  const std::size_t place = set->runs().size();
  const std::optional<std::size_t> original = run.forked_from;
  set->runs().push_back(std::move(run));
  joining.erase(joining.begin());
  selected = place;
  if (original.has_value()) compared = original;
  breaks.forget_run(place);
  is_dirty = true;
  return true;
}

bool Session::State::has_afterwards() const {
  if (!joining.empty() || evidence != nullptr || shrinker != nullptr) return true;
  if (trail != nullptr && trail->is_behind(set->reached(now))) return true;
  for (const Run& run : set->runs()) {
    if (run.wants_evidence) return true;
    if (run.simulation && run.simulation->is_finished() && run.verdict == nullptr) return true;
  }
  return false;
}

/// Runs that join, verdicts, evidence, the trail: one thing at a time, while nothing is behind.
bool Session::State::work_afterwards(const std::function<bool()>& has_time) {
  if (work_joining(has_time)) return true;
  if (trail != nullptr && trail->is_behind(set->reached(now))) {
    trail->work(set->reached(now), has_time);
    return true;
  }
  if (set->judge_one()) return true;
  if (evidence == nullptr) {
    for (std::size_t i = 0; i < set->runs().size(); ++i) {
      Run& run = set->runs()[i];
      if (!std::exchange(run.wants_evidence, false) || !run.lacks_records()) continue;
      Result<std::shared_ptr<TopicLog>> log = set->log_for_probe();
      if (!log.has_value()) continue;
      Result<std::unique_ptr<EvidenceSearch>> made = EvidenceSearch::make(run, i, log.value());
      if (made.has_value()) evidence = std::move(made).value();
      break;
    }
  }
  if (evidence != nullptr) {
    if (!evidence->work(has_time)) return true;
    set->runs()[evidence->run()].take_records(evidence->take_groups());
    evidence.reset();
    is_dirty = true;
    return true;
  }
  if (shrinker == nullptr) return false;
  if (shrinker->work(has_time)) load_shrunk();
  return true;
}

/// Of `compare --allow-invalid`: the scenario's strategies, in its order.
std::optional<std::uint64_t> Session::State::hash_of_all() const {
  std::uint64_t hash = set->scenario()->seed;
  for (const std::string& strategy : compared_strategies(*set->scenario())) {
    const auto run = std::find_if(set->runs().begin(), set->runs().end(), [&](const Run& each) {
      return each.strategy == strategy && each.fork_events.empty();
    });
    if (run == set->runs().end()) return std::nullopt;
    const bool is_refused = !run->simulation;
    if (!is_refused && (run->verdict == nullptr || !run->report.has_value())) return std::nullopt;
    hash = combine_hash(hash, fnv1a_64(strategy));
    const VerdictKind kind = is_refused ? VerdictKind::kRefused : run->verdict->kind;
    hash = combine_hash(hash, static_cast<std::uint64_t>(kind));
    hash = combine_hash(hash, is_refused ? 0 : run->report->run_hash);
  }
  return hash;
}

void Session::State::refresh_busy() {
  busy.clear();
  const auto share = [](VirtualTime done, VirtualTime all) {
    return all.ns <= 0 ? 1.0 : static_cast<double>(done.ns) / static_cast<double>(all.ns);
  };
  const VirtualTime to = std::min(set->reached(now), furthest);
  if (next.has_value()) {
    busy = fmt::format("working the change in: {:.0f} %", 100.0 * share(next->reached(to), to));
  } else if (!joining.empty() && joining.front().simulation) {
    const Run& run = joining.front();
    busy = fmt::format("{} catches up: {:.0f} %", run.display_name,
                       std::min(100.0, 100.0 * share(run.simulation->now(), to)));
  } else if (evidence != nullptr) {
    busy = fmt::format("{}: looking for the records behind the wrong results",
                       set->runs()[evidence->run()].display_name);
  } else if (shrinker != nullptr) {
    busy = fmt::format("{}: shrinking, {} tries", shrunk_strategy, shrinker->tries());
    if (shrinker->rows() > 0) busy += fmt::format(", wrong with {} records", shrinker->rows());
  }
}

void Session::State::refresh() {
  is_dirty = false;
  views.clear();
  const VirtualTime reached = set->reached(now);
  furthest = std::max(furthest, std::min(reached, set->is_finished() ? set->end() : reached));
  for (Run& run : set->runs()) {
    RunView view = view_of(run, reached);
    view.is_auto_choice =
        has_auto_choice && auto_choice.strategy->name == run.strategy && run.fork_events.empty();
    views.push_back(std::move(view));
  }
  set_auto_remark(views);
  sentence = sentence_of(*set->scenario(), views);
  history = set->history();
  if (trail != nullptr) trail_view = trail->view(reached);
  if (!run_hash.has_value()) run_hash = hash_of_all();
  if (notice.empty() && run_hash.has_value() && linked.has_value() &&
      *run_hash != linked->run_hash) {
    notice = fmt::format(
        "the link, of Millrace {}, says that the run hash is {:016x}; here it is {:016x}. In the "
        "same version that is a defect: please report it with this scenario.",
        linked->version.empty() ? "?" : linked->version, linked->run_hash, *run_hash);
  }
  refresh_busy();
}

Session::Session(SessionFiles files) : state_(std::make_unique<State>()) {
  state_->files = std::move(files);
  for (const auto& [name, text] : state_->files.bundled) state_->bundled_names.push_back(name);
}

Session::~Session() = default;
Session::Session(Session&&) noexcept = default;

void Session::load(std::string text, std::string name) {
  state_->notice.clear();
  state_->load(std::move(text), std::move(name));
  if (state_->set.has_value()) state_->refresh();
}

void Session::apply(const Command& command) {
  State& state = *state_;
  state.notice.clear();
  if (state.measured != nullptr) {
    if (state.measured->apply(command, state.notice)) return;
    state.measured.reset();  // everything else is about the simulations
  }
  std::visit([&state](const auto& each) { state.do_command(each); }, command);
  // A seek while dragging is shown by the next advance(); what was loaded or selected is at once.
  if (state.set.has_value() && !std::holds_alternative<SeekCommand>(command)) state.refresh();
}

void Session::advance(double elapsed_s, const std::function<bool()>& has_time) {
  State& state = *state_;
  if (!state.set.has_value()) return;
  if (state.measured != nullptr) {
    state.measured->advance(has_time);
    return;
  }
  bool has_worked = true;
  if (state.next.has_value()) {
    state.work_next(has_time);
  } else if (state.goal.has_value() && !state.set->is_behind(state.now)) {
    const std::optional<VirtualTime> found = state.goal->work(*state.set, has_time);
    if (found.has_value()) {
      state.goal.reset();
      state.seek(*found);
    }
  } else {
    const VirtualTime before = state.now;
    state.move_now(elapsed_s);
    has_worked = state.work(has_time) || state.now != before;
    state.settle_stop();
    if (state.finish_if_over() && has_time()) state.work(has_time);
    if (!state.set->has_work(state.now) && has_time())
      has_worked = state.work_afterwards(has_time) || has_worked;
  }
  if (has_worked || state.is_dirty) state.refresh();
}

bool Session::is_active() const {
  const State& state = *state_;
  if (!state.set.has_value()) return false;
  if (state.measured != nullptr) return state.measured->is_active();
  return state.is_playing || state.is_dirty || state.next.has_value() || state.goal.has_value() ||
         state.stop.has_value() || state.set->has_work(state.now) || state.has_afterwards();
}

WorkbenchView Session::view() const {
  const State& state = *state_;
  WorkbenchView view;
  view.scenario_text = state.text;
  view.scenario_name = state.name;
  view.problems = state.reading.diagnostics;
  view.bundled = state.bundled_names;
  view.vocabulary = state.files.surroundings.vocabulary;
  view.notice = state.notice;
  view.speed = state.speed;
  view.breaks = state.breaks.views();
  view.marks = state.marks;
  view.is_playing = state.is_playing;
  if (!state.set.has_value()) return view;
  view.scenario = state.set->scenario().get();
  view.runs = state.views;
  view.selected = state.selected;
  view.compared = state.compared;
  view.auto_choice = state.has_auto_choice ? &state.auto_choice : nullptr;
  view.sentence = state.sentence;
  view.duration = state.duration();
  view.now = state.set->reached(state.now);
  const bool is_bounded = state.now < kEndOfRuns;
  view.wanted = is_bounded ? state.now : std::max(view.now, view.duration);
  view.furthest = std::max(state.furthest, view.now);
  view.is_catching_up = state.set->is_behind(state.now) || state.goal.has_value();
  view.is_finished = state.is_over();
  view.loop = state.loop;
  view.stopped_because = state.stopped_because;
  const bool has_trail = state.trail != nullptr || !state.trail_view.problem.empty();
  view.trail = has_trail ? &state.trail_view : nullptr;
  view.busy = state.busy;
  view.is_shrinking = state.shrinker != nullptr;
  view.history = state.history;
  view.run_hash = state.run_hash;
  view.linked = state.linked.has_value() ? &*state.linked : nullptr;
  view.can_measure = static_cast<bool>(state.files.make_measured);
  if (state.measured != nullptr) state.measured->fill(view);
  return view;
}

}  // namespace millrace
