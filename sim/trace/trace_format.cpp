// sim/trace/trace_format.cpp — one table of formats, and a look at the first record where the name
// does not tell.
#include "sim/trace/trace_format.hpp"

#include <array>
#include <string>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "sim/trace/json_object.hpp"
#include "sim/trace/text_search.hpp"

namespace millrace {
namespace {

struct Spelling {
  std::string_view word;
  TraceFormat format;
};

// The first spelling of a format is its name.
constexpr std::array<Spelling, 6> kNames = {{{"csv", TraceFormat::kCsv},
                                             {"tsv", TraceFormat::kTsv},
                                             {"jsonl", TraceFormat::kJsonLines},
                                             {"kcat", TraceFormat::kKcat},
                                             {"json", TraceFormat::kJsonLines},
                                             {"ndjson", TraceFormat::kJsonLines}}};

// Longer endings before those that they end in.
constexpr std::array<Spelling, 9> kEndings = {{{".kcat.jsonl", TraceFormat::kKcat},
                                               {".kcat.json", TraceFormat::kKcat},
                                               {".kcat", TraceFormat::kKcat},
                                               {".csv", TraceFormat::kCsv},
                                               {".tsv", TraceFormat::kTsv},
                                               {".tab", TraceFormat::kTsv},
                                               {".jsonl", TraceFormat::kJsonLines},
                                               {".ndjson", TraceFormat::kJsonLines},
                                               {".json", TraceFormat::kJsonLines}}};

bool is_kcat_record(std::string_view line) {
  constexpr std::array<std::string_view, 4> kKeys = {"topic", "partition", "offset", "payload"};
  std::array<bool, 4> has_key = {};
  JsonObject object(line);
  JsonMember member;
  while (object.next(member)) {
    for (std::size_t i = 0; i < kKeys.size(); ++i) {
      if (member.name == kKeys[i]) has_key[i] = true;
    }
  }
  if (!has_key[0] || !has_key[1] || !has_key[2]) return false;
  // The text given may end within a long payload.
  const bool is_cut = object.problem() && object.problem()->offset == line.size();
  return is_cut || (has_key[3] && !object.problem());
}

}  // namespace

std::string_view name_of(TraceFormat format) {
  for (const Spelling& spelling : kNames) {
    if (spelling.format == format) return spelling.word;
  }
  return {};
}

Result<TraceFormat> parse_trace_format(std::string_view name) {
  std::array<std::string_view, kNames.size()> words = {};
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (equals_ignoring_case(name, kNames[i].word)) return kNames[i].format;
    words[i] = kNames[i].word;
  }
  return Error{ErrorCode::kOption, "unknown format '" + std::string(name) + "'" +
                                       did_you_mean(name, words) +
                                       "; expected csv, tsv, jsonl or kcat"};
}

std::optional<TraceFormat> trace_format_of_path(std::string_view path) {
  for (const Spelling& ending : kEndings) {
    if (path.size() < ending.word.size()) continue;
    if (equals_ignoring_case(path.substr(path.size() - ending.word.size()), ending.word)) {
      return ending.format;
    }
  }
  return std::nullopt;
}

std::optional<TraceFormat> trace_format_of_text(std::string_view head) {
  const std::size_t start = head.find_first_not_of(" \t\r\n");
  if (start == std::string_view::npos) return std::nullopt;
  if (head[start] != '{') return TraceFormat::kCsv;
  const char* begin = head.data() + start;
  const char* line_end = find_line_feed(begin, head.data() + head.size());
  const std::string_view line(begin, static_cast<std::size_t>(line_end - begin));
  return is_kcat_record(line) ? TraceFormat::kKcat : TraceFormat::kJsonLines;
}

}  // namespace millrace
