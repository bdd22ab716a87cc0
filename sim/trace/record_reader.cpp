// sim/trace/record_reader.cpp — what all readers say about a value that does not fit.
#include "sim/trace/record_reader.hpp"

#include <algorithm>

#include "core/base/utf8.hpp"

namespace millrace {
namespace {

constexpr std::size_t kOverlongBytesKept = 1000;

}  // namespace

std::string cannot_read_message(const Field& field, std::string_view text, bool was_declared) {
  std::string message = "column " + quoted(field.name) + ": cannot read " + quoted(text) + " as " +
                        to_text(field.type);
  if (was_declared) return message;
  return message + ", the type of the first records; give --schema '" + field.name + " TYPE'";
}

std::string overlong_message(std::size_t record_bytes_max) {
  return "the record is longer than " + std::to_string(record_bytes_max) + " bytes; its first " +
         std::to_string(kOverlongBytesKept) + " are kept";
}

std::string_view overlong_excerpt(std::string_view record) {
  std::size_t cut = std::min(kOverlongBytesKept, record.size());
  while (cut > 0 && cut < record.size() && is_utf8_continuation(record[cut])) --cut;
  return record.substr(0, cut);
}

std::vector<bool> declared_columns(const Schema& schema, const ReaderOptions& options) {
  std::vector<bool> is_declared(schema.column_count(), false);
  if (!options.declared) return is_declared;
  for (std::uint32_t i = 0; i < schema.column_count(); ++i) {
    is_declared[i] = options.declared->index_of(schema.fields()[i].name).has_value();
  }
  return is_declared;
}

}  // namespace millrace
