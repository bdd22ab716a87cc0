// tests/job/job_spec_test.cpp — the words of configuration.
#include "core/job/job_spec.hpp"

#include <doctest/doctest.h>

namespace millrace {

TEST_CASE("every spelling of a processor is understood, in any case") {
  CHECK(parse_processor_kind("v1").value() == ProcessorKind::kSimple);
  CHECK(parse_processor_kind("Simple").value() == ProcessorKind::kSimple);
  CHECK(parse_processor_kind("V2").value() == ProcessorKind::kCoordinator);
  CHECK(parse_processor_kind("coordinator").value() == ProcessorKind::kCoordinator);
  CHECK(parse_processor_kind("ADAPTIVE").value() == ProcessorKind::kCoordinator);
}

TEST_CASE("every word of the policies is understood, with '-' like '_'") {
  CHECK(parse_merge_policy("auto").value() == MergePolicy::kAuto);
  CHECK(parse_merge_policy("OFF").value() == MergePolicy::kOff);
  CHECK(parse_selector_mode("millrace").value() == SelectorMode::kMillrace);
  CHECK(parse_selector_mode("Velostream").value() == SelectorMode::kVelostream);
  CHECK(parse_failure_policy("dead-letter").value() == FailurePolicy::kDeadLetter);
  CHECK(parse_failure_policy("send_to_dlq").value() == FailurePolicy::kDeadLetter);
  CHECK(parse_failure_policy("log_and_continue").value() == FailurePolicy::kLogAndContinue);
  CHECK(parse_failure_policy("Fail_Batch").value() == FailurePolicy::kFailBatch);
  CHECK(parse_failure_policy("retry-with-backoff").value() == FailurePolicy::kRetryWithBackoff);
  CHECK(parse_late_rows("drop").value() == LateRows::kDrop);
  CHECK(parse_late_rows("process_with_warning").value() == LateRows::kProcessWithWarning);
  CHECK(parse_late_rows("process-all").value() == LateRows::kProcessAll);
}

TEST_CASE("a word that is not known gives the nearest one and all that are valid") {
  const auto policy = parse_failure_policy("dead_leter");
  REQUIRE(!policy.has_value());
  CHECK(policy.error().code == ErrorCode::kOption);
  CHECK(policy.error().message ==
        "unknown failure policy 'dead_leter' (did you mean 'dead_letter'?); valid: dead_letter, "
        "log_and_continue, fail_batch, retry_with_backoff");
  CHECK(parse_processor_kind("v3").error().message ==
        "unknown processor 'v3' (did you mean 'v1'?); valid: v1, v2");
  CHECK(parse_merge_policy("").error().message == "unknown merge policy ''; valid: auto, off");
}

TEST_CASE("what is parsed prints as its canonical word") {
  for (const char* word : {"dead_letter", "log_and_continue", "fail_batch", "retry_with_backoff"}) {
    CHECK(to_text(parse_failure_policy(word).value()) == word);
  }
  CHECK(to_text(ProcessorKind::kSimple) == "v1");
  CHECK(to_text(ProcessorKind::kCoordinator) == "v2");
}

}  // namespace millrace
