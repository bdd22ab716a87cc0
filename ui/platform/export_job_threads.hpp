// ui/platform/export_job_threads.hpp — one export at a time, made beside the window so that no frame is late.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <thread>

#include "ui/platform/export_document.hpp"

namespace millrace {

/// Used by the thread of the window. Waits in its destructor for what it has begun.
class ExportJob {
 public:
  ExportJob() = default;
  ExportJob(const ExportJob&) = delete;
  ExportJob& operator=(const ExportJob&) = delete;
  ~ExportJob();

  bool is_running() const { return thread_.joinable(); }
  /// `on_end` is called by the other thread. REQUIRES: !is_running().
  void start(ExportOrder order, std::string path, std::function<void()> on_end);
  /// What came of it, once: a sentence for the user.
  std::optional<std::string> take_note();

 private:
  std::thread thread_;
  std::atomic<bool> has_ended_ = false;
  std::string note_;  // written before has_ended_
};

/// A file that is not there yet: "hot-trader.html", "hot-trader-2.html", …
std::string free_path(const std::string& name);
/// Errors: kInput.
Status write_document(const std::string& path, std::string_view text);

}  // namespace millrace
