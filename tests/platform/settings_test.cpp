// tests/platform/settings_test.cpp — what a desktop remembers, and what it is told by the system.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "ui/platform/session_files.hpp"
#include "ui/platform/settings_file.hpp"
#include "ui/platform/system_look.hpp"

namespace millrace::test {
namespace {

namespace fs = std::filesystem;

/// A folder of its own, gone at the end.
struct Scratch {
  Scratch() : path(fs::temp_directory_path() / "millrace_settings_test") {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  ~Scratch() { fs::remove_all(path); }
  std::string file(const char* name) const { return (path / name).string(); }
  fs::path path;
};

}  // namespace

TEST_CASE("settings come back as they were kept, and a folder that is missing is made") {
  const Scratch scratch;
  ViewSettings settings;
  settings.theme = ThemeChoice::kLight;
  settings.layout = LayoutKind::kLearn;
  settings.high_contrast = Preference::kOn;
  settings.reduced_motion = Preference::kOff;
  settings.scale = 1.25f;
  settings.split_x = 0.25f;
  settings.window_width = 1111;
  settings.recent = {"/a b/one.yaml", "/two.csv"};
  const std::string path = scratch.file("deep/er/workbench.settings");
  REQUIRE(write_settings(path, settings).has_value());
  CHECK(read_settings(path) == settings);
}

TEST_CASE("a missing, damaged or foreign settings file gives the defaults") {
  const Scratch scratch;
  CHECK(read_settings(scratch.file("nothing")) == ViewSettings());
  CHECK(read_settings("") == ViewSettings());
  const std::string path = scratch.file("bad");
  std::ofstream(path, std::ios::binary) << std::string(
      "\x89PNG\0\xff\n scale_permille\nscale_permille 1e9\ntheme mauve\n"
      "split_x_permille -5\nwindow_width 7\nlayout \nrecent \n",
      100);
  CHECK(read_settings(path) == ViewSettings());
}

TEST_CASE("settings that cannot be written are an error, not a crash") {
  const Scratch scratch;
  std::ofstream(scratch.file("file")) << "in the way";
  CHECK_FALSE(write_settings(scratch.file("file/workbench.settings"), {}).has_value());
}

TEST_CASE("a file that was opened again moves to the front, and eight are kept") {
  ViewSettings settings;
  for (int i = 0; i < 12; ++i) remember_recent(settings, "/f" + std::to_string(i));
  remember_recent(settings, "/f7");
  REQUIRE(settings.recent.size() == kRecentMax);
  CHECK(settings.recent[0] == "/f7");
  CHECK(settings.recent[1] == "/f11");
}

TEST_CASE("the system's theme is what GTK or KDE have written down; else dark") {
  CHECK(system_look({}).is_dark);
  CHECK_FALSE(system_look({"Adwaita", "", ""}).is_dark);
  CHECK(system_look({"Adwaita:dark", "[Settings]\ngtk-application-prefer-dark-theme=0\n", ""})
            .is_dark);
  CHECK_FALSE(
      system_look({"", "[Settings]\ngtk-application-prefer-dark-theme = false\n", ""}).is_dark);
  CHECK(system_look({"", "[Settings]\ngtk-theme-name=Yaru-dark\n", ""}).is_dark);
  CHECK_FALSE(system_look({"", "", "[General]\nColorScheme=BreezeLight\n"}).is_dark);
  CHECK(system_look({"", "gtk-theme-name=HighContrast\n", ""}).has_high_contrast);
  CHECK(system_look({"", "gtk-enable-animations=0\n", ""}).has_reduced_motion);
  CHECK_FALSE(system_look({"", "gtk-enable-animations=1\n", ""}).has_reduced_motion);
}

TEST_CASE("looks follow the settings, and the system where they say so") {
  ViewSettings settings;
  const SystemLook light = {false, true, true};
  CHECK(look_of(settings, light) == Look{false, true, true, 1.0f});
  settings.theme = ThemeChoice::kDark;
  settings.high_contrast = Preference::kOff;
  settings.scale = 2.9f;
  settings.layout = LayoutKind::kPresent;
  CHECK(look_of(settings, light) == Look{true, false, true, kScaleGreatest});
}

TEST_CASE("a folder lists what can be opened, by name, and where it is") {
  const Scratch scratch;
  for (const char* name : {"b.yaml", "a.csv", "c.txt", ".hidden.yaml"})
    std::ofstream(scratch.file(name)) << "x";
  fs::create_directories(scratch.path / "inner");
  const FolderListing listing = list_folder(scratch.path.string());
  CHECK(listing.files == std::vector<std::string>{"a.csv", "b.yaml"});
  CHECK(listing.folders == std::vector<std::string>{"inner"});
  CHECK(listing.problem.empty());
  CHECK_FALSE(listing.parent.empty());
  CHECK_FALSE(list_folder(scratch.file("missing")).problem.empty());
  CHECK(list_folder("/").parent.empty());
}

}  // namespace millrace::test
