// sim/trace/csv_reader.cpp — fields into columns; what does not fit goes alone and the next line is
// read as ever.
#include "sim/trace/csv_reader.hpp"

#include <algorithm>
#include <utility>

#include "sim/trace/csv_header.hpp"
#include "sim/trace/csv_scanner.hpp"
#include "sim/trace/text_search.hpp"

namespace millrace {
namespace {

class CsvReader final : public RecordReader {
 public:
  CsvReader(SchemaPtr schema, std::int64_t line, char delimiter, const ReaderOptions& options)
      : schema_(std::move(schema)),
        is_declared_(declared_columns(*schema_, options)),
        scanner_(delimiter, schema_->column_count()),
        record_bytes_max_(options.record_bytes_max),
        line_(line) {}

  const SchemaPtr& schema() const override { return schema_; }

  Status read(TextWindow& window, Chunk& chunk, UnreadableRecords& unreadable) override {
    while (!chunk.is_full()) {
      const std::size_t consumed = read_text(window, chunk, unreadable);
      window.consume(consumed);
      if (chunk.is_full() || (window.is_at_end() && window.text().empty())) break;
      // The rest is the beginning of a record; at the end of the input the next round takes it as
      // it is.
      MILLRACE_CHECK(window.extend());
    }
    return {};
  }

 private:
  std::size_t read_text(const TextWindow& window, Chunk& chunk, UnreadableRecords& unreadable);
  void read_record(std::string_view record, const TextBlockPtr& block, Chunk& chunk,
                   UnreadableRecords& unreadable);
  bool set_field(ColumnFiller& column, std::uint32_t row, const CsvField& field);
  bool set_odd_field(ColumnFiller& column, std::uint32_t row, const CsvField& field);
  std::size_t reject_line(std::string_view text, bool is_last, const std::string& message,
                          std::size_t problem_offset, Chunk& chunk, UnreadableRecords& unreadable);
  std::size_t reject_overlong(std::string_view text, bool is_last, Chunk& chunk,
                              UnreadableRecords& unreadable);
  std::size_t skip_line(std::string_view text);

