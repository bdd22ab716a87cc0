// sim/cli/query_options.cpp — from text to JobSpec; every error names the option and what it takes.
#include "sim/cli/query_options.hpp"

#include <fmt/format.h>

#include <array>

#include "core/base/text.hpp"

namespace millrace::cli {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t ms;
};
constexpr std::array<Unit, 6> kUnits = {Unit{"ms", 1},         Unit{"s", 1'000},
                                        Unit{"m", 60'000},     Unit{"h", 3'600'000},
                                        Unit{"d", 86'400'000}, Unit{"w", 604'800'000}};

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

Result<EventDuration> parse_duration_option(const std::string& option, const std::string& text) {
  const std::size_t digits = text.find_first_not_of("0123456789");
  const Error error{
      ErrorCode::kOption,
      fmt::format("{} takes a whole number with a unit (ms, s, m, h, d, w), like 10s; got '{}'",
                  option, text)};
  if (digits == std::string::npos || digits == 0) return error;
  const std::optional<std::int64_t> count = parse_int64(std::string_view(text).substr(0, digits));
  if (!count) return error;
  for (const Unit& unit : kUnits) {
    std::int64_t ms = 0;
    if (unit.name != std::string_view(text).substr(digits)) continue;
    if (__builtin_mul_overflow(*count, unit.ms, &ms)) return error;
    return EventDuration{ms};
  }
  return error;
}

Result<JobSpec> job_spec_of(const JobOptions& options) {
  JobSpec spec;
  MILLRACE_TRY(spec.processor, parse_processor_kind(options.processor));
  MILLRACE_TRY(spec.selector, parse_selector_mode(options.selector));
  MILLRACE_TRY(spec.merge, parse_merge_policy(options.merge));
  spec.allow_invalid = options.allow_invalid;
  if (options.partitions) spec.worker_count = *options.partitions;
  if (spec.worker_count < 1 || spec.worker_count > kWorkersMax) {
    return Error{ErrorCode::kOption,
                 fmt::format("--partitions takes 1 to {} processing partitions, got {}",
                             kWorkersMax, spec.worker_count)};
  }
  if (!options.strategy.empty()) spec.strategy = options.strategy;
  for (const std::string& option : options.strategy_options) {
    const std::size_t equals = option.find('=');
    if (equals == std::string::npos || equals == 0) {
      return Error{
          ErrorCode::kOption,
          fmt::format("--strategy-option takes NAME=VALUE, like hash_function=fnv; got '{}'",
                      option)};
    }
    spec.strategy_options.emplace_back(option.substr(0, equals), option.substr(equals + 1));
  }
  return spec;
}

std::vector<std::string> split_columns(const std::string& text) {
  std::vector<std::string> columns;
  std::size_t begin = 0;
  while (begin <= text.size() && !text.empty()) {
    const std::size_t comma = std::min(text.find(',', begin), text.size());
    const std::string_view name = trimmed(std::string_view(text).substr(begin, comma - begin));
    if (!name.empty()) columns.emplace_back(name);
    begin = comma + 1;
  }
  return columns;
}

}  // namespace millrace::cli
