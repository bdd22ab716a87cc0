// core/sql/annotations.hpp — the `-- @name: value` lines before a statement: one parser, one vocabulary (semantics §3).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/source_span.hpp"

namespace millrace {

enum class JobMode : std::uint8_t { kSimple, kAdaptive };

/// What the annotations say. Spans cover the values, for errors of those who know which values are valid.
struct Annotations {
  struct Text {
    std::string value;
    SourceSpan span;
  };
  std::optional<Text> partitioning_strategy;  // any spelling; `job` knows the strategies
  std::optional<std::uint32_t> num_partitions;
  std::optional<std::uint32_t> batch_size;
  std::optional<JobMode> job_mode;                  // `adaptive:N` also sets num_partitions
  std::optional<std::vector<Text>> partitioned_by;  // declares the key columns K
};

}  // namespace millrace
