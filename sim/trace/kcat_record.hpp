// sim/trace/kcat_record.hpp — one line of `kcat -C -J`: where the record lay on its topic, its key
// and its payload.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/trace/json_object.hpp"

namespace millrace {

/// Of a recorded or simulated topic; Kafka itself advises far fewer.
inline constexpr std::uint32_t kSourcePartitionsMax = 65'536;

/// {"topic":"t","partition":0,"offset":7,"tstype":"create","ts":978310020000,"broker":1,"headers":[…],"key":"k",
///  "payload":"{…}"} — kcat's own field order; any order is read and further fields are ignored.
struct KcatRecord {
  std::string_view topic;
  std::uint32_t partition = 0;
  std::int64_t offset = 0;
  std::optional<std::int64_t> timestamp_ms;  // nothing when the broker gave none
  JsonValue key;                             // kNull: the record has no key
  JsonValue payload;                         // kNull: a tombstone
};

/// Reads lines into records; keeps what it must copy until the next line.
class KcatRecordReader {
 public:
  /// REQUIRES: `line` is valid UTF-8. Views of the record live as long as the line and until the
  /// next read().
  std::optional<JsonProblem> read(std::string_view line, KcatRecord& record);
  /// Only topic and partition, and no further than to them: for a quick look over a whole
  /// recording.
  bool read_place(std::string_view line, KcatRecord& record);

 private:
  void take(const JsonMember& member, KcatRecord& record);

  std::string topic_scratch_;
  unsigned seen_ = 0;  // one bit a field
};

}  // namespace millrace
