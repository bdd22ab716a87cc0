// ui/platform/export_job_threads.cpp — a thread, a document, a file.
#include "ui/platform/export_job_threads.hpp"

#include <filesystem>
#include <fstream>
#include <utility>

#include "core/base/assert.hpp"

namespace millrace {

ExportJob::~ExportJob() {
  if (thread_.joinable()) thread_.join();
}

void ExportJob::start(ExportOrder order, std::string path, std::function<void()> on_end) {
  MILLRACE_ASSERT(!is_running());
  has_ended_ = false;
  thread_ = std::thread(
      [this, order = std::move(order), path = std::move(path), on_end = std::move(on_end)] {
        const Result<std::string> document = export_document(order);
        if (!document.has_value()) {
          note_ = "The export failed: " + document.error().message;
        } else if (const Status written = write_document(path, document.value()); !written) {
          note_ = written.error().message;
        } else {
          note_ = "Written: " + path;
        }
        has_ended_ = true;
        on_end();
      });
}

std::optional<std::string> ExportJob::take_note() {
  if (!is_running() || !has_ended_) return std::nullopt;
  thread_.join();
  return std::exchange(note_, {});
}

std::string free_path(const std::string& name) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path folder = fs::current_path(error);
  const fs::path wanted = folder / name;
  fs::path path = wanted;
  for (int i = 2; fs::exists(path, error) && !error; ++i) {
    path =
        folder / (wanted.stem().string() + "-" + std::to_string(i) + wanted.extension().string());
  }
  return path.string();
}

Status write_document(const std::string& path, std::string_view text) {
  std::ofstream file(path, std::ios::binary);
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.flush()) return Error{ErrorCode::kInput, "cannot write '" + path + "'", {}};
  return {};
}

}  // namespace millrace
