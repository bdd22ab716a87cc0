// core/exec/over/over_functions.hpp — the functions that exist only in OVER.
#pragma once

#include <span>

#include "core/sql/catalog.hpp"

namespace millrace {

std::span<const OverSignature* const> all_over_functions();

}  // namespace millrace
