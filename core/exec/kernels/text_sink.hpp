// core/exec/kernels/text_sink.hpp — the dictionary of strings that a node makes, the same lineage
// from batch to batch.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/data/dictionary.hpp"

namespace millrace {

/// Gives codes to the strings of a node's results. Codes stay valid while epoch() stays the same.
class TextSink {
 public:
  /// Starts a batch: a dictionary that has grown too large is left behind, and the epoch changes.
  void begin() {
    const bool has_entries = builder_.size() > 0;
    builder_.renew_if_full();
    if (has_entries && builder_.size() == 0) ++epoch_;
  }
  std::uint64_t epoch() const { return epoch_; }
  std::uint32_t code_of(std::string_view text) { return builder_.code_of(text); }
  /// The strings so far. Never without entries, so that code 0, which unused rows hold, exists.
  DictionaryPtr dictionary() {
    if (builder_.size() == 0) builder_.code_of("");
    return builder_.snapshot();
  }

 private:
  DictionaryBuilder builder_;
  std::uint64_t epoch_ = 0;
};

}  // namespace millrace
