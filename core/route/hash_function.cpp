// core/route/hash_function.cpp — names of hash functions.
#include "core/route/hash_function.hpp"

#include <string>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"

namespace millrace {

std::string_view to_text(HashFunction function) {
  return kHashFunctionNames[static_cast<std::uint8_t>(function)];
}

Result<HashFunction> parse_hash_function(std::string_view text) {
  for (std::uint8_t i = 0; i < kHashFunctionNames.size(); ++i) {
    if (equals_ignoring_case(text, kHashFunctionNames[i])) return static_cast<HashFunction>(i);
  }
  return Error{ErrorCode::kOption, "unknown hash function '" + std::string(text) + "'" +
                                       did_you_mean(text, kHashFunctionNames) +
                                       "; valid options: xxhash, murmur3, fnv"};
}

}  // namespace millrace
