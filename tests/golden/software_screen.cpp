// tests/golden/software_screen.cpp — triangles with colour and texture, in fixed point.
#include "tests/golden/software_screen.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace millrace::test {
namespace {

constexpr std::int64_t kSubPixels = 256;

struct Channels {
  std::array<float, 4> of = {};  // R G B A, 0…1
};

Channels unpacked(std::uint32_t rgba) {
  Channels channels;
  for (std::size_t i = 0; i < 4; ++i)
    channels.of[i] = static_cast<float>(rgba >> (8 * i) & 0xffu) / 255.0f;
  return channels;
}

Channels texel(const SoftTexture& texture, int x, int y) {
  const int column = std::clamp(x, 0, texture.width - 1);
  const int row = std::clamp(y, 0, texture.height - 1);
  return unpacked(
      texture.rgba[static_cast<std::size_t>(row) * static_cast<std::size_t>(texture.width) +
                   static_cast<std::size_t>(column)]);
}

Channels sample(const SoftTexture& texture, float u, float v) {
  const float x = u * static_cast<float>(texture.width);
  const float y = v * static_cast<float>(texture.height);
  if (!texture.is_smooth)
    return texel(texture, static_cast<int>(std::floor(x)), static_cast<int>(std::floor(y)));
  const float left = std::floor(x - 0.5f);
  const float top = std::floor(y - 0.5f);
  const float right_share = x - 0.5f - left;
  const float low_share = y - 0.5f - top;
  const auto column = static_cast<int>(left);
  const auto row = static_cast<int>(top);
  const Channels a = texel(texture, column, row);
  const Channels b = texel(texture, column + 1, row);
  const Channels c = texel(texture, column, row + 1);
  const Channels d = texel(texture, column + 1, row + 1);
  Channels result;
  for (std::size_t i = 0; i < 4; ++i) {
    const float upper = a.of[i] + (b.of[i] - a.of[i]) * right_share;
    const float lower = c.of[i] + (d.of[i] - c.of[i]) * right_share;
    result.of[i] = upper + (lower - upper) * low_share;
  }
  return result;
}

struct Corner {
  std::int64_t x = 0;  // in 1/kSubPixels of a pixel
  std::int64_t y = 0;
  float u = 0.0f;
  float v = 0.0f;
  Channels colour;
};

/// Half-open in pixels.
struct Clip {
  int x0 = 0;
  int y0 = 0;
  int x1 = 0;
  int y1 = 0;
};

/// Twice the area of a, b and the point; > 0 to the right of a→b on a screen whose y points down.
std::int64_t edge(const Corner& a, const Corner& b, std::int64_t x, std::int64_t y) {
  return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
}

/// Of two triangles that share an edge, exactly one has the pixels on it.
bool owns_edge(const Corner& a, const Corner& b) {
  return b.y < a.y || (b.y == a.y && b.x > a.x);
}

void blend(Pixels& pixels, int x, int y, const Channels& over) {
  unsigned char* at = pixels.at(x, y);
  for (std::size_t i = 0; i < 3; ++i) {
    const float under = static_cast<float>(at[i]);
    const float mixed = under + (over.of[i] * 255.0f - under) * over.of[3];
    at[i] = static_cast<unsigned char>(std::clamp(mixed + 0.5f, 0.0f, 255.0f));
  }
}

int pixel_below(std::int64_t sub) {
  return static_cast<int>(sub >= 0 ? sub / kSubPixels : (sub - kSubPixels + 1) / kSubPixels);
}

void draw_triangle(Pixels& pixels, const Clip& clip, const SoftTexture& texture, const Corner& a,
                   Corner b, Corner c) {
  std::int64_t area = edge(a, b, c.x, c.y);
  if (area == 0) return;
  if (area < 0) {
    std::swap(b, c);
    area = -area;
  }
  const int x0 = std::max(clip.x0, pixel_below(std::min({a.x, b.x, c.x})));
  const int x1 = std::min(clip.x1, pixel_below(std::max({a.x, b.x, c.x})) + 1);
  const int y0 = std::max(clip.y0, pixel_below(std::min({a.y, b.y, c.y})));
  const int y1 = std::min(clip.y1, pixel_below(std::max({a.y, b.y, c.y})) + 1);
  const std::int64_t bias_a = owns_edge(b, c) ? 0 : 1;
  const std::int64_t bias_b = owns_edge(c, a) ? 0 : 1;
  const std::int64_t bias_c = owns_edge(a, b) ? 0 : 1;
  for (int y = y0; y < y1; ++y) {
    const std::int64_t centre_y = y * kSubPixels + kSubPixels / 2;
    for (int x = x0; x < x1; ++x) {
      const std::int64_t centre_x = x * kSubPixels + kSubPixels / 2;
      const std::int64_t of_a = edge(b, c, centre_x, centre_y);
      const std::int64_t of_b = edge(c, a, centre_x, centre_y);
      const std::int64_t of_c = edge(a, b, centre_x, centre_y);
      if (of_a < bias_a || of_b < bias_b || of_c < bias_c) continue;
      const float share_a = static_cast<float>(of_a) / static_cast<float>(area);
      const float share_b = static_cast<float>(of_b) / static_cast<float>(area);
      const float share_c = 1.0f - share_a - share_b;
      Channels colour = sample(texture, a.u * share_a + b.u * share_b + c.u * share_c,
                               a.v * share_a + b.v * share_b + c.v * share_c);
      for (std::size_t i = 0; i < 4; ++i) {
        colour.of[i] *=
            a.colour.of[i] * share_a + b.colour.of[i] * share_b + c.colour.of[i] * share_c;
      }
      if (colour.of[3] > 0.0f) blend(pixels, x, y, colour);
    }
  }
}

std::int64_t sub_pixels(float units, float scale) {
  return static_cast<std::int64_t>(
      std::floor(units * scale * static_cast<float>(kSubPixels) + 0.5f));
}

Corner corner(const ImDrawVert& vertex, const ImDrawData& data) {
  Corner result;
  result.x = sub_pixels(vertex.pos.x - data.DisplayPos.x, data.FramebufferScale.x);
  result.y = sub_pixels(vertex.pos.y - data.DisplayPos.y, data.FramebufferScale.y);
  result.u = vertex.uv.x;
  result.v = vertex.uv.y;
  result.colour = unpacked(vertex.col);
  return result;
}

void draw_command(Pixels& pixels, const ImDrawList& list, const ImDrawCmd& command,
                  const ImDrawData& data) {
  const auto bound = [](float units, float scale, int most) {
    return std::clamp(static_cast<int>(units * scale), 0, most);
  };
  const ImVec2 scale = data.FramebufferScale;
  const ImVec4 rect = command.ClipRect;
  const Clip clip = {bound(rect.x - data.DisplayPos.x, scale.x, pixels.width),
                     bound(rect.y - data.DisplayPos.y, scale.y, pixels.height),
                     bound(rect.z - data.DisplayPos.x, scale.x, pixels.width),
                     bound(rect.w - data.DisplayPos.y, scale.y, pixels.height)};
  const auto& texture = *static_cast<const SoftTexture*>(command.GetTexID());
  for (unsigned int i = 0; i + 2 < command.ElemCount; i += 3) {
    const auto vertex = [&](unsigned int which) {
      const ImDrawIdx index = list.IdxBuffer[static_cast<int>(command.IdxOffset + i + which)];
      return corner(list.VtxBuffer[static_cast<int>(command.VtxOffset + index)], data);
    };
    draw_triangle(pixels, clip, texture, vertex(0), vertex(1), vertex(2));
  }
}

}  // namespace

