// ui/session/measured_play.cpp — a measured run as a view.
#include "ui/session/measured_play.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "sim/engine/simulation.hpp"
#include "ui/session/run_view.hpp"

namespace millrace {
namespace {

constexpr std::uint64_t kEventsASlice = 64;

/// Without what only a simulated cluster has.
std::shared_ptr<const Scenario> without_faults(const Scenario& scenario) {
  Scenario quiet = scenario;
  quiet.faults.clear();
  return std::make_shared<const Scenario>(std::move(quiet));
}

}  // namespace

MeasuredPlay::MeasuredPlay(Request request, std::unique_ptr<MeasuredRun> run)
    : request_(std::move(request)), run_(std::move(run)) {
  refresh();
}

Result<std::unique_ptr<MeasuredPlay>> MeasuredPlay::start(Request request,
                                                          const MeasuredRunMaker& make) {
  request.scenario = without_faults(*request.scenario);
  const double speed = std::isinf(request.speed) ? 0.0 : request.speed;
  Result<std::unique_ptr<MeasuredRun>> run = make(request.scenario, request.strategy, speed);
  if (!run) return run.error();
  return std::unique_ptr<MeasuredPlay>(
      new MeasuredPlay(std::move(request), std::move(run).value()));
}

bool MeasuredPlay::apply(const Command& command, std::string& notice) {
  if (std::holds_alternative<PlayCommand>(command) ||
      std::holds_alternative<PauseCommand>(command)) {
    is_paused_ = std::holds_alternative<PauseCommand>(command);
    run_->set_paused(is_paused_);
    refresh();
    return true;
  }
  if (std::holds_alternative<SelectCommand>(command) ||
      std::holds_alternative<CompareCommand>(command)) {
    return true;  // there is one
  }
  if (std::holds_alternative<SpeedCommand>(command)) {
    notice = "the speed of a measurement is that of its start; end it, and choose another";
    return true;
  }
  if (std::holds_alternative<SeekCommand>(command) ||
      std::holds_alternative<StepCommand>(command) ||
      std::holds_alternative<LoopCommand>(command) ||
      std::holds_alternative<MarkCommand>(command) ||
      std::holds_alternative<BreakCommand>(command) ||
      std::holds_alternative<ForkCommand>(command) ||
      std::holds_alternative<InspectCommand>(command)) {
    notice = "measured time cannot be turned back or stepped; end the measurement to simulate";
    return true;
  }
  return false;
}

bool MeasuredPlay::is_active() const {
  return !is_paused_ && !verdict_.has_value();
}

bool MeasuredPlay::advance(const std::function<bool()>& has_time) {
  if (!is_active()) return false;
  run_->sample();
  if (run_->is_finished()) {
    const bool is_ready = work_reference(has_time);
    if (is_ready) judge_run();
  }
  refresh();
  return true;
}

/// Whether one worker alone is through.
bool MeasuredPlay::work_reference(const std::function<bool()>& has_time) {
  if (reference_ == nullptr) {
    Result<std::unique_ptr<TopicGenerator>> generator =
        make_topic_generator(*request_.scenario, request_.files);
    SimulationOptions options;
    options.use_simple_processor = true;
    if (generator.has_value()) {
      Result<std::unique_ptr<Simulation>> made =
          Simulation::make(request_.scenario, std::move(options),
                           std::make_shared<TopicLog>(std::move(generator).value()));
      if (made.has_value()) reference_ = std::move(made).value();
    }
    if (reference_ == nullptr) {
      verdict_ = Verdict();
      verdict_->reason = "its results could not be held against one worker's";
      return false;
    }
  }
  while (!reference_->is_finished()) {
    if (!has_time()) return false;
    if (reference_->run_events(kEventsASlice) == 0) reference_->run_to_end();
  }
  return true;
}

void MeasuredPlay::judge_run() {
  const JobStatistics& statistics = run_->statistics();
  JudgedRun judged = {run_->plan(), run_->results(), run_->plan().spec.worker_count};
  judged.has_moved_states = statistics.states_moved > 0;
  judged.rows_without_key = statistics.rows_without_key;
  verdict_ = judge(judged, reference_->results());
}

void MeasuredPlay::refresh() {
  RunView view;
  view.strategy = request_.strategy;
  view.display_name = request_.display_name + ", measured";
  view.plan = &run_->plan();
  view.recorder = &run_->recorder();
  view.source_lag = &run_->source_lag();
  view.events = &events_;
  view.now = run_->snapshot();
  if (!view.plan->is_valid) view.refusal = view.plan->problem;
  if (view.now.split_groups > 0 && !first_split_at_.has_value()) first_split_at_ = view.now.now;
  view.first_split_at = first_split_at_;
  for (const SourcePartitionState& source : view.now.sources) view.backlog_rows += source.lag_rows;
  view.backlog_rows += view.now.rows_in_flight;
  if (view.now.throughput_rps > 0.0)
    view.backlog_s = static_cast<double>(view.backlog_rows) / view.now.throughput_rps;
  view.backlog_growth_rps = view.now.offered_rps - view.now.throughput_rps;
  if (verdict_.has_value()) {
    view.verdict = &*verdict_;
    view.outcome = outcome_of(verdict_->kind);
  } else if (view.now.split_groups > 0) {
    view.outcome = OutcomeKind::kInvalid;
  } else if (view.plan->is_valid) {
    view.outcome = view.plan->is_order_defined ? OutcomeKind::kValid : OutcomeKind::kUnknown;
  }
  const std::string problem = run_->problem();
  sentence_ =
      !problem.empty()       ? "Measured, and ended early: " + problem
      : verdict_.has_value() ? "Measured, with threads on this machine. It is over, and was held "
                               "against one worker alone."
      : run_->is_finished()
          ? "Measured, with threads on this machine. Over; held against one worker alone now."
      : is_paused_ ? "Measured, with threads on this machine. Paused: nothing more is fed."
                   : "Measured, not simulated: threads on this machine, time on the wall.";
  views_.assign(1, std::move(view));
}

void MeasuredPlay::fill(WorkbenchView& view) const {
  view.runs = views_;
  view.selected = 0;
  view.compared.reset();
  view.is_measured = true;
  view.sentence = sentence_;
  view.now = views_.front().now.now;
  view.wanted = view.now;
  view.furthest = view.now;
  const double speed = std::isinf(request_.speed) ? 1.0 : request_.speed;
  const auto length_ns =
      static_cast<std::int64_t>(static_cast<double>(request_.scenario->duration.ns) / speed);
  view.duration = std::isinf(request_.speed) ? view.now : std::max(view.now, {length_ns});
  view.is_playing = !is_paused_ && !run_->is_finished();
  view.is_finished = run_->is_finished();
  view.is_catching_up = false;
  view.speed = request_.speed;
  view.loop.reset();
  view.marks = {};
  view.stopped_because = {};
  view.trail = nullptr;
  view.busy =
      run_->is_finished() && !verdict_.has_value() ? "one worker alone, for the verdict" : "";
  view.run_hash.reset();
}

}  // namespace millrace
