// sim/trace/json_schema.hpp — the columns of a topic of JSON objects, from a sample of them.
#pragma once

#include <tsl/robin_map.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/data/schema.hpp"
#include "sim/trace/type_evidence.hpp"

namespace millrace {

/// Columns in order of first appearance. Nested values are STRING columns of their JSON text.
/// Members that the sample does not show are no columns unless they are declared.
class JsonSchemaSample {
 public:
  /// Looks at one object; false where it is none (nothing was learnt then).
  bool see(std::string_view object);
  /// More members than columns are made of: objects that are used as maps, with ever new names.
  bool has_too_many_members() const { return names_.size() > kColumnsMax; }
  /// Declared types go before what was seen; declared columns that were not seen come last. With too many
  /// members only the declared ones are columns.
  SchemaPtr schema(const SchemaPtr& declared) const;

 private:
  static constexpr std::size_t kColumnsMax = 2000;

  TypeEvidence& evidence_of(std::string name);

  std::vector<std::string> names_;
  std::vector<TypeEvidence> evidence_;
  tsl::robin_map<std::string, std::uint32_t> index_;  // never iterated
};

}  // namespace millrace
