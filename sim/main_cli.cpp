// sim/main_cli.cpp — the `millrace` command: declares the options and calls the command that was
// named. The only translation unit that sees CLI11 (which throws).
#include <CLI/CLI.hpp>
#include <csignal>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/calibrate_command.hpp"
#include "sim/cli/command_io.hpp"
#include "sim/cli/compare_command.hpp"
#include "sim/cli/explain_command.hpp"
#include "sim/cli/link_command.hpp"
#include "sim/cli/lint_command.hpp"
#include "sim/cli/plan_command.hpp"
#include "sim/cli/query_command.hpp"
#include "sim/cli/query_options.hpp"
#include "sim/cli/schema_command.hpp"
#include "sim/cli/shrink_command.hpp"
#include "sim/cli/stop_request.hpp"
#include "sim/cli/sweep_command.hpp"
#include "sim/cli/unknown_command.hpp"
#include "sim/cli/version.hpp"

namespace {

using millrace::cli::CommandIo;
using millrace::cli::ExitCode;

constexpr const char* kHelpHead =
    R"help(Millrace: see what each stream-partitioning strategy does to your query.

Examples:
  millrace compare scenarios/trading.yaml
  millrace plan scenarios/trading.yaml --rate 200k/s --p99 50ms
  millrace sweep scenarios/trading.yaml --vary engine.num_partitions=5,8,10 --replications 5
  millrace query --sql "SELECT origin, COUNT(*) n FROM flights GROUP BY origin" --input flights.csv
  millrace query --sql "SELECT origin, COUNT(*) n FROM flights GROUP BY origin WINDOW TUMBLING(1d)" \
      --input flights.csv --time departure_time --source-partitions 50 --key origin --partitions 8
  kcat -C -J -e -t trades | millrace query --sql-file totals.sql --input - --format kcat
  millrace explain --sql "SELECT trader_id, SUM(qty) FROM trades GROUP BY trader_id" --topic-key symbol
  millrace explain hash --key trader_7 --partitions 50
  millrace lint scenarios/*.yaml
  millrace link scenarios/hot-trader.yaml --at 2s
  millrace shrink scenarios/trading-floor.yaml --strategy sticky_partition
)help";

constexpr const char* kHelpFoot = R"(
Exit codes: 0 fine · 1 plan refused or its results wrong · 2 usage, SQL or input error ·
  3 result not defined · 4 internal error
Results go to standard output, everything else to standard error. NO_COLOR is honoured.)";

void add_job_options(CLI::App& app, millrace::cli::JobOptions& job, const char* key_option) {
  app.add_option("--sql", job.sql, "the statement")->group("Query");
  app.add_option("--sql-file", job.sql_file, "file with the statement")->group("Query");
  app.add_option("--schema", job.schema, "columns of the topic, 'name TYPE, …' (else inferred)")
      ->group("Query");
  app.add_option(key_option, job.key, "column(s) the producer keyed the topic by: K in K ⊆ G")
      ->group("Topic");
  app.add_option(
         "--partitioner", job.partitioner,
         "the producer's partitioner: java_default, murmur2_random, consistent_random, … "
         "(default java_default; a kcat recording keeps its places; `explain hash` lists all)")
      ->group("Topic");
  app.add_option("--source-partitions", job.source_partitions,
                 "partitions of the topic (default 1)")
      ->group("Topic");
  app.add_option("--processor", job.processor, "v1 (one processing partition, no queue) or v2")
      ->group("Job")
      ->capture_default_str();
  app.add_option("--partitions", job.partitions, "processing partitions, 1 to 1024 (default 8)")
      ->group("Job");
  app.add_option("--strategy", job.strategy,
                 "auto, always_hash, smart_repartition, sticky_partition, round_robin or fan_in "
                 "(default: the "
                 "annotation, else auto)")
      ->group("Job");
  app.add_option("--strategy-option", job.strategy_options,
                 "NAME=VALUE, e.g. hash_function=fnv, target=2")
      ->group("Job");
  app.add_option("--selector", job.selector, "rules of `auto`: millrace or velostream")
      ->group("Job")
      ->capture_default_str();
  app.add_option("--merge", job.merge,
                 "auto: merge partial results where a scattered plan needs it; off: never")
      ->group("Job")
      ->capture_default_str();
}

void add_query_command(CLI::App& app, millrace::cli::QueryOptions& query) {
  CLI::App* command =
      app.add_subcommand("query", "run SQL over a recorded topic and print the result");
  add_job_options(*command, query.job, "--key");
  command
      ->add_flag("--allow-invalid", query.job.allow_invalid,
                 "run a plan that gives wrong results, and say how many groups it splits")
      ->group("Job");
  command
      ->add_option("--input", query.input,
                   "recording: CSV, JSON lines or kcat -J; - is standard input")
      ->required()
      ->group("Topic");
  command
      ->add_option("--format", query.format, "csv, jsonl or kcat (default: by the file's ending)")
      ->group("Topic");
  command->add_option("--topic", query.topic, "which topic of a recording with several")
      ->group("Topic");
  command
      ->add_option("--time", query.time_column,
                   "the event-time column: TIMESTAMP, or BIGINT epoch ms")
      ->group("Topic");
  command->add_option("--seed", query.seed, "seed of partitioners that draw lots")
      ->group("Topic")
      ->capture_default_str();
  command
      ->add_option("--max-out-of-orderness", query.max_out_of_orderness,
                   "how far a source's watermark trails its largest event time")
      ->group("Job")
      ->capture_default_str();
  command
      ->add_option("--late-policy", query.late_policy, "drop, process_with_warning or process_all")
      ->group("Job")
      ->capture_default_str();
  command
      ->add_option("--failure-policy", query.failure_policy,
                   "dead_letter, log_and_continue, fail_batch or retry_with_backoff")
      ->group("Job")
      ->capture_default_str();
  command->add_option("--batch-rows", query.batch_rows, "most rows in a batch (default 8192)")
      ->group("Job");
  command
      ->add_option("--queue-rows", query.queue_rows,
                   "capacity of each queue in rows (default 65536)")
      ->group("Job");
  command
      ->add_flag("--changelog", query.changelog,
                 "print every change with its op (+ upsert, - retract)")
      ->group("Output");
  command
      ->add_flag("--changes-per-batch", query.changes_per_batch,
                 "EMIT CHANGES: only the last state of each group in a batch")
      ->group("Output");
  command
      ->add_option("--out-format", query.out_format,
                   "csv, jsonl, table or markdown (default: table on a terminal, else csv)")
      ->group("Output");
  command->add_option("--max-rows", query.rows_max, "rows a table shows")->group("Output");
  command->add_flag("--json", query.json, "one JSON document: rows and summary")->group("Output");
  command->add_option("-o,--output", query.output_file, "file for the result")->group("Output");
  command->add_option("--late", query.late_file, "file for late rows (JSON lines)")
      ->group("Output");
  command
      ->add_option("--dead-letters", query.dead_letters_file,
                   "file for records that could not be processed (JSON lines)")
      ->group("Output");
}

void add_explain_command(CLI::App& app, millrace::cli::ExplainOptions& explain,
                         millrace::cli::ExplainHashOptions& hash) {
  CLI::App* command = app.add_subcommand(
      "explain", "which strategy a query gets, by which rule, and why not the others");
  add_job_options(*command, explain.job, "--topic-key,--key");
  command->add_flag("--json", explain.json, "one JSON document");
  CLI::App* hash_command =
      command->add_subcommand("hash", "every Kafka client's partition for a key");
  hash_command->add_option("--key", hash.key, "the record key, as text")->required();
  hash_command->add_option("--partitions", hash.partitions, "partitions of the topic")
      ->required()
      ->check(CLI::Range(1u, 1'000'000u));
  hash_command->add_flag("--json", hash.json, "one JSON document");
}

void add_lint_command(CLI::App& app, millrace::cli::LintOptions& lint) {
  CLI::App* command =
      app.add_subcommand("lint", "everything that is wrong with scenario files, at its place");
  command->add_option("files", lint.files, "scenario files; - is standard input")->required();
  command->add_option("--set", lint.settings, "path=value, worked in before the checks");
  command->add_flag("--strict", lint.strict, "warnings count as errors");
  command->add_flag("--json", lint.json, "one JSON document");
  command->add_option("-o,--output", lint.output_file, "file for the result");
}

void add_schema_command(CLI::App& app, millrace::cli::SchemaOptions& schema) {
  CLI::App* command =
      app.add_subcommand("schema", "the JSON Schema of scenario files, for editors");
  command->add_flag("--markdown", schema.markdown, "the reference in Markdown instead");
  command->add_option("-o,--output", schema.output_file, "file for the result");
}

void add_scenario_options(CLI::App& command, millrace::cli::ScenarioOptions& scenario) {
  command.add_option("scenario", scenario.path, "scenario file; - is standard input")->required();
  command.add_option("--seed", scenario.seed, "seed instead of the scenario's");
  command.add_option("--set", scenario.settings,
                     "path=value, e.g. engine.cores=4 (`schema --markdown` lists all)");
  command.add_option("--costs", scenario.cost_file, "cost file of `calibrate`");
}

void add_compare_command(CLI::App& app, millrace::cli::CompareOptions& compare, bool is_one) {
  compare.is_one = is_one;
  CLI::App* command = app.add_subcommand(
      is_one ? "run" : "compare",
      is_one ? "simulate one strategy, with a verdict"
             : "simulate strategies on the very same records: verdicts, figures, what to choose");
  add_scenario_options(*command, compare.scenario);
  command->add_option(is_one ? "--strategy" : "--strategies", compare.strategies,
                      is_one ? "any strategy, auto or adaptive (default: the scenario's)"
                             : "a list, e.g. always_hash,sticky (default: the scenario's)");
  command->add_flag("--allow-invalid", compare.allow_invalid,
                    "run what validation refuses, to see what breaks");
  command->add_option("--at", compare.at, "an instant of virtual time, e.g. 12.5s: its snapshot");
  command->add_option("--format", compare.format,
                      "text, json, csv, jsonl, markdown, html, prom or trace (default: by the "
                      "file's ending, else text)");
  command->add_flag("--json", compare.json, "one JSON document");
  command->add_option("-o,--output", compare.output_file, "file for the result");
}

void add_sweep_command(CLI::App& app, millrace::cli::SweepCommandOptions& sweep) {
  CLI::App* command = app.add_subcommand(
      "sweep", "a scenario over a grid of settings, with replications and confidence intervals");
  add_scenario_options(*command, sweep.scenario);
  command->add_option("--vary", sweep.vary, "path=a,b,…; several make a grid")
      ->required()
      ->allow_extra_args(false);
  command->add_option("--strategies", sweep.strategies, "a list (default: the scenario's)");
  command->add_option("--measures", sweep.measures,
                      "columns of the table, by their names in `expect:` (default throughput, "
                      "p99, max_over_mean, busy_max)");
  command->add_option("--replications", sweep.replications, "runs of each cell, each its own seed")
      ->capture_default_str();
  command
      ->add_option("--warm-up", sweep.warm_up,
                   "what figures leave out: auto (MSER-5), a share such as 10%, or none")
      ->capture_default_str();
  command->add_flag("--verdicts", sweep.has_verdicts, "compare every run with one worker's");
  command->add_flag("--allow-invalid", sweep.allow_invalid, "run what validation refuses too");
  command->add_option("--format", sweep.format, "text, json, csv, jsonl or markdown");
  command->add_flag("--json", sweep.json, "one JSON document");
  command->add_option("-o,--output", sweep.output_file, "file for the result");
}

void add_plan_command(CLI::App& app, millrace::cli::PlanCommandOptions& plan) {
  CLI::App* command = app.add_subcommand(
      "plan", "the fewest cores and the strategy that meet a rate and a latency");
  add_scenario_options(*command, plan.scenario);
  command->add_option("--rate", plan.rate, "target, e.g. 200k/s (default: the scenario's)");
  command->add_option("--p99", plan.p99, "largest p99, e.g. 50ms (default: keeping up is enough)");
  command->add_option("--strategies", plan.strategies, "a list (default: the scenario's)");
  command->add_option("--cores-max", plan.cores_max, "most cores to try")->capture_default_str();
  command->add_flag("--json", plan.json, "one JSON document");
  command->add_option("-o,--output", plan.output_file, "file for the result");
}

void add_link_command(CLI::App& app, millrace::cli::LinkOptions& link) {
  CLI::App* command = app.add_subcommand(
      "link", "a scenario as an address: the whole of it stands in the link, nothing is stored");
  add_scenario_options(*command, link.scenario);
  command->add_option("--page", link.page, "where the page is; '' for the part behind it alone")
      ->capture_default_str();
  command->add_option("--at", link.at, "where time stands when it opens, e.g. 12.5s");
  command->add_option("--strategy", link.strategy, "selected when it opens");
  command->add_option("--compare", link.compared, "shown beside it");
  command->add_option("--key", link.key, "key that is followed when it opens");
}

void add_calibrate_command(CLI::App& app, millrace::cli::CalibrateOptions& calibrate) {
  CLI::App* command = app.add_subcommand("calibrate",
                                         "time the engine's own operations here, for a scenario's "
                                         "query and records; a cost file for --costs");
  command->add_option("SCENARIO", calibrate.scenario.path,
                      "scenario file; without it, COUNT and SUM by key");
  command->add_option("--set", calibrate.scenario.settings, "path=value");
  command->add_option("--repeats", calibrate.repeats, "of each experiment")->capture_default_str();
  command->add_option("-o,--output", calibrate.output_file, "the cost file");
}

void add_shrink_command(CLI::App& app, millrace::cli::ShrinkOptions& shrink) {
  CLI::App* command = app.add_subcommand(
      "shrink", "a small scenario in which a strategy is still wrong: fewer records, keys, faults");
  add_scenario_options(*command, shrink.scenario);
  command->add_option("--strategy", shrink.strategy, "which one (default: the scenario's)");
  command->add_option("-o,--output", shrink.output_file, "file for the scenario");
}

/// What is wrong with the first word, when it should name a command and does not; else empty.
std::string problem_with_command(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || argv[1][0] == '-') return {};
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
  const std::vector<std::string_view> views(names.begin(), names.end());
  return millrace::cli::unknown_command_message(argv[1], views);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(kHelpHead, "millrace");
  app.footer(kHelpFoot);
  app.require_subcommand(1);
  app.set_version_flag("--version", millrace::cli::version_text());
  app.fallthrough();
  CommandIo io = millrace::cli::standard_io();
  app.add_flag("-q,--quiet", io.quiet, "errors only");

  millrace::cli::QueryOptions query;
  millrace::cli::ExplainOptions explain;
  millrace::cli::ExplainHashOptions hash;
  millrace::cli::LintOptions lint;
  millrace::cli::SchemaOptions schema;
  millrace::cli::CompareOptions run;
  millrace::cli::CompareOptions compare;
  millrace::cli::SweepCommandOptions sweep;
  millrace::cli::PlanCommandOptions plan;
  millrace::cli::CalibrateOptions calibrate;
  millrace::cli::LinkOptions link;
  millrace::cli::ShrinkOptions shrink;
  add_query_command(app, query);
  add_explain_command(app, explain, hash);
  add_lint_command(app, lint);
  add_schema_command(app, schema);
  add_compare_command(app, run, /*is_one=*/true);
  add_compare_command(app, compare, /*is_one=*/false);
  add_sweep_command(app, sweep);
  add_plan_command(app, plan);
  add_calibrate_command(app, calibrate);
  add_link_command(app, link);
  add_shrink_command(app, shrink);

  if (const std::string problem = problem_with_command(app, argc, argv); !problem.empty()) {
    io.error(problem);
    return static_cast<int>(ExitCode::kBadInput);
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error);
    return code == 0 ? 0 : static_cast<int>(ExitCode::kBadInput);
  }
  millrace::cli::install_stop_request();
  ExitCode code = ExitCode::kFine;
  if (app.got_subcommand("query")) {
    code = millrace::cli::run_query(query, io);
  } else if (app.got_subcommand("lint")) {
    code = millrace::cli::run_lint(lint, io);
  } else if (app.got_subcommand("schema")) {
    code = millrace::cli::run_schema(schema, io);
  } else if (app.got_subcommand("run") || app.got_subcommand("compare")) {
    code = millrace::cli::run_compare(app.got_subcommand("run") ? run : compare, io);
  } else if (app.got_subcommand("sweep")) {
    code = millrace::cli::run_sweep(sweep, io);
  } else if (app.got_subcommand("plan")) {
    code = millrace::cli::run_plan(plan, io);
  } else if (app.got_subcommand("link")) {
    code = millrace::cli::run_link(link, io);
  } else if (app.got_subcommand("shrink")) {
    code = millrace::cli::run_shrink(shrink, io);
  } else if (app.got_subcommand("calibrate")) {
    code = millrace::cli::run_calibrate(calibrate, io);
  } else if (app.get_subcommand("explain")->got_subcommand("hash")) {
    code = millrace::cli::run_explain_hash(hash, io);
  } else {
    code = millrace::cli::run_explain(explain, io);
  }
  return static_cast<int>(code);
}