  SchemaPtr schema_;
  std::vector<bool> is_declared_;
  CsvScanner scanner_;
  std::size_t record_bytes_max_;
  std::int64_t line_;
  bool is_skipping_ = false;  // within a line that is too long
  std::string scratch_;
};

/// Reads whole records; the number of bytes they take.
std::size_t CsvReader::read_text(const TextWindow& window, Chunk& chunk,
                                 UnreadableRecords& unreadable) {
  const std::string_view text = window.text();
  const bool is_last = window.is_at_end();
  std::size_t at = is_skipping_ ? skip_line(text) : 0;
  while (at < text.size() && !chunk.is_full()) {
    const std::string_view rest = text.substr(at);
    const CsvOutcome outcome = scanner_.scan(rest, is_last);
    std::size_t step = scanner_.byte_count();
    if (outcome == CsvOutcome::kIncomplete && rest.size() <= record_bytes_max_) break;
    if (outcome == CsvOutcome::kIncomplete || step > record_bytes_max_) {
      step = reject_overlong(rest, is_last, chunk, unreadable);
    } else if (outcome == CsvOutcome::kMalformed) {
      step = reject_line(rest, is_last, std::string(scanner_.problem()), scanner_.problem_offset(),
                         chunk, unreadable);
    } else {
      if (outcome == CsvOutcome::kRecord) {
        read_record(scanner_.text(), window.block(), chunk, unreadable);
      }
      line_ += scanner_.line_count();
    }
    if (step == 0) break;
    at += step;
  }
  return at;
}

void CsvReader::read_record(std::string_view record, const TextBlockPtr& block, Chunk& chunk,
                            UnreadableRecords& unreadable) {
  if (!block->is_ascii) {
    const std::size_t invalid = first_invalid_utf8(record);
    if (invalid < record.size()) {
      unreadable.add_at(line_, invalid, invalid_utf8_message(record[invalid]), record);
      return chunk.count_unreadable(record.size());
    }
  }
  if (scanner_.field_count() != schema_->column_count()) {
    unreadable.add(line_,
                   "expected " + std::to_string(schema_->column_count()) + " fields, got " +
                       std::to_string(scanner_.field_count()),
                   record);
    return chunk.count_unreadable(record.size());
  }
  const std::uint32_t row = chunk.open_row();
  const std::span<const CsvField> fields = scanner_.fields();
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (set_field(chunk.columns[i], row, fields[i])) continue;
    if (set_odd_field(chunk.columns[i], row, fields[i])) continue;
    unreadable.add(line_,
                   cannot_read_message(schema_->fields()[i], fields[i].view(), is_declared_[i]),
                   record);
    return chunk.count_unreadable(record.size());
  }
  chunk.commit_row(record, block);
}

/// The plain case; false also where set_odd_field knows better.
bool CsvReader::set_field(ColumnFiller& column, std::uint32_t row, const CsvField& field) {
  if (field.byte_count == 0) {
    if (field.is_quoted && column.type().kind == TypeKind::kString) return column.set_text(row, "");
    column.set_null(row);
    return true;
  }
  if (field.has_doubled_quotes) return false;
  return column.set_text(row, field.view());
}

/// Doubled quotes, and blanks around what is not a string.
bool CsvReader::set_odd_field(ColumnFiller& column, std::uint32_t row, const CsvField& field) {
  scratch_.clear();
  if (field.has_doubled_quotes) {
    append_undoubled(scratch_, field.view());
  } else {
    scratch_ = trimmed(field.view());
    if (scratch_.empty()) {
      column.set_null(row);
      return true;
    }
  }
  return column.set_text(row, scratch_);
}

/// Gives up the first line alone, so that one stray quote does not swallow the lines behind it. 0:
/// the line is not whole yet.
std::size_t CsvReader::reject_line(std::string_view text, bool is_last, const std::string& message,
                                   std::size_t problem_offset, Chunk& chunk,
                                   UnreadableRecords& unreadable) {
  const std::size_t line_feed = text.find('\n');
  if (std::min(line_feed, text.size()) > record_bytes_max_) {
    return reject_overlong(text, is_last, chunk, unreadable);
  }
  if (line_feed == std::string_view::npos && !is_last) return 0;
  std::string_view line = text.substr(0, line_feed);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  if (problem_offset <= line.size()) {
    unreadable.add_at(line_, problem_offset, message, line);
  } else {
    unreadable.add(line_, message + ", in a quoted field that starts in this line", line);
  }
  chunk.count_unreadable(line.size());
  ++line_;
  return line_feed == std::string_view::npos ? text.size() : line_feed + 1;
}

std::size_t CsvReader::reject_overlong(std::string_view text, bool is_last, Chunk& chunk,
                                       UnreadableRecords& unreadable) {
  const std::string limit = std::to_string(record_bytes_max_) + " bytes";
  if (text.substr(0, record_bytes_max_).find('\n') != std::string_view::npos) {
    return reject_line(text, is_last, "no closing quote within " + limit, 0, chunk, unreadable);
  }
  unreadable.add(line_, overlong_message(record_bytes_max_), overlong_excerpt(text));
  chunk.count_unreadable(record_bytes_max_);
  return skip_line(text);
}

/// Goes on to the next line; is_skipping_ where that is not in sight yet.
std::size_t CsvReader::skip_line(std::string_view text) {
  const std::size_t line_feed = text.find('\n');
  is_skipping_ = line_feed == std::string_view::npos;
  if (is_skipping_) return text.size();
  ++line_;
  return line_feed + 1;
}

}  // namespace

Result<std::unique_ptr<RecordReader>> open_csv(TextWindow& window, char delimiter,
                                               const ReaderOptions& options) {
  MILLRACE_TRY(const CsvHeader header, read_csv_header(window, delimiter, options));
  MILLRACE_TRY(SchemaPtr schema, infer_csv_schema(window, delimiter, header, options));
  return std::unique_ptr<RecordReader>(
      std::make_unique<CsvReader>(std::move(schema), header.line_after, delimiter, options));
}

}  // namespace millrace
