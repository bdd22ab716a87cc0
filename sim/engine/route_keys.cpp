// sim/engine/route_keys.cpp — from clear bits to counts.
#include "sim/engine/route_keys.hpp"

#include <algorithm>
#include <bit>

namespace millrace {

namespace {

constexpr std::size_t kBits = 256;
constexpr std::size_t kRoutesMax = 32'768;

/// By bits that are set: the number of keys after which as many are expected to be, 256 (1/256 + 1/255 + …).
constexpr std::array<std::int64_t, kBits + 1> kCounts = [] {
  std::array<std::int64_t, kBits + 1> counts = {};
  double keys = 0.0;
  for (std::size_t set = 1; set <= kBits; ++set) {
    keys += static_cast<double>(kBits) / static_cast<double>(kBits - set + 1);
    counts[set] = std::min(static_cast<std::int64_t>(keys + 0.5), RouteKeys::kMany);
  }
  counts[kBits] = RouteKeys::kMany;
  return counts;
}();

}  // namespace

RouteKeys::RouteKeys(std::uint32_t source_count, std::uint32_t worker_count)
    : worker_count_(worker_count) {
  const std::size_t routes = std::size_t{source_count} * worker_count;
  if (routes <= kRoutesMax) bits_.resize(routes);
}

RouteKeys::Bits& RouteKeys::bits(SourcePartitionId source, WorkerId worker) {
  const std::size_t route = std::size_t{source.value} * worker_count_ + worker.value;
  return worker.value < worker_count_ && route < bits_.size() ? bits_[route] : unheard_;
}

std::vector<std::int64_t> RouteKeys::counts() const {
  std::vector<std::int64_t> counts;
  counts.reserve(bits_.size());
  for (const Bits& bits : bits_) {
    std::size_t set = 0;
    for (const std::uint64_t word : bits) set += static_cast<std::size_t>(std::popcount(word));
    counts.push_back(kCounts[set]);
  }
  return counts;
}

std::int64_t RouteKeys::byte_count() const {
  return static_cast<std::int64_t>(bits_.size() * sizeof(Bits));
}

}  // namespace millrace
