// tests/golden/studio.cpp — fonts, theme and clock of a picture.
#include "tests/golden/studio.hpp"

#include <doctest/doctest.h>

#include <utility>

#include "ui/platform/font_atlas.hpp"
#include "ui/platform/session_files.hpp"

namespace millrace::test {

Studio::Studio(const StudioOptions& options) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  io.DisplaySize = {static_cast<float>(options.width), static_cast<float>(options.height)};
  io.DisplayFramebufferScale = {options.density, options.density};
  theme_ = theme_of({options.is_dark, options.has_high_contrast, true, options.scale});
  load_fonts(theme_, options.density);
  take_font_atlas(atlas_);
  apply_theme(theme_);
}

Studio::~Studio() {
  ImGui::DestroyContext();
}

void Studio::begin() {
  ImGui::GetIO().DeltaTime = 1.0f / 60.0f;
  ImGui::NewFrame();
}

Pixels Studio::picture() const {
  return render(*ImGui::GetDrawData(), theme_.window);
}

std::unique_ptr<Session> played(const std::string& scenario, VirtualTime at) {
  const std::string folder = std::string(MILLRACE_SOURCE_DIR) + "/scenarios";
  auto made = std::make_unique<Session>(session_files(folder));
  Session& session = *made;
  std::optional<std::string> text = contents_of(folder + "/" + scenario);
  REQUIRE(text.has_value());
  session.load(std::move(*text), scenario);
  REQUIRE(session.view().scenario != nullptr);
  session.apply(PauseCommand{});
  session.apply(SeekCommand{at});
  while (session.is_active()) session.advance(0.0, [] { return true; });
  return made;
}

}  // namespace millrace::test
