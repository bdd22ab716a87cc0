// sim/trace/unreadable_records.hpp — records that cannot be read become dead letters that say where
// and why.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/data/dead_letter.hpp"

namespace millrace {

/// Where a record lies on its topic, where that is known.
struct TopicPlace {
  SourcePartitionId source_partition;
  std::int64_t offset = -1;  // -1: it never came to lie on the topic
};

/// Collects the dead letters of one recording. Error texts read `name:line[:column]: what is
/// wrong`; lines and columns count from 1, columns in UTF-8 code points, as an editor shows them.
class UnreadableRecords {
 public:
  UnreadableRecords(std::string recording_name, std::string topic);

  void add(std::int64_t line, std::string_view message, std::string_view original,
           TopicPlace place = {});
  /// The same with the column of byte `offset` of the record.
  void add_at(std::int64_t line, std::size_t offset, std::string_view message,
              std::string_view original, TopicPlace place = {});

  std::int64_t count() const { return count_; }
  std::vector<DeadLetter> take();

 private:
  std::string recording_name_;
  std::string topic_;
  std::vector<DeadLetter> letters_;
  std::int64_t count_ = 0;  // of all, also of those taken
};

/// A value in quotes for a message, cut to a readable length: 'abc'.
std::string quoted(std::string_view value);

/// "invalid UTF-8: byte 0xe9"; `text` is where it starts.
std::string invalid_utf8_message(char byte);

}  // namespace millrace
