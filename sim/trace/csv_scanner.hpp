// sim/trace/csv_scanner.hpp — cuts CSV text into records and fields (RFC 4180), without looking at
// what they mean.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace millrace {

struct CsvField {
  const char* begin = nullptr;  // of quoted fields: behind the quote
  std::uint32_t byte_count = 0;
  bool is_quoted = false;
  bool has_doubled_quotes = false;  // "" stands for "
  std::string_view view() const { return {begin, byte_count}; }
};

enum class CsvOutcome : std::uint8_t {
  kRecord,
  kBlank,       // an empty line
  kIncomplete,  // the text ends within the record
  kMalformed,   // the quotes make no sense
};

/// Beyond RFC 4180: lines may end in LF alone, the last line in nothing; a quote inside an unquoted
/// field is an ordinary character. Used by one thread; fields point into the text scanned.
class CsvScanner {
 public:
  /// Keeps at most `fields_max` fields of a record, and counts the others.
  CsvScanner(char delimiter, std::uint32_t fields_max);

  /// Scans the record at the start of `text`; `is_last`: nothing follows the text.
  CsvOutcome scan(std::string_view text, bool is_last);

  // Of the last record.
  std::span<const CsvField> fields() const;
  std::uint32_t field_count() const { return field_count_; }
  std::size_t byte_count() const { return byte_count_; }  // with its line end; malformed: looked at
  std::string_view text() const { return text_; }         // without it
  std::uint32_t line_count() const { return line_count_; }
  // Of a malformed one: the place in the text, and what is wrong.
  std::size_t problem_offset() const { return problem_offset_; }
  std::string_view problem() const { return problem_; }

 private:
  CsvOutcome scan_quoted(const char*& p, const char* end, bool is_last, CsvField& field);
  CsvOutcome fail(const char* at, const char* seen_to, std::string_view problem);

  char delimiter_;
  std::vector<CsvField> fields_;
  std::uint32_t field_count_ = 0;
  std::size_t byte_count_ = 0;
  std::string_view text_;
  std::uint32_t line_count_ = 1;
  std::size_t problem_offset_ = 0;
  std::string_view problem_;
};

/// Appends what a field stands for: "" becomes ".
void append_undoubled(std::string& out, std::string_view field);

}  // namespace millrace
