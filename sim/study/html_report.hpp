// sim/study/html_report.hpp — a comparison as one self-contained HTML file: charts, verdicts with evidence, the
// scenario,
// seed, version, hash and assumptions. Loads nothing from anywhere.
#pragma once

#include <string>
#include <string_view>

#include "sim/study/comparison.hpp"

namespace millrace {

std::string html_report(const Comparison& comparison, std::string_view version);

}  // namespace millrace
