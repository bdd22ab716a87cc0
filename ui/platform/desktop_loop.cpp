// ui/platform/desktop_loop.cpp — pace, answers to what the frame asks, the title.
#include "ui/platform/desktop_loop.hpp"

#include <SDL.h>
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "sim/cli/version.hpp"
#include "sim/scenario/share_link.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/panels/panel.hpp"
#include "ui/platform/settings_file.hpp"
#include "ui/platform/system_look.hpp"

namespace millrace {
namespace {

constexpr int kIdleMs = 1'000;
constexpr double kSliceLeastS = 0.002;
constexpr double kSliceGreatestS = 0.02;
constexpr std::chrono::milliseconds kTitleEvery(250);

std::string absolute(const std::string& path) {
  std::error_code error;
  const std::filesystem::path full = std::filesystem::canonical(path, error);
  return error ? path : full.string();
}

std::string title_of(const WorkbenchView& view) {
  const std::string problem = has_errors(view.problems) ? "scenario has errors" : "";
  if (view.scenario == nullptr)
    return problem.empty() ? "Millrace" : problem + " \xe2\x80\x94 Millrace";
  const char* state = view.is_playing ? "playing" : view.is_finished ? "finished" : "paused";
  std::string title = fmt::format("{} \xc2\xb7 {} \xc2\xb7 {}", view.scenario->name,
                                  clock_text(view.now.ns), state);
  if (const RunView* run = view.selected_run()) title += " \xc2\xb7 " + run->display_name;
  if (!problem.empty()) title += " \xc2\xb7 " + problem;
  return title + " \xe2\x80\x94 Millrace";
}

}  // namespace

bool has_panel(std::string_view name) {
  return find_panel(name) != nullptr;
}

SessionFiles DesktopLoop::files_of(const std::shared_ptr<const Place>& place) {
  SessionFiles files = session_files("", place->opened);
  // The folder is that of whichever scenario is open when a file is asked for.
  const auto now = [place] { return session_files(place->folder, place->opened); };
  files.workload.contents = [now](const std::string& path) {
    return now().workload.contents(path);
  };
  files.surroundings.query_file = [now](std::string_view path) {
    return now().surroundings.query_file(path);
  };
  files.surroundings.recording = [now](const TopicSpec& topic) {
    return now().surroundings.recording(topic);
  };
  return files;
}

DesktopLoop::DesktopLoop(ViewSettings settings, const SystemLook& system)
    : place_(std::make_shared<Place>()),
      session_(files_of(place_)),
      frame_(std::move(settings)),
      frame_begin_(Clock::now()) {
  frame_.follow_system(system);
}

ViewSettings DesktopLoop::settings() const {
  ViewSettings settings = frame_.settings();
  settings.window_width = window_->width();
  settings.window_height = window_->height();
  settings.window_x = window_->x();
  settings.window_y = window_->y();
  settings.is_maximised = window_->is_maximised();
  return settings;
}

bool DesktopLoop::open(const std::string& path) {
  std::optional<std::string> text = contents_of(path);
  if (!text.has_value()) return false;
  place_->folder = folder_of(path);
  const OpenedFile opened = open_in_session(session_, *place_->opened, path, std::move(*text));
  if (!opened.message.empty()) frame_.tell(opened.message);
  if (opened.is_loaded) {
    ViewSettings settings = frame_.settings();
    remember_recent(settings, absolute(path));
    frame_.change_settings(std::move(settings));
  }
  return true;
}

bool DesktopLoop::is_link(std::string_view text) {
  return text.find("#s=") != std::string_view::npos && text.find('\n') == std::string_view::npos;
}

Status DesktopLoop::open_link(std::string_view link) {
  Result<SharedScenario> read = read_share_fragment(link);
  if (!read.has_value()) {
    frame_.tell(read.error().message);
    return read.error();
  }
  const std::string version = read.value().version;
  place_->folder.clear();
  frame_.follow_key(read.value().key);
  session_.open(std::move(read).value());
  if (!version.empty() && version != cli::version_number()) {
    frame_.tell(fmt::format("This link was made by Millrace {}; this is {}: results may differ.",
                            version, cli::version_number()));
  }
  return {};
}

/// A link in the clipboard, pasted where no text is typed.
void DesktopLoop::take_pasted_link() {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || !(io.KeyCtrl || io.KeySuper) || !ImGui::IsKeyPressed(ImGuiKey_V, false))
    return;
  const char* text = ImGui::GetClipboardText();
  if (text != nullptr && is_link(text)) static_cast<void>(open_link(text));
}

void DesktopLoop::keep_settings(bool is_end) {
  constexpr std::chrono::seconds kEvery(1);
  const Clock::time_point now = Clock::now();
  if (!keep_ || (!is_end && now - kept_at_ < kEvery)) return;
  kept_at_ = now;
  const ViewSettings present = settings();
  if (!is_end && present == kept_) return;
  kept_ = present;
  keep_(present);
}

