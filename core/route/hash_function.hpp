// core/route/hash_function.hpp — the hash functions a job can route by, and their names in
// configuration.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "core/base/result.hpp"

namespace millrace {

enum class HashFunction : std::uint8_t {
  kXxhash,  // XXH3 of the typed value; columns combined in order, so that no two keys run into each
            // other
  kMurmur3,  // MurmurHash3 x64 of the same typed bytes
  kFnv,      // Velostream's, bit for bit: FNV-1a over the display texts, nothing between them
};

/// In the order of the enumerators; the first is the default.
inline constexpr std::array<std::string_view, 3> kHashFunctionNames = {"xxhash", "murmur3", "fnv"};

std::string_view to_text(HashFunction function);
/// Any case; the error names the valid words and the nearest one.
Result<HashFunction> parse_hash_function(std::string_view text);

}  // namespace millrace
