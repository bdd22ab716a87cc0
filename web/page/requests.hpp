// web/page/requests.hpp — what the script may ask: a JSON object in, a JSON object out.
#pragma once

#include <nlohmann/json.hpp>

#include "web/page/page.hpp"

namespace millrace {

/// `request["do"]` names one of the requests listed in requests.cpp; an `error` where it is none or cannot be served.
nlohmann::ordered_json answer_to(Page& page, const nlohmann::ordered_json& request);

/// A file that was dropped or chosen.
nlohmann::ordered_json open_file(Page& page, const std::string& name, std::string text);

}  // namespace millrace
