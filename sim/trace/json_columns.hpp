// sim/trace/json_columns.hpp — the members of a JSON object as values of a chunk's columns.
#pragma once

#include <tsl/robin_map.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/schema.hpp"
#include "sim/trace/chunk.hpp"
#include "sim/trace/json_object.hpp"
#include "sim/trace/record_reader.hpp"

namespace millrace {

/// Why an object is no row; `offset` where a place in its text is to blame.
struct ObjectProblem {
  std::string message;
  std::optional<std::size_t> offset;
};

/// A member named like a column is its value, the last where there are several; null and no member
/// at all are NULL; members that are no column are ignored. Used by one thread.
class JsonColumns {
 public:
  JsonColumns(SchemaPtr schema, const ReaderOptions& options);

  /// Writes the row; the problem, where it cannot. REQUIRES: `object` is valid UTF-8.
  std::optional<ObjectProblem> read(std::string_view object, Chunk& chunk, std::uint32_t row);
  /// Every column NULL.
  void set_nulls(Chunk& chunk, std::uint32_t row) const;

 private:
  static constexpr std::uint32_t kNoColumn = 0xffffffffu;
  /// The column that a member at a position had in the last record: objects of one topic look
  /// alike.
  struct Habit {
    std::string name;
    std::uint32_t column = kNoColumn;
  };

  std::uint32_t column_of(const JsonMember& member, std::size_t position);
  std::optional<ObjectProblem> set_value(ColumnFiller& column, std::uint32_t row,
                                         std::uint32_t index);

  SchemaPtr schema_;
  std::vector<bool> is_declared_;
  std::vector<bool> is_required_;
  tsl::robin_map<std::string_view, std::uint32_t> columns_by_name_;  // never iterated
  std::vector<Habit> habits_;
  std::vector<JsonValue> values_;  // of the object being read, by column
  std::vector<bool> is_present_;
  std::string scratch_;
};

}  // namespace millrace
