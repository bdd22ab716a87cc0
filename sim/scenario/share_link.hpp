// sim/scenario/share_link.hpp — a whole scenario, and what one looked at, as the part of an address behind `#`: the
// same on the command line, on a desktop and in a browser. The format is described in web/README.md.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/base/units.hpp"

namespace millrace {

/// A longer fragment is refused unread: what is packed can unpack to a thousand times as much.
inline constexpr std::size_t kShareFragmentBytesMax = 1 << 18;

/// What a link carries.
struct SharedScenario {
  std::string text;                // YAML, as the user has it
  std::string name;                // its file; may be empty
  std::optional<VirtualTime> at;   // where time stood
  std::string strategy;            // selected; canonical name, may be empty
  std::string compared;            // beside it; canonical name, may be empty
  std::vector<std::string> shown;  // canonical names, where they are others than the scenario says
  std::string key;                 // followed; may be empty
  std::optional<std::uint64_t> run_hash;  // of all its strategies, where that was known
  std::string version;                    // of the program that made the link; may be empty
  friend bool operator==(const SharedScenario&, const SharedScenario&) = default;
};

/// `#s=…&n=…&t=…&r=…&c=…&a=…&k=…&h=…&v=…`. The same on every platform, bit for bit.
std::string share_fragment(const SharedScenario& shared);

/// Reads a fragment, or an address that ends in one. Parameters it does not know are left aside: a later version may
/// write them. Errors (kInput): there is no `s=`; it was cut off or changed on the way; it is too long.
Result<SharedScenario> read_share_fragment(std::string_view fragment);

}  // namespace millrace