void DesktopLoop::attach(Window& window) {
  window_ = &window;
}

void DesktopLoop::draw(std::string_view panel) {
  const Clock::time_point begin = Clock::now();
  window_->begin_frame();
  FrameRequests requests;
  if (panel.empty()) {
    requests = frame_.draw(session_, window_->theme(), window_->textures());
  } else {
    frame_.draw_panel(session_, window_->theme(), window_->textures(), panel);
  }
  const std::chrono::duration<double> cost = Clock::now() - begin;
  draw_s_ = draw_s_ * 0.8 + cost.count() * 0.2;
  window_->end_frame();
  drawn_at_ = Clock::now();
  take_pasted_link();
  answer(requests);
  window_->set_look(frame_.look());
}

double DesktopLoop::due_in_s() const {
  const std::chrono::duration<double> since = Clock::now() - drawn_at_;
  return frame_.due_in_s() - since.count();
}

int DesktopLoop::wait_ms() const {
  if (session_.is_active() || window_->has_news()) {
    // Where the screen does not hold a frame back (no vertical sync), this does.
    const double period_s = 1.0 / window_->refresh_rate();
    const std::chrono::duration<double> gone = Clock::now() - frame_begin_;
    return std::max(0, static_cast<int>((period_s - gone.count()) * 1e3 - 0.5));
  }
  const double due_s = std::clamp(due_in_s(), 0.0, kIdleMs * 1e-3);
  return static_cast<int>(std::ceil(due_s * 1e3));
}

void DesktopLoop::run() {
  while (window_->poll(wait_ms())) {
    keep_settings(false);
    for (const std::string& path : window_->take_dropped()) {
      if (is_link(path)) {
        static_cast<void>(open_link(path));
      } else if (!open(path))
        frame_.tell("cannot read '" + path + "'");
    }
    if (window_->take_focus_gained()) {
      frame_.follow_system(read_system_look());
      window_->set_look(frame_.look());
    }
    if (std::optional<std::string> note = export_.take_note()) frame_.tell(std::move(*note));
    const Clock::time_point begin = Clock::now();
    const std::chrono::duration<double> elapsed = begin - frame_begin_;
    frame_begin_ = begin;
    // Where drawing is slow (no graphics card) the simulation gets its share all the same.
    const double share_s = std::min(kSliceGreatestS, elapsed.count() * 0.3);
    const double left_s = 0.8 / window_->refresh_rate() - draw_s_ - kSliceLeastS;
    const double slice_s = std::max({kSliceLeastS, left_s, share_s});
    const auto until = begin + std::chrono::duration<double>(slice_s);
    session_.advance(elapsed.count(), [&] { return Clock::now() < until; });
    if (session_.is_active() || window_->has_news() || due_in_s() <= 0.0) draw({});
    update_title();
  }
  keep_settings(true);
}

void DesktopLoop::update_title() {
  const Clock::time_point now = Clock::now();
  if (session_.view().is_playing && now - titled_at_ < kTitleEvery) return;
  titled_at_ = now;
  window_->set_title(title_of(session_.view()));
}

void DesktopLoop::make_link() {
  if (session_.view().scenario == nullptr) return;
  SharedScenario shared = session_.shared();
  shared.version = cli::version_number();
  const std::string fragment = share_fragment(shared);
  SDL_SetClipboardText(fragment.c_str());
  frame_.tell(
      fmt::format("Copied: this scenario and instant as {} characters, \"{}\xe2\x80\xa6\". They go "
                  "behind the address of "
                  "any Millrace page.",
                  fragment.size(), fragment.substr(0, 12)));
}

void DesktopLoop::begin_export(ExportKind kind) {
  const WorkbenchView view = session_.view();
  if (view.scenario == nullptr) return;
  const std::string path = free_path(export_name(kind, view.scenario->name));
  if (kind == ExportKind::kPicture) {
    const Status saved = window_->save_picture(path);
    frame_.tell(saved ? "Written: " + path : saved.error().message);
    return;
  }
  if (export_.is_running()) {
    frame_.tell("One export is being made already.");
    return;
  }
  Place copy = *place_;
  copy.opened = std::make_shared<OpenedRecordings>(*place_->opened);
  const SessionFiles files = files_of(std::make_shared<const Place>(std::move(copy)));
  frame_.tell("Playing the scenario to its end for " + path + " \xe2\x80\xa6");
  export_.start(export_order(kind, view, files), path, [] { Window::wake(); });
}

void DesktopLoop::answer(const FrameRequests& requests) {
  if (requests.wants_link) make_link();
  if (requests.wants_open) frame_.show_folder(list_folder(place_->folder));
  if (requests.list_folder.has_value()) frame_.show_folder(list_folder(*requests.list_folder));
  if (requests.open_path.has_value() && !open(*requests.open_path))
    frame_.tell("cannot read '" + *requests.open_path + "'");
  if (requests.wants_export.has_value()) begin_export(*requests.wants_export);
}

}  // namespace millrace
