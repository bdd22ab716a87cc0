// sim/cli/query_setup.cpp — reading the statement and settling options against annotations.
#include "sim/cli/query_setup.hpp"

#include <fmt/format.h>

namespace millrace::cli {

std::optional<LoadedStatement> load_statement(const JobOptions& options, const CommandIo& io) {
  if (options.sql.empty() == options.sql_file.empty()) {
    io.error("give the statement with exactly one of --sql and --sql-file");
    return std::nullopt;
  }
  LoadedStatement loaded{"<sql>", options.sql, {}};
  if (!options.sql_file.empty()) {
    Result<std::string> text = read_text_file(options.sql_file);
    if (!text) {
      io.error(text.error().message);
      return std::nullopt;
    }
    loaded.name = options.sql_file;
    loaded.text = std::move(text).value();
  }
  Result<Statement> statement = parse_statement(loaded.text);
  if (!statement) {
    io.error(statement.error(), loaded.name, loaded.text);
    return std::nullopt;
  }
  loaded.statement = std::move(statement).value();
  for (const Remark& remark : loaded.statement.remarks) {
    const LineColumn at = line_column_of(loaded.text, remark.span.begin);
    io.note(fmt::format("{}:{}:{}: note: {}", loaded.name, at.line, at.column, remark.text));
  }
  return loaded;
}

ExitCode show_statement_error(const Error& error, const LoadedStatement& loaded,
                              const CommandIo& io) {
  io.error(error, loaded.name, error.span.is_known() ? loaded.text : std::string());
  return error.code == ErrorCode::kRefused ? ExitCode::kRefusedOrInvalid : ExitCode::kBadInput;
}

Annotations resolve_annotations(const LoadedStatement& loaded, JobOptions& options,
                                const CommandIo& io) {
  Annotations annotations = loaded.statement.annotations;
  const auto typed_wins = [&](const char* option, const char* annotation) {
    io.note(fmt::format("note: {} was given and wins over the annotation @{}", option, annotation));
  };
  if (annotations.partitioning_strategy && !options.strategy.empty()) {
    typed_wins("--strategy", "partitioning_strategy");
    annotations.partitioning_strategy.reset();
  }
  if (annotations.num_partitions) {
    if (options.partitions) {
      typed_wins("--partitions", "num_partitions");
      annotations.num_partitions.reset();
    } else {
      options.partitions = annotations.num_partitions;
    }
  }
  if (annotations.partitioned_by) {
    if (!options.key.empty()) {
      typed_wins("the key option", "partitioned_by");
      annotations.partitioned_by.reset();
    } else {
      for (const Annotations::Text& column : *annotations.partitioned_by) {
        if (!options.key.empty()) options.key += ',';
        options.key += column.value;
      }
    }
  }
  if (annotations.job_mode == JobMode::kSimple && options.processor == "v2")
    options.processor = "v1";
  return annotations;
}

}  // namespace millrace::cli
