// web/page/sweeps.hpp — `millrace sweep --json` in pieces, so that the page's script can share the grid out over
// workers and has nothing to work out itself.
#pragma once

#include <nlohmann/json.hpp>

#include "ui/session/session.hpp"

namespace millrace {

// Each request has the command's options with _ for -: `text` (the scenario's), `name` (its file's), `vary` (an object
// of paths and values, or the command's texts), `strategies`, `replications`, `warm_up`, `verdicts`, `allow_invalid`,
// `seed`, `set`. Errors: what is wrong with them, or with the scenario.

/// `{"points"}`: how many the grid has.
nlohmann::ordered_json sweep_plan(const nlohmann::ordered_json& request, const SessionFiles& files);
/// `{"cells"}` of the point with the number `point`.
nlohmann::ordered_json sweep_cells(const nlohmann::ordered_json& request,
                                   const SessionFiles& files);
/// The command's document; `parts` has the cells of each point, in order.
nlohmann::ordered_json sweep_document(const nlohmann::ordered_json& request,
                                      const SessionFiles& files);

}  // namespace millrace
