// sim/scenario/checks/timeline_checks.cpp — faults and stages: inside the run, and about things that are there.
#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "sim/scenario/checks/scenario_checks.hpp"
#include "sim/scenario/quantity.hpp"

namespace millrace {

namespace {

class FaultChecker {
 public:
  FaultChecker(const CheckContext& context, const Schema* columns)
      : context_(context), columns_(columns) {}

  void check(const FaultSpec& fault, const std::string& path) {
    check_times(fault, path);
    const ChoiceInfo* info = find_choice(context_.surroundings.vocabulary->faults, fault.type);
    if (info == nullptr) return;  // reported where it was read
    for (const auto& [name, value] : fault.parameters) {
      const ParameterInfo* parameter = find_parameter(info->parameters, name);
      if (parameter != nullptr) check_parameter(*parameter, value, path + "." + name);
    }
  }

 private:
  void check_times(const FaultSpec& fault, const std::string& path) {
    const std::int64_t end = context_.scenario.duration.ns;
    if (fault.at.ns >= end) {
      context_.problems.error_at(
          path + ".at",
          {"fault-outside-run", "the run ends at " + duration_text(context_.scenario.duration) +
                                    ", before the fault at " + duration_text(fault.at)});
      return;
    }
    if (fault.lasts.has_value() && fault.lasts->ns > end - fault.at.ns) {
      context_.problems.warn_at(
          path + ".for",
          {"fault-outlasts-run", "the run ends at " + duration_text(context_.scenario.duration) +
                                     ", before the fault is over"});
    }
    if (fault.lasts.has_value() && fault.every.has_value() && fault.every->ns <= fault.lasts->ns) {
      context_.problems.error_at(
          path + ".every",
          {"fault-overlaps", "it comes again after " + duration_text(*fault.every) +
                                 ", before it is over after " + duration_text(*fault.lasts)});
    }
  }

  void check_parameter(const ParameterInfo& parameter, const std::string& value,
                       const std::string& path) {
    const Scenario& scenario = context_.scenario;
    switch (parameter.kind) {
      case ParameterKind::kCore:
        check_index(value, scenario.engine.cores, "cores", path);
        return;
      case ParameterKind::kWorker:
        check_index(value, scenario.engine.job.worker_count, "processing partitions", path);
        return;
      case ParameterKind::kSourcePartition:
        check_index(value, scenario.topic.partitions, "source partitions", path);
        return;
      case ParameterKind::kField:
        if (columns_ != nullptr) check_column(context_, *columns_, value, path);
        return;
      case ParameterKind::kProducer:
        check_producer(value, path);
        return;
      default:
        return;
    }
  }

  void check_index(const std::string& value, std::uint32_t count, std::string_view what,
                   const std::string& path) {
    const std::optional<std::int64_t> index = parse_int64(value);
    if (index.has_value() && *index >= 0 && *index < std::int64_t{count}) return;
    context_.problems.error_at(
        path, {"out-of-range", "expected from 0 to " + std::to_string(count - 1) +
                                   ", as there are " + std::to_string(count) + " " +
                                   std::string(what) + ", got " + in_quotes(value)});
  }

  void check_producer(const std::string& value, const std::string& path) {
    std::vector<std::string_view> names;
    for (const ProducerSpec& producer : context_.scenario.topic.producers) {
      if (producer.name == value) return;
      names.push_back(producer.name);
    }
    context_.problems.error_at(
        path,
        {"unknown-producer", "no producer is called " + in_quotes(value) + " in topic.producers",
         std::string(nearest_word(value, names))});
  }

  const CheckContext& context_;
  const Schema* columns_;
};

void check_stages(const CheckContext& context) {
  const std::vector<LoadStage>& stages = context.scenario.load.stages;
  std::int64_t total_ns = 0;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    const std::int64_t begin_ns = total_ns;
    if (__builtin_add_overflow(total_ns, stages[i].duration.ns, &total_ns)) return;
    if (begin_ns < context.scenario.duration.ns) continue;
    context.problems.warn_at(
        item_path("load.stages", i),
        {"stage-outside-run", "the run ends at " + duration_text(context.scenario.duration) +
                                  ", before this stage begins"});
    return;
  }
}

}  // namespace

void check_timeline(const CheckContext& context, const Schema* columns) {
  check_stages(context);
  FaultChecker checker(context, columns);
  const std::vector<FaultSpec>& faults = context.scenario.faults;
  for (std::size_t i = 0; i < faults.size(); ++i) {
    checker.check(faults[i], item_path("faults", i));
  }
}

}  // namespace millrace
