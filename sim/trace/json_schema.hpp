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
  /// Declared types go before what was seen; declared columns that were not seen come last.
  SchemaPtr schema(const SchemaPtr& declared) const;

 private:
  TypeEvidence& evidence_of(std::string name);

  std::vector<std::string> names_;
  std::vector<TypeEvidence> evidence_;
  tsl::robin_map<std::string, std::uint32_t> index_;  // never iterated
};

}  // namespace millrace
