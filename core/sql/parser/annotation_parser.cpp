// core/sql/parser/annotation_parser.cpp — the vocabulary of annotations and what each means.
#include "core/sql/parser/annotation_parser.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

using Text = Annotations::Text;

Error option_error(SourceSpan span, std::string message) {
  return Error{ErrorCode::kOption, std::move(message), span};
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// A positive whole number.
Result<std::uint32_t> positive_count(std::string_view name, const Text& value) {
  const std::optional<std::int64_t> count = parse_int64(value.value);
  if (!count || *count < 1 || *count > std::numeric_limits<std::uint32_t>::max()) {
    return option_error(
        value.span,
        std::string(name) + " must be a whole number of at least 1, got '" + value.value + "'");
  }
  return static_cast<std::uint32_t>(*count);
}

/// Collects what lines and properties say.
class Reader {
 public:
  explicit Reader(Statement& statement) : statement_(statement) {}

  Status set_partitioning_strategy(Text value) {
    statement_.annotations.partitioning_strategy = std::move(value);
    return {};
  }

  Status set_num_partitions(Text value) {
    MILLRACE_TRY(const std::uint32_t count, positive_count("num_partitions", value));
    return agree_on_num_partitions(count, value.span);
  }

  Status set_batch_size(Text value) {
    MILLRACE_TRY(statement_.annotations.batch_size, positive_count("batch_size", value));
    return {};
  }

  /// simple, transactional, adaptive[:N][:affinity], and the v1 and v2[:N] of Velostream's older
  /// documents.
  Status set_job_mode(Text value) {
    const std::string lower = to_lower(value.value);
    const std::size_t colon = lower.find(':');
    const std::string_view mode = trim(std::string_view(lower).substr(0, colon));
    if (mode == "simple" || mode == "v1" || mode == "transactional") {
      if (colon != std::string::npos) {
        return option_error(value.span, "job mode '" + std::string(mode) +
                                            "' takes no parameter, got '" + value.value + "'");
      }
      statement_.annotations.job_mode = JobMode::kSimple;
      if (mode == "transactional") {
        remark(value.span,
               "job mode 'transactional' runs as 'simple': transactions are not simulated");
      }
      return {};
    }
    if (mode == "adaptive" || mode == "v2") {
      statement_.annotations.job_mode = JobMode::kAdaptive;
      if (colon == std::string::npos) return {};
      return set_adaptive_parameters(std::string_view(lower).substr(colon + 1), value);
    }
    constexpr std::array<std::string_view, 3> kModes = {"simple", "adaptive", "transactional"};
    return option_error(value.span, "expected job mode simple, adaptive or adaptive:N, got '" +
                                        value.value + "'" + did_you_mean(value.value, kModes));
  }

  Status set_partitioned_by(Text value) {
    std::vector<Text> columns;
    const std::string_view all = value.value;
    std::size_t begin = 0;
    while (begin <= all.size()) {
      const std::size_t comma = std::min(all.find(',', begin), all.size());
      std::string_view name = trim(all.substr(begin, comma - begin));
      const auto offset = static_cast<std::uint32_t>(name.data() - all.data());
      if (name.empty()) {
        return option_error(value.span, "partitioned_by must name columns separated by ',', got '" +
                                            value.value + "'");
      }
      const SourceSpan span{value.span.begin + offset,
                            value.span.begin + offset + static_cast<std::uint32_t>(name.size())};
      const bool is_quoted = name.size() > 2 && name.front() == name.back() &&
                             (name.front() == '"' || name.front() == '`');
      if (is_quoted) name = name.substr(1, name.size() - 2);
      columns.push_back({std::string(name), span});
      begin = comma + 1;
    }
    statement_.annotations.partitioned_by = std::move(columns);
    return {};
  }

  void remark(SourceSpan span, std::string text) {
    statement_.remarks.push_back({std::move(text), span});
  }

 private:
  Status set_adaptive_parameters(std::string_view parameters, const Text& value) {
    while (true) {
      const std::size_t colon = parameters.find(':');
      const std::string parameter(trim(parameters.substr(0, colon)));
      if (parameter == "affinity") {
        remark(value.span,
               "'affinity' of the job mode has no effect: cores are the driver's matter");
      } else {
        MILLRACE_TRY(const std::uint32_t count,
                     positive_count("the N of adaptive:N", {parameter, value.span}));
        MILLRACE_CHECK(agree_on_num_partitions(count, value.span));
      }
      if (colon == std::string_view::npos) return {};
      parameters.remove_prefix(colon + 1);
    }
  }

  Status agree_on_num_partitions(std::uint32_t count, SourceSpan span) {
    std::optional<std::uint32_t>& present = statement_.annotations.num_partitions;
    if (present && *present != count) {
      return option_error(span, "num_partitions is given twice: " + std::to_string(*present) +
                                    " and " + std::to_string(count));
    }
    present = count;
    return {};
  }

  Statement& statement_;
};

struct Meaning {
  std::string_view name;   // canonical, as after normalised()
  std::string_view alias;  // another spelling, or empty
  Status (Reader::*set)(Text value);
};

constexpr std::array<Meaning, 5> kMeanings = {{
    {"partitioning_strategy", "", &Reader::set_partitioning_strategy},
    {"num_partitions", "partition_count", &Reader::set_num_partitions},
    {"batch_size", "", &Reader::set_batch_size},
    {"job_mode", "", &Reader::set_job_mode},
    {"partitioned_by", "", &Reader::set_partitioned_by},
}};

// What Velostream documents and what means nothing to a single statement here.
constexpr std::array<std::string_view, 31> kWithoutEffect = {
    "app",
    "application",
    "author",
    "compliance",
    "data_retention",
    "depends_on",
    "deployment.node_id",
    "deployment.node_name",
    "deployment.region",
    "description",
    "job_name",
    "metric",
    "metric_buckets",
    "metric_condition",
    "metric_field",
    "metric_help",
    "metric_labels",
    "metric_sample_rate",
    "metric_type",
    "name",
    "observability.error_reporting.enabled",
    "observability.metrics.enabled",
    "observability.profiling.enabled",
    "observability.tracing.enabled",
    "owner",
    "phase",
    "sla.availability",
    "sla.latency.p99",
    "sticky_partition_id",
    "tags",
    "version"};

/// Lower case, hyphens as underscores.
std::string normalised(std::string_view name) {
  std::string result = to_lower(name);
  std::replace(result.begin(), result.end(), '-', '_');
  return result;
}

const Meaning* meaning_of(std::string_view normalised_name) {
  for (const Meaning& meaning : kMeanings) {
    if (meaning.name == normalised_name) return &meaning;
    if (!meaning.alias.empty() && meaning.alias == normalised_name) return &meaning;
  }
  return nullptr;
}

bool is_without_effect(std::string_view normalised_name) {
  return std::find(kWithoutEffect.begin(), kWithoutEffect.end(), normalised_name) !=
         kWithoutEffect.end();
}

Error unknown_annotation(const Identifier& name) {
  std::vector<std::string_view> known;
  for (const Meaning& meaning : kMeanings) known.push_back(meaning.name);
  for (const Meaning& meaning : kMeanings) {
    if (!meaning.alias.empty()) known.push_back(meaning.alias);
  }
  known.insert(known.end(), kWithoutEffect.begin(), kWithoutEffect.end());
  const std::string_view nearest = nearest_word(normalised(name.text), known);
  std::string message = "unknown annotation '@" + name.text + "'";
  if (!nearest.empty()) message += " (did you mean '@" + std::string(nearest) + "'?)";
  message += "; annotations are";
  for (const Meaning& meaning : kMeanings) message += " @" + std::string(meaning.name);
  return option_error(name.place.span, std::move(message));
}

/// The value ends at a comment behind it: `8  -- one a core`, and the `8  # one a core` of
/// Velostream's templates.
std::string_view without_trailing_comment(std::string_view value) {
  for (std::size_t i = 1; i < value.size(); ++i) {
    const bool is_blank_before = value[i - 1] == ' ' || value[i - 1] == '\t';
    if (!is_blank_before) continue;
    if (value[i] == '#' || value.substr(i, 2) == "--") return trim(value.substr(0, i));
  }
  return trim(value);
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '.';
}

/// Cuts `@name: value` apart.
Result<AnnotationLine> parse_line(const AnnotationComment& comment) {
  const std::string_view text = comment.text;
  std::size_t end = 1;
  while (end < text.size() && is_name_character(text[end])) ++end;
  const auto place = [&](std::size_t from, std::size_t to) {
    return SourceSpan{comment.span.begin + static_cast<std::uint32_t>(from),
                      comment.span.begin + static_cast<std::uint32_t>(to)};
  };
  AnnotationLine line;
  line.name = {std::string(text.substr(1, end - 1)), {place(0, end)}};
  if (end == 1) return syntax_error(place(0, 1), "expected the name of an annotation after '@'");
  std::size_t colon = end;
  while (colon < text.size() && (text[colon] == ' ' || text[colon] == '\t')) ++colon;
  const std::string canonical = normalised(line.name.text);
  const Meaning* meaning = meaning_of(canonical);
  if (meaning == nullptr && !is_without_effect(canonical)) return unknown_annotation(line.name);
  if (colon >= text.size() || text[colon] != ':') {
    return syntax_error(place(0, end), "expected ':' and a value after '@" + line.name.text + "'");
  }
  const std::string_view value = without_trailing_comment(text.substr(colon + 1));
  if (value.empty()) {
    return syntax_error(place(0, colon + 1), "expected a value after '@" + line.name.text + ":'");
  }
  const auto begin = static_cast<std::size_t>(value.data() - text.data());
  line.value = {std::string(value), {place(begin, begin + value.size())}};
  line.name.text = meaning == nullptr ? canonical : std::string(meaning->name);
  return line;
}

Status read_line(AnnotationLine line, Reader& reader, Statement& statement) {
  const Meaning* meaning = meaning_of(line.name.text);
  if (meaning == nullptr) {
    reader.remark(line.name.place.span, "annotation '@" + line.name.text + "' has no effect here");
  } else {
    for (const AnnotationLine& earlier : statement.annotation_lines) {
      if (earlier.name.text != line.name.text) continue;
      return option_error(line.name.place.span,
                          "annotation '@" + line.name.text + "' stands twice");
    }
    MILLRACE_CHECK((reader.*meaning->set)({line.value.text, line.value.place.span}));
  }
  statement.annotation_lines.push_back(std::move(line));
  return {};
}

/// Properties mean what annotations of the same name mean, unless a line has said it already.
Status read_property(const AstProperty& property, Reader& reader, const Statement& statement) {
  const Meaning* meaning = meaning_of(normalised(property.key.text));
  if (meaning == nullptr) {
    reader.remark(property.key.place.span,
                  "property '" + property.key.text + "' has no effect here");
    return {};
  }
  for (const AnnotationLine& line : statement.annotation_lines) {
    if (line.name.text != meaning->name) continue;
    reader.remark(property.key.place.span, "property '" + property.key.text +
                                               "' gives way to the annotation '@" + line.name.text +
                                               "'");
    return {};
  }
  return (reader.*meaning->set)({property.value.text, property.value.place.span});
}

}  // namespace

Status read_annotation_lines(std::span<const AnnotationComment> comments, Statement& statement) {
  Reader reader(statement);
  for (const AnnotationComment& comment : comments) {
    MILLRACE_TRY(AnnotationLine line, parse_line(comment));
    if (comment.tokens_before > 0) {
      return syntax_error(comment.span, "annotations stand before the statement, got '@" +
                                            line.name.text + "' behind its first word");
    }
    MILLRACE_CHECK(read_line(std::move(line), reader, statement));
  }
  return {};
}

Status read_properties(Statement& statement) {
  Reader reader(statement);
  for (const AstProperty& property : statement.properties) {
    MILLRACE_CHECK(read_property(property, reader, statement));
  }
  return {};
}

}  // namespace millrace
