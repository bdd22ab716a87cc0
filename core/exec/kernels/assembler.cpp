// core/exec/kernels/assembler.cpp — scattering of rows, and translation of dictionary codes.
#include "core/exec/kernels/assembler.hpp"

#include "core/base/assert.hpp"

namespace millrace {

void Assembler::begin(std::uint32_t row_count, Buffers& buffers) {
  row_count_ = row_count;
  buffers_ = &buffers;
  buffers.validity.assign(row_count, 0);
  switch (type_.physical()) {
    case PhysicalKind::kInt64:
      return buffers.int64s.resize(row_count);
    case PhysicalKind::kDouble:
      return buffers.doubles.resize(row_count);
    case PhysicalKind::kBoolean:
      return buffers.booleans.resize(row_count);
    case PhysicalKind::kCode:
      buffers.codes.assign(row_count, 0);
      sink_.begin();
      break;
  }
}

void Assembler::put(std::size_t source, const Operand& operand,
                    std::span<const std::uint32_t> selected) {
  if (operand.is_null_constant()) return;
  MILLRACE_ASSERT(operand.type.physical() == type_.physical());
  const Rows rows{row_count_, selected};
  std::uint8_t* validity = buffers_->validity.data();
  if (operand.validity == nullptr) {
    for_each_row(rows, [validity](std::uint32_t row) { validity[row] = 1; });
  } else {
    for_each_row(rows, [validity, from = operand.validity](std::uint32_t row) {
      validity[row] = from[row];
    });
  }
  switch (type_.physical()) {
    case PhysicalKind::kInt64:
      return copy(operand, rows, buffers_->int64s);
    case PhysicalKind::kDouble:
      return copy(operand, rows, buffers_->doubles);
    case PhysicalKind::kBoolean:
      return copy(operand, rows, buffers_->booleans);
    case PhysicalKind::kCode:
      return copy_text(source, operand, rows);
  }
}

Operand Assembler::finish() {
  Operand result;
  result.type = type_;
  result.validity = buffers_->validity.data();
  result.buffers = buffers_;
  switch (type_.physical()) {
    case PhysicalKind::kInt64:
      result.values = buffers_->int64s.data();
      break;
    case PhysicalKind::kDouble:
      result.values = buffers_->doubles.data();
      break;
    case PhysicalKind::kBoolean:
      result.values = buffers_->booleans.data();
      break;
    case PhysicalKind::kCode:
      result.values = buffers_->codes.data();
      result.dictionary = sink_.dictionary();
      break;
  }
  return result;
}

template <typename T>
void Assembler::copy(const Operand& operand, const Rows& rows, std::vector<T>& out) {
  T* to = out.data();
  with_values<T>(operand, [&](auto from) {
    for_each_row(rows, [to, from](std::uint32_t row) { to[row] = from[row]; });
  });
}

void Assembler::copy_text(std::size_t source, const Operand& operand, const Rows& rows) {
  MILLRACE_ASSERT(source < memos_.size());
  const std::uint32_t* codes = memos_[source].answers(
      operand, rows, sink_.epoch(), [this](std::string_view text) { return sink_.code_of(text); });
  // The codes of NULL rows can be looked up as well; their validity hides what comes of it.
  std::uint32_t* to = buffers_->codes.data();
  with_values<std::uint32_t>(operand, [=](auto from) {
    for_each_row(rows, [=](std::uint32_t row) { to[row] = codes[from[row]]; });
  });
}

}  // namespace millrace
