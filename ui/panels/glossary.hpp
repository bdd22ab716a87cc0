// ui/panels/glossary.hpp — what the words of the workbench mean, once: hover texts and the help panel read it.
#pragma once

#include <span>
#include <string_view>

namespace millrace {

struct Term {
  std::string_view name;
  const char* meaning;  // one or two sentences
};

/// In alphabetical order.
std::span<const Term> glossary();
/// REQUIRES: the glossary has this term.
const char* meaning_of(std::string_view term);

}  // namespace millrace
