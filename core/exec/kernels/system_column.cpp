// core/exec/kernels/system_column.cpp — the columns that every record has without being in its
// schema.
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/kernels/compile.hpp"

namespace millrace {
namespace {

class SystemColumnNode final : public Node {
 public:
  SystemColumnNode(DataType type, SystemColumn column) : Node(type), column_(column) {}

  Operand evaluate(const Call& call, const Rows& rows) override {
    if (column_ == SystemColumn::kPartition) return partition(call.input.records);
    if (column_ == SystemColumn::kTopic) return topic(call.input.records);
    const Column* source = source_of(call.input);
    if (source == nullptr || source->row_count() == 0) return null_constant(type());
    MILLRACE_ASSERT(source->row_count() == rows.row_count);
    return operand_of(*source);
  }
  bool is_cheap() const override { return true; }

 private:
  const Column* source_of(const EvaluationInput& input) const {
    if (column_ == SystemColumn::kWindowStart) return input.window_starts;
    if (column_ == SystemColumn::kWindowEnd) return input.window_ends;
    const RecordBatch* records = input.records;
    if (records == nullptr) return nullptr;
    if (column_ == SystemColumn::kOffset) return &records->offsets;
    if (column_ == SystemColumn::kKey) return &records->keys;
    // Kafka's own timestamp stands in for an event time on topics that have none (Velostream's
    // rule).
    const bool has_event_time = records->event_times.row_count() > 0;
    if (column_ == SystemColumn::kEventTime && has_event_time) return &records->event_times;
    return &records->record_timestamps;
  }

  Operand partition(const RecordBatch* records) {
    if (records == nullptr) return null_constant(type());
    buffers_.int64s = {std::int64_t{records->source_partition.value}};
    return constant(buffers_.int64s.data());
  }

  Operand topic(const RecordBatch* records) {
    if (records == nullptr || records->topic == nullptr) return null_constant(type());
    buffers_.codes = {topics_.code_of(*records->topic)};
    Operand operand = constant(buffers_.codes.data());
    operand.dictionary = topics_.snapshot();
    return operand;
  }

  Operand constant(const void* value) const {
    Operand operand;
    operand.type = type();
    operand.is_constant = true;
    operand.values = value;
    return operand;
  }

  SystemColumn column_;
  DictionaryBuilder topics_;
};

}  // namespace

NodePtr make_system_column(DataType type, SystemColumn column) {
  return std::make_unique<SystemColumnNode>(type, column);
}

}  // namespace millrace
