// sim/cli/explain_command.cpp — answers about routing that need no data.
#include "sim/cli/explain_command.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "core/exec/catalog.hpp"
#include "core/job/job_plan.hpp"
#include "core/route/partitioner.hpp"
#include "core/route/strategy_info.hpp"
#include "sim/cli/implied_schema.hpp"
#include "sim/cli/query_setup.hpp"

namespace millrace::cli {
namespace {

void print(const CommandIo& io, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), io.out);
}

Result<TopicFacts> topic_facts_of(const JobOptions& job) {
  MILLRACE_TRY(const PartitionerInfo* partitioner,
               partitioner_named(job.partitioner.value_or("java_default")));
  TopicFacts facts;
  facts.source_partition_count = job.source_partitions.value_or(1);
  if (facts.source_partition_count == 0) {
    return Error{ErrorCode::kOption, "--source-partitions takes at least 1, got 0"};
  }
  facts.key_columns = split_columns(job.key);
  set_partitioner(facts, partitioner);
  return facts;
}

Result<Schema> schema_of(const JobOptions& job, const LoadedStatement& loaded) {
  if (!job.schema.empty()) return parse_schema(job.schema);
  Schema implied = implied_schema(loaded.statement.query);
  std::vector<Field> fields = implied.fields();
  for (const std::string& column :
       split_columns(job.key)) {  // K need not be named in the statement
    if (!implied.index_of(column)) fields.push_back({column, DataType::string()});
  }
  return Schema(std::move(fields));
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "—" : text;
}

void print_choice(const StrategyChoice& choice, const LoadedStatement& loaded,
                  const CommandIo& io) {
  std::string out;
  out += fmt::format("strategy  {} ({})\n", choice.strategy->name, choice.strategy->display_name);
  out += fmt::format("rule      {}\n", choice.rule);
  out += fmt::format("reason    {}\n", choice.reason);
  out += fmt::format("routed by {}\n", joined(choice.routing_keys));
  out += fmt::format("optimal   {}\n", choice.is_optimal ? "yes" : "no");
  if (choice.span.is_known()) {
    const LineColumn at = line_column_of(loaded.text, choice.span.begin);
    out += fmt::format("fired by  {}:{}:{}: {}\n", loaded.name, at.line, at.column,
                       loaded.text.substr(choice.span.begin, choice.span.end - choice.span.begin));
  }
  const auto append_others = [&](bool is_reference) {
    for (const StrategyAlternative& other : choice.alternatives) {
      if (other.strategy->is_reference != is_reference) continue;
      out += fmt::format("  {} {:<20} {}\n", other.is_valid ? "✓" : "✗", other.strategy->name,
                         other.why);
    }
  };
  out += "\nnot chosen\n";
  append_others(false);
  out += "\nfrom papers and other systems, never chosen by rules\n";
  append_others(true);
  out += "\n✓ would give right results   ✗ would be refused\n";
  print(io, out);
}

void print_choice_json(const StrategyChoice& choice, const CommandIo& io) {
  nlohmann::ordered_json json;
  json["strategy"] = std::string(choice.strategy->name);
  json["routing_keys"] = choice.routing_keys;
  json["rule"] = choice.rule;
  json["reason"] = choice.reason;
  json["is_optimal"] = choice.is_optimal;
  json["alternatives"] = nlohmann::ordered_json::array();
  for (const StrategyAlternative& other : choice.alternatives) {
    json["alternatives"].push_back({{"strategy", std::string(other.strategy->name)},
                                    {"valid", other.is_valid},
                                    {"why", other.why}});
  }
  print(io, json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace

ExitCode run_explain(const ExplainOptions& options, const CommandIo& io) {
  JobOptions job = options.job;
  const std::optional<LoadedStatement> loaded = load_statement(job, io);
  if (!loaded) return ExitCode::kBadInput;
  const Annotations annotations = resolve_annotations(*loaded, job, io);
  const Result<TopicFacts> facts = topic_facts_of(job);
  if (!facts) return show_statement_error(facts.error(), *loaded, io);
  Result<JobSpec> spec = job_spec_of(job);
  if (!spec) return show_statement_error(spec.error(), *loaded, io);
  const Result<Schema> schema = schema_of(job, *loaded);
  if (!schema) {
    io.error(schema.error(), "--schema", job.schema);
    return ExitCode::kBadInput;
  }
  const ExecCatalog catalog(
      {TopicDescription{std::string(topic_of(loaded->statement)),
                        std::make_shared<const Schema>(schema.value()), std::nullopt,
                        /*has_record_timestamps=*/true, /*has_keys=*/true}},
      /*any_topic_name=*/true);
  const Result<QueryPlan> plan = bind(loaded->statement, catalog);
  if (!plan) {
    const ExitCode code = show_statement_error(plan.error(), *loaded, io);
    if (job.schema.empty())
      io.note("note: column types were guessed from the statement; --schema gives them exactly");
    return code;
  }
  const auto query = std::make_shared<const QueryPlan>(plan.value());
  const Result<JobPlan> placed = plan_job(query, annotations, spec.value(), facts.value());
  if (!placed) return show_statement_error(placed.error(), *loaded, io);
  if (options.json) {
    print_choice_json(placed.value().choice, io);
  } else {
    print_choice(placed.value().choice, *loaded, io);
  }
  return ExitCode::kFine;
}

}  // namespace millrace::cli
