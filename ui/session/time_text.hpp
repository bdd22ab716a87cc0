// ui/session/time_text.hpp — an instant of virtual time as people type it.
#pragma once

#include <string_view>

#include "core/base/result.hpp"
#include "core/base/units.hpp"

namespace millrace {

/// `1:23.4`, `00:01:23.456`, `12.5` (seconds), `1.5ms`, `+10s` and `-2s` from now, `80 %` of the
/// duration, `start`, `end`.
/// Never before 0; kEndOfRuns from the duration on. kInput: cannot be read; says what can.
Result<VirtualTime> read_time(std::string_view text, VirtualTime now, VirtualTime duration);

}  // namespace millrace
