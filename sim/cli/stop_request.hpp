// sim/cli/stop_request.hpp — Ctrl-C as a wish: the first asks for a graceful stop that drains, the
// second ends at once.
#pragma once

namespace millrace::cli {

void install_stop_request();
bool is_stop_requested();

}  // namespace millrace::cli
