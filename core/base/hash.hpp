// core/base/hash.hpp — the byte and integer hashes, each bit for bit the published function it is named after.
#pragma once

#include <cstdint>
#include <string_view>

namespace millrace {

/// FNV-1a, 64 bit (Fowler/Noll/Vo): offset basis 0xcbf29ce484222325, prime 0x100000001b3.
inline constexpr std::uint64_t kFnv1a64Basis = 0xcbf29ce484222325ull;
/// Continues a 64-bit FNV-1a hash over more bytes; start with kFnv1a64Basis.
std::uint64_t fnv1a_64(std::string_view bytes, std::uint64_t state = kFnv1a64Basis);
/// FNV-1a, 32 bit: offset basis 0x811c9dc5, prime 0x01000193.
std::uint32_t fnv1a_32(std::string_view bytes);
/// MurmurHash3 x64 128 (Appleby), first 64 bits of the digest.
std::uint64_t murmur3_64(std::string_view bytes, std::uint32_t seed = 0);
/// MurmurHash2 as Apache Kafka's Java client computes it (org.apache.kafka.common.utils.Utils.murmur2),
/// seed 0x9747b28c, not yet masked.
std::uint32_t murmur2_kafka(std::string_view bytes);
/// CRC-32 (IEEE 802.3, reflected, as zlib), what librdkafka's `consistent` partitioners use.
std::uint32_t crc32(std::string_view bytes);
/// XXH3, 64 bit (xxHash 0.8).
std::uint64_t xxh3_64(std::string_view bytes, std::uint64_t seed = 0);
/// Streams are combined with this: XXH3's avalanche of a 64-bit word; a bijection.
constexpr std::uint64_t mix_64(std::uint64_t value) {
  value ^= value >> 37;
  value *= 0x165667919e3779f9ull;
  value ^= value >> 32;
  return value;
}
/// Order-dependent combination of a running hash with the hash of the next part.
constexpr std::uint64_t combine_hash(std::uint64_t state, std::uint64_t next) {
  return mix_64((state ^ next) * 0x9e3779b97f4a7c15ull + (state << 6) + (state >> 2));
}
/// The 31-polynomial over UTF-16 code units of java.lang.String.hashCode(). Bytes are read as UTF-8; malformed
/// sequences
/// count as U+FFFD, as many of them as Java's `new String(bytes, UTF_8)` has.
std::int32_t java_string_hash(std::string_view utf8);

}  // namespace millrace
