// core/exec/kernels/assembler.hpp — one column put together from the rows of several operands.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/exec/kernels/operand.hpp"
#include "core/exec/kernels/per_code_memo.hpp"
#include "core/exec/kernels/text_sink.hpp"

namespace millrace {

/// Copies chosen rows of operands of one type into a column. Strings of different dictionaries are
/// brought into one, each string once. Source i of one batch should be source i of the next: what
/// is known about its dictionary is kept.
class Assembler {
 public:
  Assembler(DataType type, std::size_t source_count) : type_(type), memos_(source_count) {}

  /// Starts a column whose rows are all NULL until they are put.
  void begin(std::uint32_t row_count, Buffers& buffers);
  void put(std::size_t source, const Operand& operand, std::span<const std::uint32_t> selected);
  /// The column; lives as long as the buffers.
  Operand finish();

 private:
  template <typename T>
  void copy(const Operand& operand, const Rows& rows, std::vector<T>& out);
  void copy_text(std::size_t source, const Operand& operand, const Rows& rows);

  DataType type_;
  std::uint32_t row_count_ = 0;
  Buffers* buffers_ = nullptr;
  std::vector<PerCodeMemo<std::uint32_t>> memos_;
  TextSink sink_;
};

}  // namespace millrace
