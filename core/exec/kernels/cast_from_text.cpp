// core/exec/kernels/cast_from_text.cpp — CAST of strings: each dictionary entry is read once.
// Blanks around are ignored.
#include <array>
#include <utility>

#include "core/base/assert.hpp"
#include "core/base/text.hpp"
#include "core/data/decimal.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/decimal_fit.hpp"
#include "core/exec/kernels/per_code_memo.hpp"
#include "core/exec/kernels/symbol.hpp"

namespace millrace {
namespace {

enum class Reading : std::uint8_t { kRead, kUnreadable, kTooLarge };

template <typename T>
struct Read {
  T value{};
  Reading reading = Reading::kUnreadable;
};

template <typename T>
Read<T> read_of(std::optional<T> value) {
  if (!value) return {};
  return {*value, Reading::kRead};
}

constexpr bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// What PostgreSQL takes for a boolean.
Read<std::uint8_t> read_boolean(std::string_view text) {
  constexpr std::array<std::string_view, 6> kTrue = {"true", "t", "yes", "y", "on", "1"};
  constexpr std::array<std::string_view, 6> kFalse = {"false", "f", "no", "n", "off", "0"};
  for (const std::string_view word : kTrue) {
    if (equals_ignoring_case(text, word)) return {1, Reading::kRead};
  }
  for (const std::string_view word : kFalse) {
    if (equals_ignoring_case(text, word)) return {0, Reading::kRead};
  }
  return {};
}

/// Reads at most one digit more than the scale keeps: rounding half away from zero looks no
/// further.
Read<std::int64_t> read_decimal(std::string_view text, DataType type) {
  const std::size_t point = text.find('.');
  if (point != std::string_view::npos) {
    const std::size_t kept = point + 2 + type.scale;
    for (std::size_t i = kept; i < text.size(); ++i) {
      if (text[i] < '0' || text[i] > '9') return {};
    }
    text = text.substr(0, kept);
  }
  Int128 unscaled = 0;
  int scale = 0;
  bool has_digits = false;
  bool is_too_large = false;
  const bool is_negative = !text.empty() && text.front() == '-';
  const bool has_sign = is_negative || (!text.empty() && text.front() == '+');
  for (std::size_t i = has_sign ? 1 : 0; i < text.size(); ++i) {
    if (i == point) continue;
    if (text[i] < '0' || text[i] > '9') return {};
    has_digits = true;
    if (i > point) ++scale;  // npos when there is no point
    is_too_large |= unscaled >= power_of_ten(30);
    if (!is_too_large) unscaled = unscaled * 10 + (text[i] - '0');
  }
  if (!has_digits) return {};
  if (is_too_large) return {0, Reading::kTooLarge};
  if (is_negative) unscaled = -unscaled;
  unscaled = scale > type.scale ? divide_half_away(unscaled, power_of_ten(scale - type.scale))
                                : unscaled * power_of_ten(type.scale - scale);
  if (!fits_cast(type, unscaled)) return {0, Reading::kTooLarge};
  return {static_cast<std::int64_t>(unscaled), Reading::kRead};
}

Read<std::int64_t> read_int64(std::string_view text, DataType type) {
  if (type.kind == TypeKind::kDecimal) return read_decimal(text, type);
  if (type.kind == TypeKind::kTimestamp) return read_of(parse_timestamp(text));
  return read_of(parse_int64(text));
}

template <typename T>
class FromText final : public StrictNode {
 public:
  using StrictNode::StrictNode;

 protected:
  Operand compute(const Call& call, const Rows& rows, std::span<const Operand> args) override {
    const Operand& text = args[0];
    T* out = room(rows);
    Operand result = computed(out, common_validity(args, rows));
    const Read<T>* answers = memo_.answers(
        text, rows, 0, [this](std::string_view value) { return read(trimmed(value)); });
    std::uint8_t worst = 0;
    for_each_row(rows, [&](std::uint32_t row) {
      const Read<T>& answer = answers[text.code_at(row)];
      out[row] = answer.value;
      worst |= static_cast<std::uint8_t>(answer.reading);
    });
    if (worst != 0) report(call, rows, text, answers, result);
    return result;
  }

 private:
  Read<T> read(std::string_view text) const {
    if constexpr (std::is_same_v<T, double>) {
      return read_of(parse_double(text));
    } else if constexpr (std::is_same_v<T, std::uint8_t>) {
      return read_boolean(text);
    } else {
      return read_int64(text, type());
    }
  }

  T* room(const Rows& rows) {
    if constexpr (std::is_same_v<T, double>) {
      return double_results(rows);
    } else if constexpr (std::is_same_v<T, std::uint8_t>) {
      return boolean_results(rows);
    } else {
      return int64_results(rows);
    }
  }

  void report(const Call& call, const Rows& rows, const Operand& text, const Read<T>* answers,
              Operand& result) {
    std::uint8_t* validity = writable_validity(result, rows);
    for_each_row(rows, [&](std::uint32_t row) {
      if (validity[row] == 0) return;
      const Reading reading = answers[text.code_at(row)].reading;
      if (reading == Reading::kRead) return;
      validity[row] = 0;
      call.reports.error(row, reading == Reading::kTooLarge
                                  ? misfit_message("value", type(), text, row)
                                  : "cannot read " + text_of(text, row) + " as " + to_text(type()));
    });
  }

  PerCodeMemo<Read<T>> memo_;
};

}  // namespace

NodePtr make_cast_from_text(DataType type, NodePtr arg) {
  NodeArgs args;
  args.push_back(std::move(arg));
  switch (type.physical()) {
    case PhysicalKind::kDouble:
      return std::make_unique<FromText<double>>(type, std::move(args));
    case PhysicalKind::kBoolean:
      return std::make_unique<FromText<std::uint8_t>>(type, std::move(args));
    case PhysicalKind::kInt64:
      return std::make_unique<FromText<std::int64_t>>(type, std::move(args));
    case PhysicalKind::kCode:
      break;
  }
  MILLRACE_ASSERT(false && "a string already");
  return nullptr;
}

}  // namespace millrace
