// sim/workload/choice_list.hpp — looking an entry of a list file up by any of its spellings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/nearest_word.hpp"
#include "core/base/result.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"

namespace millrace {

/// The entry of this name or alias, else an error (kOption) with the nearest word. `kind`: "distribution".
template <typename Info>
Result<const Info*> choice_named(const std::vector<const Info*>& list, std::string_view spelling,
                                 std::string_view kind) {
  std::vector<std::string_view> words;
  for (const Info* info : list) {
    const ChoiceInfo choice = info->choice();
    if (find_choice({&choice, 1}, spelling) != nullptr) return info;
    words.push_back(info->name);
  }
  return Error{ErrorCode::kOption,
               "unknown " + std::string(kind) + " '" + std::string(spelling) + "'" +
                   did_you_mean(spelling, words),
               {}};
}

}  // namespace millrace
