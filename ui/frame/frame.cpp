// ui/frame/frame.cpp — one picture: keys, layout, popups, then the commands that came of them.
#include "ui/frame/frame.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "ui/frame/frame_state.hpp"
#include "ui/frame/keyboard.hpp"

namespace millrace {
namespace {

std::vector<KeyHelp> key_help() {
  std::vector<KeyHelp> keys;
  for (const Action& action : action_list())
    keys.push_back({keys_text(action), action.title, action.group});
  return keys;
}

/// A window without frame over all there is.
void begin_root(const char* name) {
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport->Pos);
  ImGui::SetNextWindowSize(viewport->Size);
  ImGui::Begin(name, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoScrollWithMouse);
}

/// Whether a layout other than the present one is needed to show the panel.
bool is_elsewhere(LayoutKind layout, std::string_view panel) {
  for (const TabGroup& group : tab_groups(layout)) {
    if (std::find(group.panels.begin(), group.panels.end(), panel) != group.panels.end())
      return false;
  }
  return find_panel(panel) != nullptr;
}

}  // namespace

void Frame::State::follow(const WorkbenchView& view) {
  if (keys.empty())
    keys = key_help();  // not before: keys are named by ImGui, which may come after this
  const double duration = static_cast<double>(std::max(view.duration.ns, view.now.ns)) * 1e-9;
  const bool was_whole = time.span_s() >= time.limit_s * 0.999;
  time.limit_s = std::max(duration, 1e-3);
  if (was_whole) {
    time.begin_s = 0.0;
    time.end_s = time.limit_s;
  }
  const double now_s = static_cast<double>(view.now.ns) * 1e-9;
  if (time.is_following && view.is_playing && (now_s > time.end_s || now_s < time.begin_s)) {
    const double span = time.span_s();
    time.begin_s = now_s - span * 0.8;
    time.end_s = time.begin_s + span;
  }
  time.settle();
}

Frame::Frame() : Frame(ViewSettings()) {}

Frame::Frame(ViewSettings settings) : state_(std::make_unique<State>()) {
  state_->settings = settings;
  state_->kept = std::move(settings);
}

Frame::~Frame() = default;

FrameRequests Frame::draw(Session& session, const Theme& theme, TextureStore& textures) {
  State& state = *state_;
  FrameRequests requests;
  CommandList commands;
  const WorkbenchView view = session.view();
  state.follow(view);
  PanelContext panel = {view,     commands, theme,     state.time, state.selection,
                        textures, 0,        state.keys};
  panel.selection.run = view.selected;
  FrameWishes wishes;
  ActionContext context = {
      panel, requests, state.settings, wishes, state.time_bar.unit, state.tour.is_on()};
  begin_root("workbench");
  read_keyboard(context);
  // In this frame: what is typed next is meant for the popup.
  if (!wishes.popup.empty()) state.wants_popup = std::exchange(wishes.popup, {});
  state.tour.read_keys(context);
  state.tour.arrive(context);
  state.places = {};
  state.time.cursor_s = -1.0;
  state.draw_layout(context);
  state.wants_tab.clear();
  state.draw_popups(context);
  state.draw_note(theme);
  ImGui::End();
  if (!wishes.tab.empty()) show_panel(wishes.tab);
  if (!wishes.popup.empty()) state.wants_popup = wishes.popup;
  if (wishes.starts_tour) state.tour.start();
  for (const Command& command : commands.all()) session.apply(command);
  requests.has_new_settings = state.settings != state.kept;
  state.kept = state.settings;
  const Look wanted = look();
  if (wanted.is_dark != theme.is_dark) requests.is_dark = wanted.is_dark;
  if (wanted.scale != theme.scale) requests.scale = wanted.scale;
  return requests;
}

void Frame::draw_panel(Session& session, const Theme& theme, TextureStore& textures,
                       std::string_view panel) {
  State& state = *state_;
  CommandList commands;
  const WorkbenchView view = session.view();
  state.follow(view);
  PanelContext context = {view,     commands, theme,     state.time, state.selection,
                          textures, 0,        state.keys};
  context.selection.run = view.selected;
  begin_root("panel");
  state.panels.draw_one(context, panel);
  ImGui::End();
  for (const Command& command : commands.all()) session.apply(command);
}

const ViewSettings& Frame::settings() const {
  return state_->settings;
}

void Frame::change_settings(ViewSettings settings) {
  state_->settings = std::move(settings);
}

void Frame::follow_system(const SystemLook& system) {
  state_->system = system;
}

Look Frame::look() const {
  return look_of(state_->settings, state_->system);
}

void Frame::tell(std::string note) {
  state_->note = std::move(note);
  state_->is_note_new = true;
}

double Frame::due_in_s() const {
  constexpr double kCaretBlinkS = 0.3;
  if (state_->is_note_new) return 0.0;
  double due_s = std::numeric_limits<double>::infinity();
  if (!state_->note.empty()) due_s = state_->note_until_s - ImGui::GetTime();
  if (ImGui::GetIO().WantTextInput) due_s = std::min(due_s, kCaretBlinkS);
  return due_s;
}

void Frame::show_folder(FolderListing listing) {
  state_->listing = std::move(listing);
  state_->wants_popup = "open";
}

void Frame::follow_key(std::string key) {
  state_->selection.key = std::move(key);
}

void Frame::show_panel(std::string_view panel) {
  State& state = *state_;
  state.wants_tab = std::string(panel);
  if (is_elsewhere(state.settings.layout, panel)) state.settings.layout = LayoutKind::kWorkbench;
}

void Frame::start_tour(std::size_t stop) {
  state_->tour.start(stop);
}

void Frame::show_popup(std::string_view popup) {
  state_->wants_popup = std::string(popup);
}

}  // namespace millrace
