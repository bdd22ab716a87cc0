// sim/trace/type_evidence.hpp — which type the values of a column have, from a sample of their
// texts.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/data/data_type.hpp"

namespace millrace {

/// Collects what was seen of one column. The type is the narrowest that keeps every value exactly
/// as it was written:
///   only true/false                        BOOLEAN
///   only ISO 8601 dates or times           TIMESTAMP
///   only whole numbers that fit int64      BIGINT
///   numbers, some with a point, at most 18 digits before and after together   DECIMAL(18, largest
///   scale seen) numbers with an exponent or more digits, NaN, Infinity                    DOUBLE
///   anything else, mixtures, and nothing but NULLs                            STRING
/// Numbers that a number type would change stay STRING: with leading zeros ("00501" is a post
/// code), with a plus sign, and whole numbers beyond int64 (identifiers that a DOUBLE would merge).
class TypeEvidence {
 public:
  void see_text(std::string_view text);         // CSV: may be of any type
  void see_json_number(std::string_view text);  // as JSON writes numbers
  void see_json_string(
      std::string_view text);  // a time or a string, never a number: it was quoted on purpose
  void see_boolean() { has_boolean_ = true; }
  void see_string() { has_string_ = true; }

  DataType type() const;

 private:
  bool see_number(std::string_view text);

  bool has_boolean_ = false;
  bool has_time_ = false;
  bool has_string_ = false;
  bool has_integer_ = false;
  bool has_decimal_ = false;
  bool has_double_ = false;
  int whole_digits_max_ = 0;  // before the point
  int scale_max_ = 0;         // after it
};

}  // namespace millrace
