// core/route/partitioners/sticky.cpp — one random partition a batch, whatever the key.
// Not to be confused with the StickyPartition routing strategy or the cooperative-sticky assignor.
#include <array>

#include "core/route/partitioners/sticky_choice.hpp"

namespace millrace::partitioners {
namespace {

class Sticky final : public Partitioner {
 public:
  explicit Sticky(const PartitionerContext& context) : choice_(context, "partitioner/sticky") {}

  std::uint32_t partition_of(std::optional<std::string_view> /*key*/,
                             std::int64_t record_bytes) override {
    return choice_.next(record_bytes);
  }

 private:
  StickyChoice choice_;
};

std::unique_ptr<Partitioner> create(const PartitionerContext& context) {
  return std::make_unique<Sticky>(context);
}

constexpr std::array<std::string_view, 2> kAliases = {"uniform_sticky", "sticky_batch"};

}  // namespace

extern const PartitionerInfo sticky;
const PartitionerInfo sticky = {
    .name = "sticky",
    .aliases = kAliases,
    .client_id = "java_uniform_sticky",
    .client =
        "Kafka Java client with partitioner.ignore.keys=true; formerly UniformStickyPartitioner",
    .summary = "One random partition until a batch of batch.size bytes is full, whatever the key.",
    .hash_name = "",
    .create = create,
};

}  // namespace millrace::partitioners
