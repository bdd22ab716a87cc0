// sim/trace/csv_scanner.cpp — one pass over the bytes, eight at a time; quotes are looked at only
// where a field starts.
#include "sim/trace/csv_scanner.hpp"

#include <algorithm>

#include "core/base/assert.hpp"
#include "sim/trace/text_search.hpp"

namespace millrace {
namespace {

std::string_view between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

CsvScanner::CsvScanner(char delimiter, std::uint32_t fields_max)
    : delimiter_(delimiter), fields_(fields_max) {}

std::span<const CsvField> CsvScanner::fields() const {
  return {fields_.data(), std::min<std::size_t>(field_count_, fields_.size())};
}

CsvOutcome CsvScanner::fail(const char* at, const char* seen_to, std::string_view problem) {
  byte_count_ = static_cast<std::size_t>(seen_to - text_.data());
  problem_offset_ = static_cast<std::size_t>(at - text_.data());
  problem_ = problem;
  return CsvOutcome::kMalformed;
}

/// Behind the opening quote; leaves p at the delimiter, line feed or end behind the closing one.
CsvOutcome CsvScanner::scan_quoted(const char*& p, const char* end, bool is_last, CsvField& field) {
  const char* opening = p - 1;
  field = {p, 0, true, false};
  while (true) {
    const void* found = p == end ? nullptr : std::memchr(p, '"', static_cast<std::size_t>(end - p));
    if (found == nullptr) {
      return is_last ? fail(opening, end, "no closing quote") : CsvOutcome::kIncomplete;
    }
    const char* quote = static_cast<const char*>(found);
    if (quote + 1 == end && !is_last) return CsvOutcome::kIncomplete;
    p = quote + 1;
    if (p != end && *p == '"') {
      field.has_doubled_quotes = true;
      ++p;
      continue;
    }
    field.byte_count = static_cast<std::uint32_t>(quote - field.begin);
    line_count_ += static_cast<std::uint32_t>(std::count(field.begin, quote, '\n'));
    if (p != end && *p == '\r') {
      if (p + 1 == end && !is_last) return CsvOutcome::kIncomplete;
      if (p + 1 == end || p[1] == '\n') ++p;
    }
    if (p == end || *p == delimiter_ || *p == '\n') return CsvOutcome::kRecord;
    return fail(p, p, "text behind a closing quote (a quote inside quotes is doubled: \"\")");
  }
}

CsvOutcome CsvScanner::scan(std::string_view text, bool is_last) {
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const char* p = begin;
  text_ = text;
  field_count_ = 0;
  line_count_ = 1;
  CsvField overflow;
  while (true) {
    CsvField& field = field_count_ < fields_.size() ? fields_[field_count_] : overflow;
    if (p != end && *p == '"') {
      ++p;
      const CsvOutcome outcome = scan_quoted(p, end, is_last, field);
      if (outcome != CsvOutcome::kRecord) return outcome;
    } else {
      const char* stop = find_either(p, end, delimiter_, '\n');
      field = {p, static_cast<std::uint32_t>(stop - p), false, false};
      p = stop;
    }
    if (p == end && !is_last) return CsvOutcome::kIncomplete;
    ++field_count_;
    if (p == end || *p == '\n') {
      if (!field.is_quoted && field.byte_count > 0 && p[-1] == '\r') --field.byte_count;
      break;
    }
    ++p;
  }
  byte_count_ = static_cast<std::size_t>(p - begin) + (p == end ? 0 : 1);
  const bool has_return = p != begin && p[-1] == '\r';
  text_ = between(begin, has_return ? p - 1 : p);
  return text_.empty() ? CsvOutcome::kBlank : CsvOutcome::kRecord;
}

void append_undoubled(std::string& out, std::string_view field) {
  for (std::size_t i = 0; i < field.size(); ++i) {
    if (field[i] == '"') ++i;
    MILLRACE_ASSERT(i < field.size());
    out += field[i];
  }
}

}  // namespace millrace
