// sim/trace/csv_header.cpp — the header line, and a sample of the records behind it.
#include "sim/trace/csv_header.hpp"

#include <algorithm>
#include <memory>

#include "core/base/nearest_word.hpp"
#include "sim/trace/csv_scanner.hpp"
#include "sim/trace/text_search.hpp"
#include "sim/trace/type_evidence.hpp"

namespace millrace {
namespace {

constexpr std::uint32_t kColumnsMax = 10'000;

Error header_error(const ReaderOptions& options, std::int64_t line, const std::string& message) {
  return {ErrorCode::kInput, options.recording_name + ":" + std::to_string(line) + ": " + message};
}

std::string text_of(const CsvField& field) {
  std::string text;
  if (field.has_doubled_quotes) {
    append_undoubled(text, field.view());
  } else {
    text = field.is_quoted ? field.view() : trimmed(field.view());
  }
  return text;
}

Result<std::vector<std::string>> names_of(const CsvScanner& scanner, const ReaderOptions& options,
                                          std::int64_t line) {
  const std::size_t invalid = first_invalid_utf8(scanner.text());
  if (invalid < scanner.text().size()) {
    return header_error(options, line, invalid_utf8_message(scanner.text()[invalid]));
  }
  if (scanner.field_count() > kColumnsMax) {
    return header_error(options, line,
                        "the header has " + std::to_string(scanner.field_count()) +
                            " fields; at most " + std::to_string(kColumnsMax) + " are read");
  }
  std::vector<std::string> names;
  for (const CsvField& field : scanner.fields()) {
    names.push_back(text_of(field));
    const std::size_t number = names.size();
    if (names.back().empty()) {
      return header_error(options, line,
                          "field " + std::to_string(number) + " of the header has no name");
    }
    const auto first = std::find(names.begin(), names.end(), names.back());
    const auto first_number = static_cast<std::size_t>(first - names.begin()) + 1;
    if (first_number == number) continue;
    return header_error(options, line,
                        "the header names column " + quoted(names.back()) + " twice, in fields " +
                            std::to_string(first_number) + " and " + std::to_string(number));
  }
  return names;
}

Status check_declared(const CsvHeader& header, const ReaderOptions& options) {
  if (!options.declared) return {};
  const std::vector<std::string_view> words(header.names.begin(), header.names.end());
  std::vector<Field> fields;
  for (const std::string& name : header.names) fields.push_back({name, DataType::string()});
  const Schema schema(std::move(fields));
  for (const Field& field : options.declared->fields()) {
    if (schema.index_of(field.name)) continue;
    return Error{ErrorCode::kOption, "the schema has column " + quoted(field.name) +
                                         ", the header of " + options.recording_name + " has not" +
                                         did_you_mean(field.name, words)};
  }
  return {};
}

void see_record(std::vector<TypeEvidence>& evidence, const CsvScanner& scanner) {
  if (scanner.field_count() != evidence.size()) return;
  std::string unquoted;
  const std::span<const CsvField> fields = scanner.fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    std::string_view text = fields[i].view();
    if (fields[i].has_doubled_quotes) {
      unquoted.clear();
      append_undoubled(unquoted, text);
      text = unquoted;
    }
    text = trimmed(text);
    if (!text.empty()) evidence[i].see_text(text);
  }
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

Result<CsvHeader> read_csv_header(TextWindow& window, char delimiter,
                                  const ReaderOptions& options) {
  CsvHeader header;
  CsvScanner scanner(delimiter, kColumnsMax);
  while (true) {
    const std::string_view text = window.text();
    if (text.empty() && window.is_at_end()) {
      return Error{ErrorCode::kInput, options.recording_name + " has no header line"};
    }
    const CsvOutcome outcome = scanner.scan(text, window.is_at_end());
    if (outcome == CsvOutcome::kIncomplete) {
      if (text.size() > options.record_bytes_max) {
        return header_error(options, header.line_after, "the header line does not end");
      }
      MILLRACE_CHECK(window.extend());
      continue;
    }
    if (outcome == CsvOutcome::kMalformed) {
      return header_error(options, header.line_after,
                          "the header cannot be read: " + std::string(scanner.problem()));
    }
    if (outcome == CsvOutcome::kRecord) break;
    header.line_after += scanner.line_count();
    window.consume(scanner.byte_count());
  }
  MILLRACE_TRY(header.names, names_of(scanner, options, header.line_after));
  header.line_after += scanner.line_count();
  window.consume(scanner.byte_count());
  return header;
}

Result<SchemaPtr> infer_csv_schema(TextWindow& window, char delimiter, const CsvHeader& header,
                                   const ReaderOptions& options) {
  MILLRACE_CHECK(check_declared(header, options));
  MILLRACE_CHECK(window.extend_to(options.sample_bytes));
  std::vector<TypeEvidence> evidence(header.names.size());
  CsvScanner scanner(delimiter, static_cast<std::uint32_t>(header.names.size()));
  // Cut where the bytes asked for end, not where those read happen to: types must not depend on how
  // a pipe delivers.
  const bool is_whole = window.is_at_end() && window.text().size() <= options.sample_bytes;
  std::string_view sample = window.text().substr(0, options.sample_bytes);
  for (std::uint32_t row = 0; row < options.sample_rows && !sample.empty(); ++row) {
    const CsvOutcome outcome = scanner.scan(sample, is_whole);
    if (outcome == CsvOutcome::kIncomplete) break;
    if (outcome == CsvOutcome::kRecord) see_record(evidence, scanner);
    std::size_t step = scanner.byte_count();
    if (outcome == CsvOutcome::kMalformed) {
      step = std::min(sample.find('\n'), sample.size() - 1) + 1;
    }
    sample.remove_prefix(step);
  }
  std::vector<Field> fields;
  for (std::size_t i = 0; i < header.names.size(); ++i) {
    fields.push_back({header.names[i], evidence[i].type()});
    if (!options.declared) continue;
    const std::optional<std::uint32_t> declared = options.declared->index_of(header.names[i]);
    if (declared) fields.back().type = options.declared->fields()[*declared].type;
  }
  return SchemaPtr(std::make_shared<Schema>(std::move(fields)));
}

}  // namespace millrace
