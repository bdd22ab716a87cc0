// sim/workload/text_values.cpp — texts are made once a value, rows hold their codes.
#include "sim/workload/text_values.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "core/base/text.hpp"

namespace millrace {

namespace {

constexpr std::string_view kPlace = "{n}";
/// Up to here codes are looked up in a table by number; beyond, by text, and old ones are forgotten.
constexpr std::uint64_t kTableMax = 1u << 22;
constexpr std::uint32_t kDictionaryMax = 1u << 20;

/// Texts as codes of one dictionary, which get them in order of first appearance.
class CodeTable {
 public:
  explicit CodeTable(std::uint64_t value_count)
      : dictionary_(value_count <= kTableMax ? static_cast<std::uint32_t>(kTableMax) + 1
                                             : kDictionaryMax) {
    if (value_count <= kTableMax) code_plus_one_.resize(static_cast<std::size_t>(value_count));
  }

  template <typename TextOf>
  Column column_of(std::span<const std::uint64_t> numbers, std::vector<std::uint8_t> validity,
                   TextOf text_of) {
    std::vector<std::uint32_t> codes(numbers.size());
    if (code_plus_one_.empty()) {
      dictionary_.renew_if_full();
      for (std::size_t row = 0; row < numbers.size(); ++row) {
        if (!validity.empty() && validity[row] == 0) continue;
        codes[row] = dictionary_.code_of(text_of(numbers[row]));
      }
    } else {
      for (std::size_t row = 0; row < numbers.size(); ++row) {
        std::uint32_t& known = code_plus_one_[static_cast<std::size_t>(numbers[row])];
        if (known == 0) known = dictionary_.code_of(text_of(numbers[row])) + 1;
        codes[row] = known - 1;
      }
    }
    return Column::of_codes(dictionary_.snapshot(), std::move(codes), std::move(validity));
  }

 private:
  std::vector<std::uint32_t> code_plus_one_;  // by number; 0: not seen yet
  DictionaryBuilder dictionary_;
};

/// "trader_{n}" with the number in its place, as often as that stands there.
class PatternValues final : public FieldValues {
 public:
  PatternValues(std::string pattern, std::uint64_t value_count)
      : pattern_(std::move(pattern)), value_count_(value_count), codes_(value_count) {}

  std::uint64_t value_count() const override { return value_count_; }

  Column column_of(std::span<const std::uint64_t> numbers,
                   std::vector<std::uint8_t> validity) override {
    return codes_.column_of(numbers, std::move(validity), [this](std::uint64_t number) {
      write_text(number, scratch_);
      return std::string_view(scratch_);
    });
  }

  std::optional<std::uint64_t> number_of(std::string_view text) const override {
    const std::size_t place = pattern_.find(kPlace);
    if (place == std::string::npos) {
      return text == pattern_ ? std::optional<std::uint64_t>(0) : std::nullopt;
    }
    if (text.size() <= place) return std::nullopt;
    const std::string_view rest = text.substr(place);
    const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    const std::optional<std::int64_t> number = parse_int64(rest.substr(0, digits));
    if (!number || static_cast<std::uint64_t>(*number) >= value_count_) return std::nullopt;
    std::string written;
    write_text(static_cast<std::uint64_t>(*number), written);
    return written == text ? std::optional(static_cast<std::uint64_t>(*number)) : std::nullopt;
  }

 private:
  void write_text(std::uint64_t number, std::string& text) const {
    text.clear();
    std::size_t from = 0;
    while (true) {
      const std::size_t place = pattern_.find(kPlace, from);
      text.append(pattern_, from, place == std::string::npos ? place : place - from);
      if (place == std::string::npos) return;
      append_int64(text, static_cast<std::int64_t>(number));
      from = place + kPlace.size();
    }
  }

  std::string pattern_;
  std::uint64_t value_count_;
  CodeTable codes_;
  std::string scratch_;
};

class EnumTexts final : public FieldValues {
 public:
  explicit EnumTexts(std::vector<std::string> values)
      : values_(std::move(values)), codes_(values_.size()) {}

  std::uint64_t value_count() const override { return values_.size(); }

  Column column_of(std::span<const std::uint64_t> numbers,
                   std::vector<std::uint8_t> validity) override {
    return codes_.column_of(numbers, std::move(validity), [this](std::uint64_t number) {
      return std::string_view(values_[static_cast<std::size_t>(number)]);
    });
  }

  std::optional<std::uint64_t> number_of(std::string_view text) const override {
    const auto found = std::find(values_.begin(), values_.end(), text);
    if (found == values_.end()) return std::nullopt;
    return static_cast<std::uint64_t>(found - values_.begin());
  }

 private:
  std::vector<std::string> values_;
  CodeTable codes_;
};

}  // namespace

std::unique_ptr<FieldValues> make_text_values(const FieldSpec& field) {
  if (!field.values.empty()) return std::make_unique<EnumTexts>(field.values);
  std::string pattern = field.pattern.empty() ? field.name + "_{n}" : field.pattern;
  return std::make_unique<PatternValues>(std::move(pattern),
                                         static_cast<std::uint64_t>(field.cardinality));
}

}  // namespace millrace
