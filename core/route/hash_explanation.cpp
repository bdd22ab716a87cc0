// core/route/hash_explanation.cpp — driven by the list of partitioners, so that a new one explains
// itself.
#include "core/route/hash_explanation.hpp"

#include <array>

#include "core/base/hash.hpp"
#include "core/route/key_hasher.hpp"
#include "core/route/partitioner.hpp"
#include "core/route/partitioners/flink_key_group.hpp"

namespace millrace {
namespace {

bool is_function_of(const PartitionerInfo& info, std::string_view key) {
  return key.empty() ? info.is_function_of_empty_key : info.is_function_of_key;
}

std::string note_of(const PartitionerInfo& info, std::string_view key, std::uint32_t partitions) {
  std::string note(info.client);
  if (info.name == "flink_key_group") {
    const std::uint32_t groups = partitioners::flink_default_max_parallelism(partitions);
    const std::uint32_t group = partitioners::flink_group_of(partitioners::flink_hash(key), groups);
    return note + "; key group " + std::to_string(group) + " of " + std::to_string(groups);
  }
  if (!is_function_of(info, key)) {
    note += key.empty() && info.is_function_of_key ? "; an empty key gets a random partition"
                                                   : "; does not look at the key";
  }
  return note;
}

Result<ClientHash> explain_partitioner(const PartitionerInfo& info, std::string_view key,
                                       std::uint32_t partitions) {
  ClientHash answer = {.client = info.client_id,
                       .hash = info.hash_name,
                       .value = std::nullopt,
                       .partition = std::nullopt,
                       .note = note_of(info, key, partitions)};
  if (info.hash_of != nullptr) answer.value = info.hash_of(key);
  if (is_function_of(info, key)) {
    MILLRACE_TRY(const auto partitioner, info.make({.partition_count = partitions}));
    answer.partition = partitioner->partition_of(key, 0);
  }
  return answer;
}

ClientHash by_modulo(std::string_view client, std::string_view hash, std::uint64_t value,
                     std::uint32_t partitions, std::string_view note) {
  return {.client = client,
          .hash = hash,
          .value = value,
          .partition = static_cast<std::uint32_t>(value % partitions),
          .note = std::string(note)};
}

void explain_others(std::vector<ClientHash>& answers, std::string_view key,
                    std::uint32_t partitions) {
  const std::array<std::string_view, 1> values = {key};
  answers.push_back(by_modulo("murmur2_unmasked", "murmur2", murmur2_kafka(key), partitions,
                              "a mistake of several clients: the sign bit was not masked, so that "
                              "about half of the keys part from the Java client's"));
  answers.push_back(by_modulo("sarama_reference_hash", "fnv1a_32", fnv1a_32(key) & 0x7fffffffu,
                              partitions,
                              "Sarama's NewReferenceHashPartitioner: sign bit masked; its "
                              "NewHashPartitioner is librdkafka_fnv1a"));
  answers.push_back(by_modulo("velostream_always_hash", "fnv1a_64",
                              hash_of_text_key(HashFunction::kFnv, values), partitions,
                              "the processing partition Velostream's AlwaysHash routes this group "
                              "to; here hash_function: fnv"));
  answers.push_back(by_modulo("millrace_always_hash", "xxh3_64",
                              hash_of_text_key(HashFunction::kXxhash, values), partitions,
                              "the processing partition AlwaysHash routes this STRING group to"));
  answers.push_back(by_modulo("millrace_always_hash_murmur3", "murmur3_x64_128",
                              hash_of_text_key(HashFunction::kMurmur3, values), partitions,
                              "the same with hash_function: murmur3"));
}

}  // namespace

Result<std::vector<ClientHash>> explain_hash(std::string_view key, std::uint32_t partitions) {
  if (partitions == 0) return Error{ErrorCode::kOption, "partitions must be at least 1, got 0"};
  std::vector<ClientHash> answers;
  for (const PartitionerInfo* info : all_partitioners()) {
    MILLRACE_TRY(ClientHash answer, explain_partitioner(*info, key, partitions));
    answers.push_back(std::move(answer));
  }
  explain_others(answers, key, partitions);
  return answers;
}

}  // namespace millrace
