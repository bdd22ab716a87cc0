// web/page/page.cpp — the loop: a slice of simulation, a frame when there is something new, news for the script.
#include "web/page/page.hpp"

#include <SDL.h>
#include <emscripten.h>
#include <imgui_internal.h>

#include <utility>

#include "sim/cli/version.hpp"
#include "sim/scenario/scenario_writing.hpp"
#include "sim/scenario/share_link.hpp"
#include "ui/platform/export_document.hpp"
#include "web/page/browser.hpp"
#include "web/page/text_entry.hpp"
#include "web/page/thread_readiness.hpp"

namespace millrace {
namespace {

constexpr double kFrameBudgetMs = 8.0;
constexpr double kTellEveryMs = 1000.0;

const char* clipboard_text(void* text) {
  return static_cast<std::string*>(text)->c_str();
}

void set_clipboard_text(void* text, const char* copied) {
  *static_cast<std::string*>(text) = copied;
  tell_page({{"copied", copied}});
}

/// Keys and mouse that ImGui has not worked off yet.
bool has_input_waiting() {
  return ImGui::GetCurrentContext()->InputEventsQueue.Size > 0;
}

SessionFiles page_files(std::shared_ptr<const OpenedRecordings> opened) {
  SessionFiles files = session_files("", std::move(opened));
  files.make_measured = with_ready_threads(std::move(files.make_measured));
  return files;
}

}  // namespace

Page& page() {
  static Page the_page;
  return the_page;
}

Page::Page()
    : opened_(std::make_shared<OpenedRecordings>()),
      files_(page_files(opened_)),
      session_(files_) {}

bool Page::start(const SystemLook& system, std::string_view settings) {
  // Keys that are typed into the page's own fields are not the canvas's; fingers are the script's.
  SDL_SetHint(SDL_HINT_EMSCRIPTEN_KEYBOARD_ELEMENT, "#canvas");
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
  frame_.change_settings(view_settings_from(settings));
  frame_.follow_system(system);
  const Look look = frame_.look();
  WindowOptions options;
  options.is_dark = look.is_dark;
  options.scale = look.scale;
  options.has_high_contrast = look.has_high_contrast;
  options.has_reduced_motion = look.has_reduced_motion;
  Result<std::unique_ptr<Window>> window = Window::open(options);
  if (!window) return false;
  window_ = std::move(window).value();
  ImGuiIO& io = ImGui::GetIO();
  io.ClipboardUserData = &clipboard_;
  io.GetClipboardTextFn = clipboard_text;
  io.SetClipboardTextFn = set_clipboard_text;
  last_ms_ = emscripten_get_now();
  emscripten_set_main_loop([] { page().draw_frame(); }, 0, 0);
  return true;
}

void Page::wake() {
  if (window_ == nullptr) return;
  Window::wake();
  wants_telling_ = true;
}

void Page::follow_system(const SystemLook& system) {
  frame_.follow_system(system);
  if (window_ != nullptr) window_->set_look(frame_.look());
}

void Page::draw_frame() {
  static_cast<void>(window_->poll(0));
  const double start_ms = emscripten_get_now();
  const double elapsed_s = (start_ms - last_ms_) * 1e-3;
  last_ms_ = start_ms;
  const bool was_active = session_.is_active();
  session_.advance(elapsed_s, [&] { return emscripten_get_now() - start_ms < kFrameBudgetMs; });
  const bool is_due = (start_ms - drawn_ms_) * 1e-3 >= frame_.due_in_s();
  if (was_active || session_.is_active() || window_->has_news() || has_input_waiting() || is_due) {
    const double begin_ms = emscripten_get_now();
    window_->begin_frame();
    const FrameRequests requests = frame_.draw(session_, window_->theme(), window_->textures());
    ImGui::Render();  // end_frame() finds it done, and hands it to OpenGL
    frame_cost_.add(emscripten_get_now() - begin_ms);
    window_->end_frame();
    drawn_ms_ = start_ms;
    serve(requests);
    window_->set_look(frame_.look());
    wants_telling_ = true;
  }
  tell_what_changed(was_active);
}

void Page::serve(const FrameRequests& requests) {
  if (requests.has_new_settings) tell_page({{"settings", to_text(frame_.settings())}});
  if (requests.wants_link) tell_page({{"wants_link", true}});
  if (requests.wants_open || requests.list_folder.has_value()) tell_page({{"wants_file", true}});
  if (requests.open_path.has_value())
    frame_.tell("A page remembers no files: choose or drop " + *requests.open_path + " again.");
  if (requests.wants_export.has_value()) serve_export(*requests.wants_export);
  tell_wanted_text();
}

void Page::serve_export(ExportKind kind) {
  const WorkbenchView view = session_.view();
  if (view.scenario == nullptr) return;
  const std::string name = export_name(kind, view.scenario->name);
  if (kind == ExportKind::kPicture) {
    tell_page({{"picture", name}});
    return;
  }
  if (kind != ExportKind::kScenario)
    frame_.tell("Playing the scenario to its end for " + name + " \xe2\x80\xa6");
  tell_page({{"export", order_json(kind)}});
}

void Page::keep(const std::string& name, std::string text) {
  opened()[name] = std::make_shared<const std::string>(std::move(text));
  const WorkbenchView view = session_.view();
  if (!has_errors(view.problems) || view.scenario_text.find(name) == std::string_view::npos) return;
  session_.load(std::string(view.scenario_text), std::string(view.scenario_name));
  wake();
}

nlohmann::ordered_json Page::order_json(ExportKind kind) const {
  const WorkbenchView view = session_.view();
  nlohmann::ordered_json strategies = nlohmann::ordered_json::array();
  for (const std::string& strategy : export_order(kind, view, files_).strategies)
    strategies.push_back(strategy);
  return {{"name", export_name(kind, view.scenario->name)},
          {"kind", static_cast<int>(kind)},
          {"text", write_scenario(*view.scenario)},
          {"strategies", std::move(strategies)}};
}

/// Where a field of the canvas gets the keyboard, a phone wants a field of the page.
void Page::tell_wanted_text() {
  const bool wants_text = ImGui::GetIO().WantTextInput;
  // A tap on the field that has it still asks once more: the page's field was closed meanwhile.
  if (ImGui::IsMouseReleased(ImGuiMouseButton_Left)) wanted_text_ = false;
  if (wants_text && !wanted_text_) {
    if (const std::optional<TextEntry> entry = text_entry())
      tell_page({{"wants_text", {{"text", entry->text}, {"is_multiline", entry->is_multiline}}}});
  }
  wanted_text_ = wants_text;
}

void Page::tell_what_changed(bool was_active) {
  if (!has_shown_data_ && session_.view().now.ns > 0) {
    has_shown_data_ = true;
    tell_page({{"first_frame", true}});
  }
  const double now_ms = emscripten_get_now();
  const bool has_come_to_rest = was_active && !session_.is_active();
  if (!wants_telling_ || (now_ms - told_ms_ < kTellEveryMs && !has_come_to_rest)) return;
  wants_telling_ = false;
  told_ms_ = now_ms;
  tell_page({{"changed", true}});
}

std::string fragment_of(const Session& session) {
  SharedScenario shared = session.shared();
  shared.version = cli::version_number();
  return share_fragment(shared);
}

}  // namespace millrace
