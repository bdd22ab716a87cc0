// core/route/strategy_info.cpp — validation that follows from a strategy's description alone.
#include "core/route/strategy_info.hpp"

#include "core/base/assert.hpp"
#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"

namespace millrace {
namespace {

std::string quoted(std::string_view text) {
  return "'" + std::string(text) + "'";
}

std::string joined(std::span<const std::string_view> words) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

Error option_error(std::string message) {
  return {ErrorCode::kOption, std::move(message), {}};
}

Error unknown_option(const StrategyInfo& info, std::string_view name) {
  std::vector<std::string_view> known;
  for (const StrategyOption& option : info.options) known.push_back(option.name);
  std::string message = "unknown option " + quoted(name) + " of " + std::string(info.display_name);
  if (known.empty()) return option_error(message + ", which takes no options");
  return option_error(message + did_you_mean(name, known) + "; valid options: " + joined(known));
}

Error bad_value(const StrategyOption& option, std::string_view value) {
  const std::string hint =
      option.kind == OptionKind::kChoice ? did_you_mean(value, option.choices) : std::string();
  return option_error("option " + quoted(option.name) + " must be " + std::string(option.range) +
                      ", got " + quoted(value) + hint);
}

bool is_choice(const StrategyOption& option, std::string_view value) {
  for (const std::string_view choice : option.choices) {
    if (equals_ignoring_case(choice, value)) return true;
  }
  return false;
}

bool is_in_range(const StrategyOption& option, std::string_view value) {
  switch (option.kind) {
    case OptionKind::kChoice:
      return is_choice(option, value);
    case OptionKind::kInteger: {
      const auto number = parse_int64(value);
      return number && *number >= option.minimum && *number <= option.maximum;
    }
    case OptionKind::kFraction: {
      const auto number = parse_double(value);
      return number && *number >= 0.0 && *number <= 1.0;
    }
    case OptionKind::kText:
      return true;
  }
  return false;
}

const StrategyOption* find_option(const StrategyInfo& info, std::string_view name) {
  for (const StrategyOption& option : info.options) {
    if (equals_ignoring_case(option.name, name)) return &option;
  }
  return nullptr;
}

Status check_options(const StrategyInfo& info, const StrategyOptions& options) {
  for (const auto& [name, value] : options) {
    const StrategyOption* option = find_option(info, name);
    if (option == nullptr) return unknown_option(info, name);
    if (!is_in_range(*option, value)) return bad_value(*option, value);
  }
  return {};
}

}  // namespace

Status StrategyInfo::validate(const StrategyContext& context) const {
  if (context.worker_count == 0) {
    return option_error("processing partitions must be at least 1, got 0");
  }
  MILLRACE_CHECK(check_options(*this, context.options));
  if (needs_grouping && !context.has_grouping) {
    return Error{ErrorCode::kRefused,
                 std::string(display_name) +
                     " hashes the columns of GROUP BY or PARTITION BY, and the query has none"};
  }
  return check == nullptr ? Status() : check(context);
}

Result<std::unique_ptr<RoutingStrategy>> StrategyInfo::make(const StrategyContext& context) const {
  MILLRACE_CHECK(validate(context));
  return create(context);
}

bool StrategyInfo::keeps_groups_together(const StrategyContext& context) const {
  if (context.worker_count == 1) return true;
  switch (placement) {
    case Placement::kTogether:
      return true;
    case Placement::kTogetherIfAligned:
      return context.is_aligned;
    case Placement::kScattered:
      return false;
  }
  return false;
}

std::string_view StrategyInfo::option_value(const StrategyContext& context,
                                            std::string_view option) const {
  const StrategyOption* description = find_option(*this, option);
  MILLRACE_ASSERT(description != nullptr);
  std::string_view value = description->default_text;
  for (const auto& [configured, text] : context.options) {
    if (equals_ignoring_case(configured, option)) value = text;
  }
  return value;
}

std::vector<std::string> split_column_list(std::string_view text) {
  std::vector<std::string> columns;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    std::string_view name = text.substr(0, comma);
    text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    if (!name.empty()) columns.emplace_back(name);
  }
  return columns;
}

}  // namespace millrace
