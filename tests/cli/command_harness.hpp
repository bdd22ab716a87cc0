// tests/cli/command_harness.hpp — runs a command of `millrace` in this process and keeps what it
// wrote.
#pragma once

#include <string>
#include <string_view>

#include "sim/cli/compare_command.hpp"
#include "sim/cli/explain_command.hpp"
#include "sim/cli/lint_command.hpp"
#include "sim/cli/plan_command.hpp"
#include "sim/cli/query_command.hpp"
#include "sim/cli/schema_command.hpp"
#include "sim/cli/shrink_command.hpp"
#include "sim/cli/sweep_command.hpp"

namespace millrace::cli {

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

Outcome query(const QueryOptions& options);
Outcome explain(const ExplainOptions& options);
Outcome explain_hash(const ExplainHashOptions& options);
Outcome compare(const CompareOptions& options);
Outcome lint(const LintOptions& options);
Outcome schema(const SchemaOptions& options);
Outcome sweep(const SweepCommandOptions& options);
Outcome plan(const PlanCommandOptions& options);
Outcome shrink(const ShrinkOptions& options);

/// A file that exists as long as this does.
class TemporaryFile {
 public:
  TemporaryFile(std::string_view ending, std::string_view content);
  ~TemporaryFile();
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  const std::string& path() const { return path_; }
  std::string content() const;

 private:
  std::string path_;
};

/// `sql` over a recording of this content.
Outcome query_text(std::string_view sql, std::string_view csv, QueryOptions options = {});

/// Replaces every occurrence: paths of temporary files become FILE.
std::string replaced(std::string text, std::string_view what, std::string_view by);

}  // namespace millrace::cli
