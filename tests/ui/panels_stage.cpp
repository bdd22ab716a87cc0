// tests/ui/panels_stage.cpp — ImGui is compiled once more for this program, with the hooks of its test engine: they
// tell of every item and its id.
#include "tests/ui/panels_stage.hpp"

#include <imgui_internal.h>

#include <cmath>

#include "sim/cli/scenario_words.hpp"

namespace millrace::test {
namespace {

struct SeenItem {
  ImGuiID id = 0;
  ImRect box;
  std::string label;
};

/// Of the frame being drawn; one context at a time.
struct Clash {
  ImGuiID id = 0;
  ImRect first;
  ImRect second;
};
struct Seen {
  std::map<ImGuiID, SeenItem> items;
  std::vector<Clash> clashes;
};
Seen seen;

}  // namespace
}  // namespace millrace::test

using millrace::test::seen;

void ImGuiTestEngineHook_ItemAdd(ImGuiContext*, ImGuiID id, const ImRect& box,
                                 const ImGuiLastItemData*) {
  if (id == 0) return;
  const auto [place, is_new] = seen.items.try_emplace(id);
  // The same item twice at the same place is ImGui's own doing (fields of several lines, tables).
  const bool is_same = !is_new && std::fabs(place->second.box.Min.x - box.Min.x) < 1.0f &&
                       std::fabs(place->second.box.Min.y - box.Min.y) < 1.0f;
  if (!is_new && !is_same) seen.clashes.push_back({id, place->second.box, box});
  place->second.id = id;
  place->second.box = box;
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID id, const char* label,
                                  ImGuiItemStatusFlags) {
  const auto found = seen.items.find(id);
  if (found != seen.items.end() && label != nullptr) found->second.label = label;
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) {
  return nullptr;
}

namespace millrace::test {

const char* const kTinyScenario = R"(version: 1
name: tiny
duration: 400ms
query: |
  SELECT trader_id, COUNT(*) AS n FROM trades
  GROUP BY trader_id WINDOW TUMBLING(100ms)
topic:
  name: trades
  partitions: 12
  key: [symbol]
  fields:
    symbol: {type: string, pattern: "S{n}", cardinality: 40}
    trader_id: {type: string, pattern: "T{n}", cardinality: 60}
load: {rate: 20k/s}
engine: {cores: 4, num_partitions: 4}
)";

ImTextureID CountingTextures::show(std::uint32_t, int width, int height,
                                   const std::uint32_t* rgba) {
  CHECK(rgba != nullptr);
  ++shown;
  pixels += width * height;
  return nullptr;
}

Session new_session() {
  SessionFiles files;
  files.surroundings.vocabulary = &cli::scenario_words();
  return Session(std::move(files));
}

void play_to(Session& session, double seconds) {
  const double to = seconds < 0.0 ? 3'600.0 : seconds;
  session.apply(PauseCommand{});
  session.apply(SeekCommand{{static_cast<std::int64_t>(to * 1e9)}});
  while (session.is_active()) session.advance(0.0, [] { return true; });
}

Stage::Stage(float width, float height, const Theme& look, float scale) : theme(look) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {width, height};
  io.DeltaTime = 1.0f / 60.0f;
  io.ConfigInputTrickleEventQueue = false;
  ImFontConfig font;
  font.SizePixels = 13.0f * scale;
  io.Fonts->AddFontDefault(&font);
  unsigned char* pixels = nullptr;
  int atlas_width = 0;
  int atlas_height = 0;
  io.Fonts->GetTexDataAsRGBA32(&pixels, &atlas_width, &atlas_height);
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  ImGui::GetCurrentContext()->TestEngineHookItems = true;
  theme.scale = scale;
  theme.mono = io.Fonts->Fonts[0];
  apply_theme(theme);
}

Stage::~Stage() {
  ImGui::DestroyContext();
}

std::vector<Command> Stage::frame(const WorkbenchView& view, Panel& panel) {
  seen = {};
  time.limit_s =
      std::max(1e-3, static_cast<double>(std::max(view.duration.ns, view.now.ns)) * 1e-9);
  if (time.end_s > time.limit_s || time.span_s() <= 0.0) time.fit();
  time.cursor_s = -1.0;
  CommandList commands;
  PanelContext context = {view, commands, theme, time, selection, textures};
  context.selection.run = view.selected;
  ImGui::NewFrame();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
  ImGui::Begin("stage", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
  panel.draw(context);
  ImGui::End();
  ImGui::Render();
  return commands.all();
}

std::vector<Command> Stage::frame(Session& session, Panel& panel) {
  std::vector<Command> commands = frame(session.view(), panel);
  for (const Command& command : commands) session.apply(command);
  // What was asked for is reached before the next frame; playing would not end.
  while (!session.view().is_playing && session.is_active())
    session.advance(0.0, [] { return true; });
  return commands;
}

void Stage::move_to(ImVec2 at) {
  ImGui::GetIO().AddMousePosEvent(at.x, at.y);
}
void Stage::press(ImGuiMouseButton button) {
  ImGui::GetIO().AddMouseButtonEvent(button, true);
}
void Stage::release(ImGuiMouseButton button) {
  ImGui::GetIO().AddMouseButtonEvent(button, false);
}
void Stage::wheel(float steps) {
  ImGui::GetIO().AddMouseWheelEvent(0.0f, steps);
}
void Stage::key(ImGuiKey key, bool is_down) {
  ImGui::GetIO().AddKeyEvent(key, is_down);
}
void Stage::type(const char* text) {
  ImGui::GetIO().AddInputCharactersUTF8(text);
}

std::vector<Command> Stage::click(Session& session, Panel& panel, ImVec2 at) {
  std::vector<Command> all;
  const auto step = [&] {
    for (const Command& command : frame(session, panel)) all.push_back(command);
  };
  move_to(at);
  step();
  press();
  step();
  release();
  step();
  step();
  return all;
}

std::vector<Command> Stage::tap(Session& session, Panel& panel, ImGuiKey which) {
  std::vector<Command> all;
  key(which, true);
  for (const Command& command : frame(session, panel)) all.push_back(command);
  key(which, false);
  for (const Command& command : frame(session, panel)) all.push_back(command);
  return all;
}

int Stage::vertices() const {
  return ImGui::GetDrawData()->TotalVtxCount;
}

std::vector<std::string> Stage::clashes() const {
  std::vector<std::string> texts;
  for (const Clash& clash : seen.clashes) {
    const auto place = [](const ImRect& box) {
      return "(" + std::to_string(static_cast<int>(box.Min.x)) + ", " +
             std::to_string(static_cast<int>(box.Min.y)) + ")";
    };
    texts.push_back("'" + seen.items[clash.id].label + "' at " + place(clash.first) + " and at " +
                    place(clash.second));
  }
  return texts;
}

ImVec2 Stage::centre_of(const std::string& label) const {
  for (const auto& [id, item] : seen.items) {
    if (item.label == label) return item.box.GetCenter();
  }
  // Combos tell no label.
  const ImGuiWindow* window = ImGui::FindWindowByName("stage");
  const auto found = window == nullptr ? seen.items.end()
                                       : seen.items.find(ImHashStr(label.c_str(), 0, window->ID));
  if (found != seen.items.end()) return found->second.box.GetCenter();
  FAIL("no item '" << label << "' on the stage");
  return {};
}

bool Stage::has_item(const std::string& label) const {
  for (const auto& [id, item] : seen.items) {
    if (item.label == label) return true;
  }
  return false;
}

}  // namespace millrace::test
