// tests/support/text_table.cpp — reads tables that tests write as text.
#include <optional>
#include <utility>

#include "core/base/text.hpp"
#include "core/data/decimal.hpp"
#include "tests/support/run_query.hpp"

namespace millrace::sql_text {
namespace {

std::optional<Value> read_decimal(const std::string& cell, DataType type) {
  const std::optional<Decimal> parsed = parse_decimal(cell);
  if (!parsed) return std::nullopt;
  const std::optional<Decimal> scaled = rescale(*parsed, type.scale);
  if (!scaled || compare(*scaled, *parsed) != 0) return std::nullopt;
  return Value::decimal(scaled->unscaled, type);
}

std::optional<Value> read_timestamp(const std::string& cell) {
  std::optional<std::int64_t> ms = parse_int64(cell);
  if (!ms) ms = parse_timestamp(cell);
  return ms ? std::optional(Value::timestamp(*ms)) : std::nullopt;
}

/// The value that a cell writes; nothing where it is none of the type.
std::optional<Value> read_value(const std::string& cell, DataType type) {
  if (cell == "NULL") return Value::null(type);
  const bool is_quoted = cell.size() >= 2 && cell.front() == '"' && cell.back() == '"';
  switch (type.kind) {
    case TypeKind::kString:
      return Value::string(is_quoted ? cell.substr(1, cell.size() - 2) : cell);
    case TypeKind::kBoolean:
      if (cell != "true" && cell != "false") return std::nullopt;
      return Value::boolean(cell == "true");
    case TypeKind::kBigint: {
      const std::optional<std::int64_t> value = parse_int64(cell);
      return value ? std::optional(Value::bigint(*value)) : std::nullopt;
    }
    case TypeKind::kDouble: {
      const std::optional<double> value = parse_double(cell);
      return value ? std::optional(Value::real(*value)) : std::nullopt;
    }
    case TypeKind::kDecimal:
      return read_decimal(cell, type);
    case TypeKind::kTimestamp:
      break;
  }
  return read_timestamp(cell);
}

/// What a column of the table is: a field of the topic, or another part of the record.
enum class Role : std::uint8_t { kField, kPartition, kKey, kTimestamp };

struct Header {
  Role role = Role::kField;
  DataType type;
};

Result<Header> read_header(const std::string& cell, std::vector<Field>& fields) {
  const std::size_t blank = cell.find(' ');
  const std::string name = cell.substr(0, blank);
  if (name == "_partition") return Header{Role::kPartition, DataType::bigint()};
  if (name == "_key") return Header{Role::kKey, DataType::string()};
  if (name == "_timestamp") return Header{Role::kTimestamp, DataType::timestamp()};
  const std::optional<DataType> type =
      blank == std::string::npos ? std::nullopt : parse_data_type(cell.substr(blank + 1));
  if (!type) return Error{ErrorCode::kInput, "expected 'name TYPE', got '" + cell + "'"};
  fields.push_back({name, *type});
  return Header{Role::kField, *type};
}

Result<InputTable::Record> read_record(const std::string& line,
                                       const std::vector<Header>& headers) {
  const std::vector<std::string> cells = split_cells(line);
  if (cells.size() != headers.size()) {
    return Error{ErrorCode::kInput, "expected " + std::to_string(headers.size()) + " cells, got " +
                                        std::to_string(cells.size()) + ": " + line};
  }
  InputTable::Record record;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    std::optional<Value> value = read_value(cells[i], headers[i].type);
    if (!value) {
      return Error{ErrorCode::kInput, "no " + to_text(headers[i].type) + ": '" + cells[i] + "'"};
    }
    switch (headers[i].role) {
      case Role::kField:
        record.values.push_back(std::move(*value));
        break;
      case Role::kPartition:
        record.partition = static_cast<std::uint32_t>(value->as_int64());
        break;
      case Role::kKey:
        record.key = std::move(*value);
        break;
      case Role::kTimestamp:
        record.timestamp = std::move(*value);
        break;
    }
  }
  return record;
}

}  // namespace

Result<InputTable> parse_table(const std::vector<std::string>& lines) {
  if (lines.empty()) return Error{ErrorCode::kInput, "expected a header line"};
  InputTable table;
  std::vector<Field> fields;
  std::vector<Header> headers;
  for (const std::string& cell : split_cells(lines[0])) {
    MILLRACE_TRY(const Header header, read_header(cell, fields));
    headers.push_back(header);
    table.has_keys |= header.role == Role::kKey;
    table.has_timestamps |= header.role == Role::kTimestamp;
  }
  table.schema = std::make_shared<const Schema>(std::move(fields));
  std::vector<std::int64_t> next_offsets;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    MILLRACE_TRY(InputTable::Record record, read_record(lines[i], headers));
    if (record.partition >= next_offsets.size()) next_offsets.resize(record.partition + 1, 0);
    record.offset = next_offsets[record.partition]++;
    table.records.push_back(std::move(record));
  }
  if (!next_offsets.empty()) {
    table.partition_count = static_cast<std::uint32_t>(next_offsets.size());
  }
  return table;
}

}  // namespace millrace::sql_text
