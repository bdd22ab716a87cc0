// web/page/browser.cpp — the calls from the program into JavaScript.
#include "web/page/browser.hpp"

#include <emscripten.h>

EM_JS(void, millrace_tell_page, (const char* json),
      { Module["onTell"](JSON.parse(UTF8ToString(json))); });

// Workers that Emscripten keeps for threads, and that have loaded the program.
EM_JS(int, millrace_ready_threads, (), {
  const threads = Module["PThread"];
  let count = 0;
  for (const worker of threads ? threads.unusedWorkers : []) count += worker.loaded ? 1 : 0;
  return count;
});

namespace millrace {

void tell_page(const nlohmann::ordered_json& message) {
  millrace_tell_page(
      message.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
}

std::uint32_t ready_threads() {
  return static_cast<std::uint32_t>(millrace_ready_threads());
}

}  // namespace millrace
