// sim/trace/json_lines_reader.cpp — a line, an object, a row.
#include "sim/trace/json_lines_reader.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "sim/trace/json_columns.hpp"
#include "sim/trace/json_line.hpp"
#include "sim/trace/json_schema.hpp"
#include "sim/trace/line_cursor.hpp"

namespace millrace {
namespace {

class JsonLinesReader final : public RecordReader {
 public:
  JsonLinesReader(SchemaPtr schema, const ReaderOptions& options)
      : schema_(std::move(schema)), columns_(schema_, options), lines_(options.record_bytes_max) {}

  const SchemaPtr& schema() const override { return schema_; }

  Status read(TextWindow& window, Chunk& chunk, UnreadableRecords& unreadable) override {
    while (!chunk.is_full()) {
      MILLRACE_TRY(const bool has_line, lines_.next(window));
      if (!has_line) break;
      if (!read_line(window.block(), chunk, unreadable)) {
        chunk.count_unreadable(lines_.line().size());
      }
    }
    return {};
  }

 private:
  bool read_line(const TextBlockPtr& block, Chunk& chunk, UnreadableRecords& unreadable) {
    const std::string_view line = lines_.line();
    if (!check_line(lines_, block->is_ascii, unreadable)) return false;
    if (const auto problem = columns_.read(line, chunk, chunk.open_row())) {
      if (problem->offset) {
        unreadable.add_at(lines_.line_number(), *problem->offset, problem->message, line);
      } else {
        unreadable.add(lines_.line_number(), problem->message, line);
      }
      return false;
    }
    chunk.commit_row(line, block);
    return true;
  }

  SchemaPtr schema_;
  JsonColumns columns_;
  LineCursor lines_;
};

}  // namespace

Result<std::unique_ptr<RecordReader>> open_json_lines(TextWindow& window,
                                                      const ReaderOptions& options) {
  MILLRACE_TRY(const auto lines, sample_lines(window, options.sample_bytes, options.sample_rows));
  JsonSchemaSample sample;
  bool has_object = false;
  for (const std::string_view line : lines) {
    has_object = (is_valid_utf8(line) && sample.see(line)) || has_object;
  }
  if (!has_object && !options.declared) return no_record_error(lines, options);
  if (sample.has_too_many_members() && !options.declared) return too_many_members_error(options);
  return std::unique_ptr<RecordReader>(
      std::make_unique<JsonLinesReader>(sample.schema(options.declared), options));
}

}  // namespace millrace
