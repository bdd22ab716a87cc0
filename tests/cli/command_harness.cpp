// tests/cli/command_harness.cpp — commands write to C streams; here those are temporary files.
#include "tests/cli/command_harness.hpp"

#include <cstdio>
#include <filesystem>

namespace millrace::cli {
namespace {

std::string content_of(std::FILE* file) {
  std::rewind(file);
  std::string text;
  char block[4096];
  std::size_t count = 0;
  while ((count = std::fread(block, 1, sizeof(block), file)) > 0) text.append(block, count);
  std::fclose(file);
  return text;
}

template <typename Options>
Outcome run(ExitCode (*command)(const Options&, const CommandIo&), const Options& options) {
  CommandIo io;
  io.out = std::tmpfile();
  io.err = std::tmpfile();
  Outcome outcome;
  outcome.code = static_cast<int>(command(options, io));
  outcome.out = content_of(io.out);
  outcome.err = content_of(io.err);
  return outcome;
}

}  // namespace

Outcome query(const QueryOptions& options) {
  return run(&run_query, options);
}
Outcome explain(const ExplainOptions& options) {
  return run(&run_explain, options);
}
Outcome explain_hash(const ExplainHashOptions& options) {
  return run(&run_explain_hash, options);
}
Outcome compare(const CompareOptions& options) {
  return run(&run_compare, options);
}
Outcome lint(const LintOptions& options) {
  return run(&run_lint, options);
}
Outcome schema(const SchemaOptions& options) {
  return run(&run_schema, options);
}
Outcome sweep(const SweepCommandOptions& options) {
  return run(&run_sweep, options);
}
Outcome plan(const PlanCommandOptions& options) {
  return run(&run_plan, options);
}
Outcome shrink(const ShrinkOptions& options) {
  return run(&run_shrink, options);
}

TemporaryFile::TemporaryFile(std::string_view ending, std::string_view content) {
  static int count = 0;
  const auto folder = std::filesystem::temp_directory_path();
  do {
    path_ = (folder / ("millrace_test_" + std::to_string(count++) + std::string(ending))).string();
  } while (std::filesystem::exists(path_));
  std::FILE* file = std::fopen(path_.c_str(), "wb");
  std::fwrite(content.data(), 1, content.size(), file);
  std::fclose(file);
}

TemporaryFile::~TemporaryFile() {
  std::remove(path_.c_str());
}

std::string TemporaryFile::content() const {
  std::FILE* file = std::fopen(path_.c_str(), "rb");
  return file == nullptr ? std::string() : content_of(file);
}

Outcome query_text(std::string_view sql, std::string_view csv, QueryOptions options) {
  const TemporaryFile file(".csv", csv);
  options.job.sql = std::string(sql);
  options.input = file.path();
  Outcome outcome = query(options);
  outcome.err = replaced(std::move(outcome.err), file.path(), "FILE");
  outcome.out = replaced(std::move(outcome.out), file.path(), "FILE");
  return outcome;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

}  // namespace millrace::cli
