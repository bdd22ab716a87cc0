// sim/cli/study_options.hpp — what was typed for the commands that simulate: run, compare, sweep, plan, calibrate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/cli/scenario_file.hpp"

namespace millrace::cli {

/// run and compare.
struct CompareOptions {
  ScenarioOptions scenario;
  std::string strategies;  // "always_hash, sticky"; empty: the scenario's
  bool is_one = false;     // run: one strategy, `strategies` or the scenario's
  bool allow_invalid = false;
  std::string at;  // an instant of virtual time: a snapshot of it instead of the comparison
  std::string
      format;  // text, json, csv, jsonl, markdown, html, prom, trace; empty: by the file's ending, else text
  bool json = false;
  std::string output_file;
};

struct SweepCommandOptions {
  ScenarioOptions scenario;
  std::vector<std::string> vary;  // "path=a,b,…", several make a grid
  std::string strategies;         // empty: the scenario's
  std::string measures;           // of the table; empty: a few that always matter
  std::uint32_t replications = 1;
  std::string warm_up = "auto";  // auto (MSER-5), a share such as 10%, or none
  bool has_verdicts = false;
  bool allow_invalid = false;
  std::string format;  // text, json, csv, jsonl, markdown
  bool json = false;
  std::string output_file;
};

struct PlanCommandOptions {
  ScenarioOptions scenario;
  std::string rate;        // "200k/s"; empty: the scenario's
  std::string p99;         // "50ms"; empty: keeping up is enough
  std::string strategies;  // empty: the scenario's
  std::uint32_t cores_max = 64;
  bool json = false;
  std::string output_file;
};

struct CalibrateOptions {
  ScenarioOptions scenario;  // whose query and records; path "": a typical job
  std::uint32_t repeats = 7;
  std::string output_file;  // the cost file
};

}  // namespace millrace::cli
