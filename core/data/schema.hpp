// core/data/schema.hpp — names and types of the columns of a topic or a result.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/data/data_type.hpp"

namespace millrace {

struct Field {
  std::string name;
  DataType type;
  friend bool operator==(const Field&, const Field&) = default;
};

/// The columns of a topic, in order. Immutable and shared.
class Schema {
 public:
  explicit Schema(std::vector<Field> fields);

  const std::vector<Field>& fields() const { return fields_; }
  std::uint32_t column_count() const { return static_cast<std::uint32_t>(fields_.size()); }
  /// Exact spelling first, else the only column that matches ignoring case; nothing when none or several do.
  std::optional<std::uint32_t> index_of(std::string_view name) const;
  std::vector<std::string_view> names() const;
  friend bool operator==(const Schema&, const Schema&) = default;

 private:
  std::vector<Field> fields_;
};

using SchemaPtr = std::shared_ptr<const Schema>;

/// Reads `origin STRING, delay BIGINT, price DECIMAL(12,4)`; the error's span points into `text`.
Result<Schema> parse_schema(std::string_view text);

}  // namespace millrace
