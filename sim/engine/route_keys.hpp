// sim/engine/route_keys.hpp — about how many different keys went from each source partition to each worker.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/base/hash.hpp"
#include "core/base/units.hpp"

namespace millrace {

/// Linear counting (Whang, Vander-Zanden and Taylor, ACM TODS 1990) with 256 bits a route: keys set a bit each, and the
/// bits that are still clear say how many there were, within a few percent. A value; counts are the same on every
/// machine, as nothing but additions and divisions of doubles makes them.
class RouteKeys {
 public:
  /// What is told at most; of more keys too few bits stay clear.
  static constexpr std::int64_t kMost = 800;
  static constexpr std::int64_t kMany = kMost + 1;  // "more than that"
  using Bits = std::array<std::uint64_t, 4>;

  /// Of more than 32,768 routes (1 MiB) nothing is counted.
  RouteKeys(std::uint32_t source_count, std::uint32_t worker_count);

  /// The bit of a key, from anything that is its own: 0 … 255.
  static constexpr std::uint8_t place_of(std::uint64_t key) {
    return static_cast<std::uint8_t>(mix_64(mix_64(key + 1)) >> 56);
  }
  /// Where the keys of this route are marked; until the next copy.
  Bits& bits(SourcePartitionId source, WorkerId worker);
  static void mark(Bits& bits, std::uint8_t place) {
    bits[place / 64U] |= std::uint64_t{1} << (place % 64U);
  }

  /// [source][worker], each at most kMany; empty where nothing is counted.
  std::vector<std::int64_t> counts() const;
  std::int64_t byte_count() const;

 private:
  std::uint32_t worker_count_;
  std::vector<Bits> bits_;  // [source][worker]
  Bits unheard_ = {};       // of routes that are not counted
};

}  // namespace millrace
