// core/route/partitioners/round_robin.cpp — the partitions in turn, whatever the key.
#include <array>

#include "core/route/partitioner.hpp"

namespace millrace::partitioners {
namespace {

class RoundRobin final : public Partitioner {
 public:
  explicit RoundRobin(std::uint32_t partition_count) : partition_count_(partition_count) {}

  std::uint32_t partition_of(std::optional<std::string_view> /*key*/,
                             std::int64_t /*record_bytes*/) override {
    const std::uint32_t partition = next_;
    next_ = next_ + 1 == partition_count_ ? 0 : next_ + 1;
    return partition;
  }

 private:
  std::uint32_t partition_count_;
  std::uint32_t next_ = 0;
};

std::unique_ptr<Partitioner> create(const PartitionerContext& context) {
  return std::make_unique<RoundRobin>(context.partition_count);
}

constexpr std::array<std::string_view, 1> kAliases = {"roundrobin"};

}  // namespace

extern const PartitionerInfo round_robin;
const PartitionerInfo round_robin = {
    .name = "round_robin",
    .aliases = kAliases,
    .client_id = "java_round_robin",
    .client = "Kafka Java client's RoundRobinPartitioner; Sarama and kafka-go offer the same",
    .summary = "The partitions in turn, whatever the key: no group stays on one partition.",
    .hash_name = "",
    .create = create,
};

}  // namespace millrace::partitioners
