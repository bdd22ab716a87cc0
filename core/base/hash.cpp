// core/base/hash.cpp — byte-wise little-endian reads throughout, so that every platform gives the
// same digest.
#include "core/base/hash.hpp"

#include <array>
#include <cstring>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "core/base/utf8.hpp"

namespace millrace {
namespace {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "blocks are read by memcpy");

template <typename Word>
Word read_word(const char* bytes) {
  Word word;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

constexpr std::uint64_t rotate_left(std::uint64_t value, int bits) {
  return (value << bits) | (value >> (64 - bits));
}

/// MurmurHash3's 64-bit finaliser.
constexpr std::uint64_t finalise(std::uint64_t value) {
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdull;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53ull;
  value ^= value >> 33;
  return value;
}

/// How many bytes Java's UTF-8 decoder replaces by one U+FFFD at the start of malformed text. It is
/// the maximal subpart, except that an encoded surrogate (ED A0..BF) is taken as the one sequence
/// that it looks like.
std::uint32_t java_malformed_length(std::string_view text, std::uint32_t maximal_subpart) {
  const bool is_surrogate = text.size() >= 2 && text[0] == '\xed' && is_utf8_continuation(text[1]);
  if (!is_surrogate) return maximal_subpart;
  return text.size() >= 3 && is_utf8_continuation(text[2]) ? 3 : 2;
}

constexpr std::array<std::uint32_t, 256> crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1u) ? 0xedb88320u : 0u);
    table[i] = value;
  }
  return table;
}
constexpr auto kCrcTable = crc_table();

}  // namespace

std::uint64_t fnv1a_64(std::string_view bytes, std::uint64_t state) {
  for (const char byte : bytes) {
    state ^= static_cast<unsigned char>(byte);
    state *= 0x100000001b3ull;
  }
  return state;
}

std::uint32_t fnv1a_32(std::string_view bytes) {
  std::uint32_t state = 0x811c9dc5u;
  for (const char byte : bytes) {
    state ^= static_cast<unsigned char>(byte);
    state *= 0x01000193u;
  }
  return state;
}

std::uint64_t murmur3_64(std::string_view bytes, std::uint32_t seed) {
  constexpr std::uint64_t kC1 = 0x87c37b91114253d5ull;
  constexpr std::uint64_t kC2 = 0x4cf5ad432745937full;
  const auto scramble_1 = [](std::uint64_t k) { return rotate_left(k * kC1, 31) * kC2; };
  const auto scramble_2 = [](std::uint64_t k) { return rotate_left(k * kC2, 33) * kC1; };
  std::uint64_t h1 = seed;
  std::uint64_t h2 = seed;

  std::string_view rest = bytes;
  for (; rest.size() >= 16; rest.remove_prefix(16)) {
    h1 ^= scramble_1(read_word<std::uint64_t>(rest.data()));
    h1 = (rotate_left(h1, 27) + h2) * 5 + 0x52dce729;
    h2 ^= scramble_2(read_word<std::uint64_t>(rest.data() + 8));
    h2 = (rotate_left(h2, 31) + h1) * 5 + 0x38495ab5;
  }
  std::array<char, 16>
      tail{};  // zeros beyond the end contribute nothing, as in the original's switch
  rest.copy(tail.data(), tail.size());
  if (rest.size() > 8) h2 ^= scramble_2(read_word<std::uint64_t>(tail.data() + 8));
  if (!rest.empty()) h1 ^= scramble_1(read_word<std::uint64_t>(tail.data()));

  h1 ^= bytes.size();
  h2 ^= bytes.size();
  h1 += h2;
  h2 += h1;
  h1 = finalise(h1);
  h2 = finalise(h2);
  return h1 + h2;
}

std::uint32_t murmur2_kafka(std::string_view bytes) {
  constexpr std::uint32_t kM = 0x5bd1e995u;
  constexpr int kR = 24;
  std::uint32_t h = 0x9747b28cu ^ static_cast<std::uint32_t>(bytes.size());
  std::string_view rest = bytes;
  for (; rest.size() >= 4; rest.remove_prefix(4)) {
    std::uint32_t k = read_word<std::uint32_t>(rest.data()) * kM;
    k ^= k >> kR;
    h = (h * kM) ^ (k * kM);
  }
  if (!rest.empty()) {
    std::array<char, 4> tail{};
    rest.copy(tail.data(), tail.size());
    h = (h ^ read_word<std::uint32_t>(tail.data())) * kM;
  }
  h ^= h >> 13;
  h *= kM;
  h ^= h >> 15;
  return h;
}

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t state = 0xffffffffu;
  for (const char byte : bytes) {
    state = (state >> 8) ^ kCrcTable[(state ^ static_cast<unsigned char>(byte)) & 0xffu];
  }
  return ~state;
}

std::uint64_t xxh3_64(std::string_view bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

std::int32_t java_string_hash(std::string_view utf8) {
  std::uint32_t hash = 0;
  while (!utf8.empty()) {
    const DecodedUtf8 decoded = decode_utf8(utf8);
    const auto point = static_cast<std::uint32_t>(decoded.code_point);
    if (point < 0x10000) {
      hash = hash * 31 + point;
    } else {
      hash = hash * 31 + (0xd800u + ((point - 0x10000) >> 10));
      hash = hash * 31 + (0xdc00u + ((point - 0x10000) & 0x3ffu));
    }
    utf8.remove_prefix(decoded.is_valid ? decoded.byte_count
                                        : java_malformed_length(utf8, decoded.byte_count));
  }
  return static_cast<std::int32_t>(hash);
}

}  // namespace millrace
