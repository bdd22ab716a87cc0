// core/threads/thread_observer.hpp — what the threads of a job tell while it runs: for figures that are measured, not
// simulated. The clock is the observer's.
#pragma once

#include <cstdint>

#include "core/job/envelope.hpp"

namespace millrace {

/// Called on the job's own threads: be quick, and safe from several at once.
class ThreadObserver {
 public:
  virtual ~ThreadObserver() = default;
  /// By the coordinator's thread, before the worker can see the envelope.
  virtual void on_hand_over(WorkerId worker, const Envelope& envelope) = 0;
  /// By the worker's thread, before and after an envelope. `states`: its live (window, group) states afterwards.
  virtual void on_begin(WorkerId worker, const Envelope& envelope) = 0;
  virtual void on_end(WorkerId worker, const Envelope& envelope, std::int64_t states) = 0;
};

}  // namespace millrace