ImTextureID SoftTextures::show(std::uint32_t place, int width, int height,
                               const std::uint32_t* rgba) {
  SoftTexture& texture = textures_[place];
  texture.width = width;
  texture.height = height;
  texture.rgba.assign(rgba,
                      rgba + static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  return &texture;
}

void take_font_atlas(SoftTexture& texture) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  unsigned char* bytes = nullptr;
  atlas.GetTexDataAsRGBA32(&bytes, &texture.width, &texture.height);
  const std::size_t count =
      static_cast<std::size_t>(texture.width) * static_cast<std::size_t>(texture.height);
  texture.rgba.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t packed = 0;
    for (std::size_t channel = 0; channel < 4; ++channel)
      packed |= static_cast<std::uint32_t>(bytes[i * 4 + channel]) << (8 * channel);
    texture.rgba[i] = packed;
  }
  texture.is_smooth = true;
  atlas.SetTexID(&texture);
}

Pixels render(const ImDrawData& data, std::uint32_t background) {
  Pixels pixels(static_cast<int>(data.DisplaySize.x * data.FramebufferScale.x),
                static_cast<int>(data.DisplaySize.y * data.FramebufferScale.y));
  for (int y = 0; y < pixels.height; ++y) {
    for (int x = 0; x < pixels.width; ++x) {
      for (std::size_t i = 0; i < 3; ++i)
        pixels.at(x, y)[i] = static_cast<unsigned char>(background >> (8 * i) & 0xffu);
    }
  }
  for (const ImDrawList* list : data.CmdLists) {
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.UserCallback == nullptr) draw_command(pixels, *list, command, data);
    }
  }
  return pixels;
}

}  // namespace millrace::test
