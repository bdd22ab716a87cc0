// core/route/strategies.cpp — builds the list from strategies.list; there is no other registration.
#include "core/route/strategies.hpp"

#include <string>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"

namespace millrace {

namespace strategies {
#define X(name) extern const StrategyInfo name;
#include "core/route/strategies/strategies.list"
#undef X
}  // namespace strategies

namespace {

/// Lower case, with one spelling of the gap between words.
std::string normalised(std::string_view spelling) {
  std::string text = to_lower(spelling);
  for (char& c : text) {
    if (c == '-' || c == ' ') c = '_';
  }
  return text;
}

bool is_called(const StrategyInfo& info, std::string_view normalised_spelling) {
  if (info.name == normalised_spelling) return true;
  if (equals_ignoring_case(info.display_name, normalised_spelling)) return true;
  for (const std::string_view alias : info.aliases) {
    if (alias == normalised_spelling) return true;
  }
  return false;
}

}  // namespace

const std::vector<const StrategyInfo*>& all_strategies() {
  static const std::vector<const StrategyInfo*> list = {
#define X(name) &strategies::name,
#include "core/route/strategies/strategies.list"
#undef X
  };
  return list;
}

const StrategyInfo* find_strategy(std::string_view any_spelling) {
  const std::string spelling = normalised(any_spelling);
  for (const StrategyInfo* info : all_strategies()) {
    if (is_called(*info, spelling)) return info;
  }
  return nullptr;
}

Result<const StrategyInfo*> strategy_named(std::string_view any_spelling) {
  if (const StrategyInfo* info = find_strategy(any_spelling)) return info;
  std::vector<std::string_view> words;
  std::string options;
  for (const StrategyInfo* info : all_strategies()) {
    if (!options.empty()) options += ", ";
    options += info->name;
    words.push_back(info->name);
    words.insert(words.end(), info->aliases.begin(), info->aliases.end());
  }
  return Error{ErrorCode::kOption, "unknown partitioning strategy '" + std::string(any_spelling) +
                                       "'" + did_you_mean(any_spelling, words) +
                                       "; valid options: " + options};
}

}  // namespace millrace
