// core/job/job_spec.cpp — the words of configuration: any spelling in, an enumerator or an error
// that helps out.
#include "core/job/job_spec.hpp"

#include <vector>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "core/route/partitioner.hpp"

namespace millrace {

namespace {

/// One accepted word. The first word of an enumerator is its canonical one and is listed in errors.
template <typename Enum>
struct Word {
  std::string_view text;
  Enum value;
};

std::string normalised(std::string_view text) {
  std::string word = to_lower(text);
  for (char& c : word) {
    if (c == '-' || c == ' ') c = '_';
  }
  return word;
}

template <typename Enum>
Result<Enum> parse_word(std::string_view what, std::string_view text,
                        std::span<const Word<Enum>> words) {
  const std::string typed = normalised(text);
  std::vector<std::string_view> candidates;
  std::string valid;
  std::optional<Enum> listed;
  for (const Word<Enum>& word : words) {
    if (word.text == typed) return word.value;
    candidates.push_back(word.text);
    if (listed == word.value) continue;
    listed = word.value;
    if (!valid.empty()) valid += ", ";
    valid += word.text;
  }
  return Error{ErrorCode::kOption, "unknown " + std::string(what) + " '" + std::string(text) + "'" +
                                       did_you_mean(typed, candidates) + "; valid: " + valid};
}

}  // namespace

Result<ProcessorKind> parse_processor_kind(std::string_view text) {
  static constexpr Word<ProcessorKind> kWords[] = {
      {"v1", ProcessorKind::kSimple},
      {"simple", ProcessorKind::kSimple},
      {"v2", ProcessorKind::kCoordinator},
      {"coordinator", ProcessorKind::kCoordinator},
      {"adaptive", ProcessorKind::kCoordinator},
  };
  return parse_word<ProcessorKind>("processor", text, kWords);
}

Result<MergePolicy> parse_merge_policy(std::string_view text) {
  static constexpr Word<MergePolicy> kWords[] = {
      {"auto", MergePolicy::kAuto},
      {"off", MergePolicy::kOff},
  };
  return parse_word<MergePolicy>("merge policy", text, kWords);
}

Result<SelectorMode> parse_selector_mode(std::string_view text) {
  static constexpr Word<SelectorMode> kWords[] = {
      {"millrace", SelectorMode::kMillrace},
      {"velostream", SelectorMode::kVelostream},
  };
  return parse_word<SelectorMode>("selector", text, kWords);
}

Result<FailurePolicy> parse_failure_policy(std::string_view text) {
  static constexpr Word<FailurePolicy> kWords[] = {
      {"dead_letter", FailurePolicy::kDeadLetter},
      {"send_to_dlq", FailurePolicy::kDeadLetter},
      {"dlq", FailurePolicy::kDeadLetter},
      {"log_and_continue", FailurePolicy::kLogAndContinue},
      {"fail_batch", FailurePolicy::kFailBatch},
      {"retry_with_backoff", FailurePolicy::kRetryWithBackoff},
  };
  return parse_word<FailurePolicy>("failure policy", text, kWords);
}

Result<LateRows> parse_late_rows(std::string_view text) {
  static constexpr Word<LateRows> kWords[] = {
      {"drop", LateRows::kDrop},
      {"process_with_warning", LateRows::kProcessWithWarning},
      {"process_all", LateRows::kProcessAll},
  };
  return parse_word<LateRows>("late policy", text, kWords);
}

std::string_view to_text(ProcessorKind kind) {
  return kind == ProcessorKind::kSimple ? "v1" : "v2";
}

std::string_view to_text(FailurePolicy policy) {
  switch (policy) {
    case FailurePolicy::kDeadLetter:
      return "dead_letter";
    case FailurePolicy::kLogAndContinue:
      return "log_and_continue";
    case FailurePolicy::kFailBatch:
      return "fail_batch";
    case FailurePolicy::kRetryWithBackoff:
      return "retry_with_backoff";
  }
  return "";
}

void set_partitioner(TopicFacts& topic, const PartitionerInfo* partitioner) {
  topic.is_partitioner_function_of_key = partitioner == nullptr || partitioner->is_function_of_key;
  topic.spreads_null_keys = partitioner == nullptr || !partitioner->is_function_of_null_key;
  topic.spreads_empty_keys = partitioner == nullptr || !partitioner->is_function_of_empty_key;
}

}  // namespace millrace
