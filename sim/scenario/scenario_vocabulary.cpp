// sim/scenario/scenario_vocabulary.cpp — looking words up as people write them.
#include "sim/scenario/scenario_vocabulary.hpp"

#include "core/base/text.hpp"

namespace millrace {

namespace {

/// Lower case, with '_' for '-' and blanks.
std::string normalised(std::string_view text) {
  std::string word = to_lower(text);
  for (char& c : word) {
    if (c == '-' || c == ' ') c = '_';
  }
  return word;
}

template <typename Info>
const Info* find_in(std::span<const Info> all, std::string_view any_spelling) {
  const std::string typed = normalised(any_spelling);
  for (const Info& info : all) {
    if (normalised(info.name) == typed) return &info;
    for (const std::string_view alias : info.aliases) {
      if (normalised(alias) == typed) return &info;
    }
  }
  return nullptr;
}

}  // namespace

const ChoiceInfo* find_choice(std::span<const ChoiceInfo> choices, std::string_view any_spelling) {
  return find_in(choices, any_spelling);
}

const MeasureInfo* find_measure(std::span<const MeasureInfo> measures,
                                std::string_view any_spelling) {
  return find_in(measures, any_spelling);
}

const ParameterInfo* find_parameter(std::span<const ParameterInfo> parameters,
                                    std::string_view any_spelling) {
  return find_in(parameters, any_spelling);
}

}  // namespace millrace
