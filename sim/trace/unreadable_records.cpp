// sim/trace/unreadable_records.cpp — the words of dead letters.
#include "sim/trace/unreadable_records.hpp"

#include <utility>

#include "core/base/source_span.hpp"
#include "core/base/utf8.hpp"

namespace millrace {

UnreadableRecords::UnreadableRecords(std::string recording_name, std::string topic)
    : recording_name_(std::move(recording_name)), topic_(std::move(topic)) {}

void UnreadableRecords::add(std::int64_t line, std::string_view message, std::string_view original,
                            TopicPlace place) {
  DeadLetter letter;
  letter.topic = topic_;
  letter.source_partition = place.source_partition;
  letter.offset = place.offset;
  letter.error = recording_name_ + ":" + std::to_string(line) + ": " + std::string(message);
  letter.original = std::string(original);
  letters_.push_back(std::move(letter));
  ++count_;
}

void UnreadableRecords::add_at(std::int64_t line, std::size_t offset, std::string_view message,
                               std::string_view original, TopicPlace place) {
  const LineColumn at = line_column_of(original, static_cast<std::uint32_t>(offset));
  add(line + at.line - 1, message, original, place);
  std::string& error = letters_.back().error;
  const std::size_t column_at = error.size() - message.size() - 2;
  error.insert(column_at, std::to_string(at.column).insert(0, 1, ':'));
}

std::vector<DeadLetter> UnreadableRecords::take() {
  return std::exchange(letters_, {});
}

std::string quoted(std::string_view value) {
  constexpr std::size_t kBytesMax = 60;
  if (value.size() <= kBytesMax) return std::string("'").append(value).append("'");
  std::size_t cut = kBytesMax;
  while (cut > 0 && is_utf8_continuation(value[cut])) --cut;
  return std::string("'").append(value.substr(0, cut)).append("…'");
}

std::string invalid_utf8_message(char byte) {
  constexpr char kHex[] = "0123456789abcdef";
  const auto value = static_cast<unsigned char>(byte);
  return std::string("invalid UTF-8: byte 0x") + kHex[value >> 4] + kHex[value & 15] +
         "; recordings must be UTF-8 (iconv -f LATIN1 -t UTF-8 FILE)";
}

}  // namespace millrace
