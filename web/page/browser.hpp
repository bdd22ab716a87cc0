// web/page/browser.hpp — what the page's program says to its script without being asked, and asks it.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>

namespace millrace {

/// One of `{"first_frame": true}`, `{"changed": true}`, `{"copied": text}`, `{"wants_link": true}`,
/// `{"wants_file": true}`, `{"wants_text": {"text", "is_multiline"}}`, `{"settings": text}`, `{"picture": name}`,
/// `{"wants_threads": count}` (0: any, in a program without), `{"export": {"name", "kind", "text", "strategies"}}`:
/// served by onTell in web/site/start.js.
void tell_page(const nlohmann::ordered_json& message);

/// Threads that can be started and waited for without a rest in between; none in a program without threads.
std::uint32_t ready_threads();

}  // namespace millrace
