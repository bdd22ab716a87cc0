// sim/trace/kcat_survey.hpp — which topics a kcat recording holds and how many partitions each has:
// known only at its end, needed before its beginning.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "sim/trace/text_window.hpp"

namespace millrace {

struct SurveyedTopic {
  std::string name;
  std::uint32_t partition_count = 0;  // highest partition number plus one
};

/// Reads the window to its end, looking at the beginning of each line only; lines that cannot be
/// read are passed over. Topics in order of first appearance.
Result<std::vector<SurveyedTopic>> survey_kcat(TextWindow& window, std::size_t line_bytes_max);

/// The same over text that lies in memory.
std::vector<SurveyedTopic> survey_kcat(const std::vector<std::string_view>& lines);

}  // namespace millrace
