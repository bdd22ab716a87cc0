// sim/trace/kcat_survey.cpp — a first pass over the envelopes.
#include "sim/trace/kcat_survey.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"
#include "sim/trace/kcat_record.hpp"
#include "sim/trace/line_cursor.hpp"

namespace millrace {
namespace {

class Survey {
 public:
  void see(std::string_view line) {
    KcatRecord record;
    if (!reader_.read_place(line, record)) return;
    if (last_ >= topics_.size() || topics_[last_].name != record.topic) last_ = find(record.topic);
    std::uint32_t& count = topics_[last_].partition_count;
    count = std::max(count, record.partition + 1);
  }
  std::vector<SurveyedTopic> take() { return std::move(topics_); }

 private:
  std::size_t find(std::string_view topic) {
    for (std::size_t i = 0; i < topics_.size(); ++i) {
      if (topics_[i].name == topic) return i;
    }
    topics_.push_back({std::string(topic), 0});
    return topics_.size() - 1;
  }

  KcatRecordReader reader_;
  std::vector<SurveyedTopic> topics_;
  std::size_t last_ = 0;
};

}  // namespace

Result<std::vector<SurveyedTopic>> survey_kcat(TextWindow& window, std::size_t line_bytes_max) {
  Survey survey;
  LineCursor lines(line_bytes_max);
  while (true) {
    MILLRACE_TRY(const bool has_line, lines.next(window));
    if (!has_line) return survey.take();
    const bool is_readable =
        !lines.is_overlong() && (window.block()->is_ascii || is_valid_utf8(lines.line()));
    if (is_readable) survey.see(lines.line());
  }
}

std::vector<SurveyedTopic> survey_kcat(const std::vector<std::string_view>& lines) {
  Survey survey;
  for (const std::string_view line : lines) survey.see(line);
  return survey.take();
}

}  // namespace millrace
