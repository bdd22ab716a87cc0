// web/page/browser.cpp — the one call from the program into JavaScript.
#include "web/page/browser.hpp"

#include <emscripten.h>

EM_JS(void, millrace_tell_page, (const char* json),
      { Module["onTell"](JSON.parse(UTF8ToString(json))); });

namespace millrace {

void tell_page(const nlohmann::ordered_json& message) {
  millrace_tell_page(
      message.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace).c_str());
}

}  // namespace millrace
