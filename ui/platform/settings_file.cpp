// ui/platform/settings_file.cpp — files and folders, with error codes instead of exceptions.
#include "ui/platform/settings_file.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "ui/platform/session_files.hpp"

namespace millrace {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 7> kOpened = {".yaml", ".yml",    ".csv", ".jsonl",
                                                     ".json", ".ndjson", ".kcat"};

}  // namespace

std::string settings_path() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state != nullptr && *state != 0) return std::string(state) + "/millrace/workbench.settings";
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home == 0) return {};
  return std::string(home) + "/.local/state/millrace/workbench.settings";
}

ViewSettings read_settings(const std::string& path) {
  if (path.empty()) return {};
  return view_settings_from(contents_of(path).value_or(""));
}

Status write_settings(const std::string& path, const ViewSettings& settings) {
  const Error problem = {ErrorCode::kInput, "cannot keep the settings in '" + path + "'", {}};
  if (path.empty()) return {};
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  const std::string fresh = path + ".new";
  {
    std::ofstream file(fresh, std::ios::binary);
    file << to_text(settings);
    if (!file.flush()) return problem;
  }
  fs::rename(fresh, path, error);
  if (error) return problem;
  return {};
}

FolderListing list_folder(const std::string& folder) {
  FolderListing listing;
  std::error_code error;
  const fs::path path = fs::canonical(folder.empty() ? "." : folder, error);
  listing.path = error ? folder : path.string();
  if (!error && path.has_parent_path() && path.parent_path() != path)
    listing.parent = path.parent_path().string();
  fs::directory_iterator entries(path, error);
  if (error) {
    listing.problem = "This folder cannot be read: " + error.message() + ".";
    return listing;
  }
  for (; entries != fs::directory_iterator(); entries.increment(error)) {
    if (error) break;
    const std::string name = entries->path().filename().string();
    if (name.empty() || name.front() == '.') continue;
    if (entries->is_directory(error)) {
      listing.folders.push_back(name);
    } else if (std::find(kOpened.begin(), kOpened.end(), entries->path().extension().string()) !=
               kOpened.end()) {
      listing.files.push_back(name);
    }
  }
  std::sort(listing.folders.begin(), listing.folders.end());
  std::sort(listing.files.begin(), listing.files.end());
  return listing;
}

}  // namespace millrace
