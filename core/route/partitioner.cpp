// core/route/partitioner.cpp — builds the list from partitioners.list; there is no other
// registration.
#include "core/route/partitioner.hpp"

#include <string>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"

namespace millrace {

namespace partitioners {
#define X(name) extern const PartitionerInfo name;
#include "core/route/partitioners/partitioners.list"
#undef X
}  // namespace partitioners

namespace {

std::string normalised(std::string_view spelling) {
  std::string text = to_lower(spelling);
  for (char& c : text) {
    if (c == '-' || c == ' ') c = '_';
  }
  return text;
}

bool is_called(const PartitionerInfo& info, std::string_view spelling) {
  if (info.name == spelling || info.client_id == spelling) return true;
  for (const std::string_view alias : info.aliases) {
    if (alias == spelling) return true;
  }
  return false;
}

}  // namespace

Result<std::unique_ptr<Partitioner>> PartitionerInfo::make(
    const PartitionerContext& context) const {
  if (context.partition_count == 0) {
    return Error{ErrorCode::kOption, "source partitions must be at least 1, got 0"};
  }
  if (context.batch_bytes <= 0) {
    return Error{ErrorCode::kOption, "a producer's batch must be at least 1 byte, got " +
                                         std::to_string(context.batch_bytes)};
  }
  if (check != nullptr) MILLRACE_CHECK(check(context));
  return create(context);
}

const std::vector<const PartitionerInfo*>& all_partitioners() {
  static const std::vector<const PartitionerInfo*> list = {
#define X(name) &partitioners::name,
#include "core/route/partitioners/partitioners.list"
#undef X
  };
  return list;
}

const PartitionerInfo* find_partitioner(std::string_view any_spelling) {
  const std::string spelling = normalised(any_spelling);
  for (const PartitionerInfo* info : all_partitioners()) {
    if (is_called(*info, spelling)) return info;
  }
  return nullptr;
}

Result<const PartitionerInfo*> partitioner_named(std::string_view any_spelling) {
  if (const PartitionerInfo* info = find_partitioner(any_spelling)) return info;
  std::vector<std::string_view> words;
  std::string options;
  for (const PartitionerInfo* info : all_partitioners()) {
    if (!options.empty()) options += ", ";
    options += info->name;
    words.push_back(info->name);
    words.insert(words.end(), info->aliases.begin(), info->aliases.end());
  }
  return Error{ErrorCode::kOption, "unknown partitioner '" + std::string(any_spelling) + "'" +
                                       did_you_mean(any_spelling, words) +
                                       "; valid options: " + options};
}

}  // namespace millrace
