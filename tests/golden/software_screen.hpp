// tests/golden/software_screen.hpp — draws what ImGui asks for without a graphics card: the same pixels everywhere.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <map>
#include <vector>

#include "tests/golden/pixels.hpp"
#include "ui/draw/heat_map.hpp"

namespace millrace::test {

/// A texture in memory; its address is ImGui's id of it.
struct SoftTexture {
  int width = 0;
  int height = 0;
  std::vector<std::uint32_t> rgba;
  bool is_smooth = false;  // between its points: fonts; heat maps have hard edges
};

class SoftTextures final : public TextureStore {
 public:
  ImTextureID show(std::uint32_t place, int width, int height, const std::uint32_t* rgba) override;

 private:
  std::map<std::uint32_t, SoftTexture> textures_;
};

/// Makes the texture of ImGui's font atlas; `texture` must live as long as its context.
void take_font_atlas(SoftTexture& texture);
/// Over `background` (0xAABBGGRR), at the data's framebuffer scale. Triangles by the top-left rule, alpha over.
Pixels render(const ImDrawData& data, std::uint32_t background);

}  // namespace millrace::test
