// sim/trace/kcat_reader.hpp — recordings made with `kcat -C -J`: the records of a Kafka topic as
// they lay there.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/result.hpp"
#include "sim/trace/record_reader.hpp"

namespace millrace {

struct KcatOptions {
  std::string topic;
  bool passes_over_other_topics =
      false;  // else their records are unreadable: nobody said that they do not matter
  bool keeps_places =
      true;  // false: the records will be laid out anew, whatever their partition and offset
  std::uint32_t partition_count =
      1;  // when places are kept, a record on a later partition is unreadable
};

/// Columns come from the payload: a JSON object, or a string that holds one. A tombstone (payload
/// null) is a row of NULLs with its key. Chunks get recorded places. Errors as open_json_lines.
Result<std::unique_ptr<RecordReader>> open_kcat(TextWindow& window, const ReaderOptions& options,
                                                const KcatOptions& kcat);

}  // namespace millrace
