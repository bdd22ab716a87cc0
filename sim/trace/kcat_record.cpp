// sim/trace/kcat_record.cpp — the envelope that kcat writes around each record (its json.c).
#include "sim/trace/kcat_record.hpp"

#include "core/base/text.hpp"
#include "sim/trace/value_text.hpp"

namespace millrace {
namespace {

enum Seen : unsigned { kTopic = 1, kPartition = 2, kOffset = 4, kPayload = 8 };
constexpr unsigned kPlace = kTopic | kPartition;
static_assert(kSourcePartitionsMax == 65536, "the number in the message");
constexpr unsigned kAll = kPlace | kOffset | kPayload;

std::optional<std::int64_t> whole_number(const JsonValue& value) {
  if (value.kind != JsonKind::kNumber) return std::nullopt;
  return read_bigint(value.text);
}

std::string_view first_missing(unsigned seen) {
  if ((seen & kTopic) == 0) return "a topic name in \"topic\"";
  if ((seen & kPartition) == 0) return "a partition number below 65536 in \"partition\"";
  if ((seen & kOffset) == 0) return "an offset of at least 0 in \"offset\"";
  return "\"payload\"";
}

}  // namespace

/// A member that does not hold what it should counts as missing.
void KcatRecordReader::take(const JsonMember& member, KcatRecord& record) {
  const JsonValue& value = member.value;
  if (member.name == "topic" && value.kind == JsonKind::kString) {
    record.topic = value.text;
    if (value.has_escapes) {
      topic_scratch_.clear();
      append_unescaped(topic_scratch_, value.text);
      record.topic = topic_scratch_;
    }
    seen_ |= kTopic;
  } else if (member.name == "partition") {
    const auto number = whole_number(value);
    if (!number || *number < 0 || *number >= kSourcePartitionsMax) return;
    record.partition = static_cast<std::uint32_t>(*number);
    seen_ |= kPartition;
  } else if (member.name == "offset") {
    const auto number = whole_number(value);
    if (!number || *number < 0) return;
    record.offset = *number;
    seen_ |= kOffset;
  } else if (member.name == "ts") {
    const auto number = whole_number(value);
    if (number && *number >= 0) record.timestamp_ms = number;  // -1: the broker has none
  } else if (member.name == "key") {
    record.key = value;
  } else if (member.name == "payload") {
    record.payload = value;
    seen_ |= kPayload;
  }
}

std::optional<JsonProblem> KcatRecordReader::read(std::string_view line, KcatRecord& record) {
  record = {};
  seen_ = 0;
  JsonObject object(line);
  JsonMember member;
  while (object.next(member)) take(member, record);
  if (object.problem()) return object.problem();
  if (seen_ == kAll) return std::nullopt;
  return JsonProblem{0, "expected a record of kcat -J with " + std::string(first_missing(seen_))};
}

bool KcatRecordReader::read_place(std::string_view line, KcatRecord& record) {
  seen_ = 0;
  JsonObject object(line);
  JsonMember member;
  while ((seen_ & kPlace) != kPlace && object.next(member)) take(member, record);
  return (seen_ & kPlace) == kPlace;
}

}  // namespace millrace
