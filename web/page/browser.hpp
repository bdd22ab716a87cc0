// web/page/browser.hpp — what the page's program says to its script, without being asked.
#pragma once

#include <nlohmann/json.hpp>

namespace millrace {

/// One of `{"first_frame": true}`, `{"changed": true}`, `{"copied": text}`, `{"wants_link": true}`,
/// `{"wants_file": true}`, `{"wants_text": {"text", "is_multiline"}}`, `{"settings": text}`, `{"picture": name}`,
/// `{"export": {"name", "kind", "text", "strategies"}}`: served by onTell in web/site/start.js.
void tell_page(const nlohmann::ordered_json& message);

}  // namespace millrace
