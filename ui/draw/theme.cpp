// ui/draw/theme.cpp — colours and sizes of both themes.
#include "ui/draw/theme.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace millrace {
namespace {

constexpr ImU32 rgb(std::uint32_t hex) {
  return 0xff000000u | (hex & 0xffu) << 16 | (hex & 0xff00u) | (hex >> 16 & 0xffu);
}

ImVec4 vec(ImU32 colour) {
  return ImGui::ColorConvertU32ToFloat4(colour);
}

struct NamedStyle {
  std::string_view name;
  std::uint32_t colour;
  std::uint32_t edge_on_light;  // 0: 3:1 is met without
  Marker marker;
  float dash;
};

constexpr std::uint32_t kReference = 0x999999;
constexpr std::uint32_t kReferenceEdge = 0x6a6a6a;

/// Okabe and Ito's colours, bit for bit; README.md says where an edge helps.
constexpr std::array<NamedStyle, 11> kStrategies = {{
    {"always_hash", 0x0072b2, 0, Marker::kCircle, 0.0f},
    {"smart_repartition", 0x56b4e9, 0x2a86bd, Marker::kSquare, 9.0f},
    {"sticky_partition", 0xe69f00, 0xa06d00, Marker::kTriangle, 5.0f},
    {"round_robin", 0xcc79a7, 0, Marker::kDiamond, 2.5f},
    {"fan_in", 0x009e73, 0, Marker::kPlus, 13.0f},
    {"two_phase", 0xf0e442, 0, Marker::kCross, 7.0f},
    {"flink_key_groups", kReference, kReferenceEdge, Marker::kTriangleDown, 4.0f},
    {"consistent_hash", kReference, kReferenceEdge, Marker::kRing, 6.0f},
    {"partial_key_grouping", kReference, kReferenceEdge, Marker::kFrame, 11.0f},
    {"hot_key_split", kReference, kReferenceEdge, Marker::kHourglass, 3.0f},
    {"least_loaded", kReference, kReferenceEdge, Marker::kStar, 16.0f},
}};
/// Yellow cannot be seen on white: this one stands for it on light.
constexpr std::uint32_t kTwoPhaseOnLight = 0x8a7a00;

float channel_light(ImU32 colour, int shift) {
  const float value = static_cast<float>(colour >> shift & 0xffu) / 255.0f;
  return value <= 0.04045f ? value / 12.92f : std::pow((value + 0.055f) / 1.055f, 2.4f);
}

float light_of(ImU32 colour) {
  return 0.2126f * channel_light(colour, 0) + 0.7152f * channel_light(colour, 8) +
         0.0722f * channel_light(colour, 16);
}

}  // namespace

float contrast(ImU32 a, ImU32 b) {
  const float first = light_of(a) + 0.05f;
  const float second = light_of(b) + 0.05f;
  return std::max(first, second) / std::min(first, second);
}

StrategyStyle Theme::strategy(std::string_view canonical_name) const {
  for (const NamedStyle& style : kStrategies) {
    if (style.name != canonical_name) continue;
    const bool is_yellow = !is_dark && style.marker == Marker::kCross;
    const bool has_edge = !is_dark && style.edge_on_light != 0;
    return {rgb(is_yellow ? kTwoPhaseOnLight : style.colour),
            has_edge ? rgb(style.edge_on_light) : 0, style.marker, style.dash};
  }
  return {rgb(kReference), is_dark ? 0 : rgb(kReferenceEdge), Marker::kCross, 4.0f};
}

OutcomeStyle Theme::outcome(OutcomeKind kind) const {
  switch (kind) {
    case OutcomeKind::kValid:
      return {rgb(is_dark ? 0x56b4e9 : 0x0072b2), "\xe2\x9c\x93", "correct"};
    case OutcomeKind::kInvalid:
      return {rgb(is_dark ? 0xff7b33 : 0xc24e00), "\xe2\x9c\x97", "WRONG"};
    case OutcomeKind::kUnknown:
      return {rgb(is_dark ? 0xe69f00 : 0x9a6a00), "?", "unknown"};
    case OutcomeKind::kRefused:
      return {rgb(is_dark ? 0xb8b8c0 : 0x5c5c66), "\xc3\x97", "refused"};
    case OutcomeKind::kRunning:
      break;
  }
  return {muted, "\xc2\xb7", "running"};
}

Theme dark_theme() {
  Theme theme;
  theme.window = rgb(0x14161b);
  theme.panel = rgb(0x1c1f26);
  theme.panel_title = rgb(0x23272f);
  theme.border = rgb(0x343a46);
  theme.foreground = rgb(0xe8eaee);
  theme.muted = rgb(0x9aa3b2);
  theme.grid = rgb(0x2c313b);
  theme.accent = rgb(0x7cc4ff);
  theme.cursor = rgb(0xffffff);
  theme.idle = rgb(0x3b4656);
  theme.busy = rgb(0xe0703a);
  theme.back_pressured = rgb(0x7a6a9c);
  theme.warning = rgb(0xe69f00);
  return theme;
}

Theme light_theme() {
  Theme theme;
  theme.is_dark = false;
  theme.window = rgb(0xeef0f3);
  theme.panel = rgb(0xffffff);
  theme.panel_title = rgb(0xf4f5f8);
  theme.border = rgb(0xc8cdd6);
  theme.foreground = rgb(0x1a1d24);
  theme.muted = rgb(0x596273);
  theme.grid = rgb(0xe3e6eb);
  theme.accent = rgb(0x0062a8);
  theme.cursor = rgb(0x000000);
  theme.idle = rgb(0xc5ced9);
  theme.busy = rgb(0xd55e00);
  theme.back_pressured = rgb(0x6b568f);
  theme.warning = rgb(0x9a6a00);
  return theme;
}

void apply_theme(const Theme& theme) {
  ImGuiStyle style;
  style.WindowPadding = {8, 6};
  style.FramePadding = {7, 4};
  style.ItemSpacing = {8, 5};
  style.WindowRounding = 0;
  style.ChildRounding = 6;
  style.FrameRounding = 4;
  style.PopupRounding = 6;
  style.GrabRounding = 4;
  style.ScrollbarSize = 11;
  style.SelectableTextAlign = {0, 0.5f};  // of rows that are higher than their text
  style.WindowBorderSize = 0;
  style.ChildBorderSize = theme.has_high_contrast ? 2.0f : 1.0f;
  style.FrameBorderSize = theme.has_high_contrast ? 1.0f : 0.0f;
  style.ScaleAllSizes(theme.scale);
  ImVec4* colours = style.Colors;
  const ImU32 raised = mixed(theme.panel, theme.foreground, theme.is_dark ? 0.10f : 0.14f);
  for (int i = 0; i < ImGuiCol_COUNT; ++i) colours[i] = vec(raised);
  colours[ImGuiCol_Text] = vec(theme.foreground);
  colours[ImGuiCol_TextDisabled] = vec(theme.muted);
  colours[ImGuiCol_WindowBg] = vec(theme.window);
  colours[ImGuiCol_ChildBg] = vec(theme.panel);
  colours[ImGuiCol_PopupBg] = vec(mixed(theme.panel, theme.foreground, 0.04f));
  colours[ImGuiCol_Border] = vec(theme.border);
  colours[ImGuiCol_BorderShadow] = ImVec4(0, 0, 0, 0);
  colours[ImGuiCol_ButtonHovered] = vec(mixed(theme.panel, theme.foreground, 0.20f));
  colours[ImGuiCol_ButtonActive] = vec(mixed(theme.panel, theme.accent, 0.40f));
  colours[ImGuiCol_FrameBgHovered] = colours[ImGuiCol_ButtonHovered];
  colours[ImGuiCol_FrameBgActive] = colours[ImGuiCol_ButtonActive];
  colours[ImGuiCol_Header] = vec(mixed(theme.panel, theme.accent, 0.25f));
  colours[ImGuiCol_HeaderHovered] = vec(mixed(theme.panel, theme.accent, 0.35f));
  colours[ImGuiCol_HeaderActive] = vec(mixed(theme.panel, theme.accent, 0.45f));
  colours[ImGuiCol_CheckMark] = vec(theme.accent);
  colours[ImGuiCol_SliderGrab] = vec(theme.accent);
  colours[ImGuiCol_SliderGrabActive] = vec(theme.accent);
  colours[ImGuiCol_Separator] = vec(theme.border);
  colours[ImGuiCol_ScrollbarBg] = ImVec4(0, 0, 0, 0);
  colours[ImGuiCol_TabActive] = vec(mixed(theme.panel, theme.accent, 0.35f));
  colours[ImGuiCol_TabHovered] = vec(mixed(theme.panel, theme.accent, 0.45f));
  colours[ImGuiCol_TextSelectedBg] = vec(with_alpha(theme.accent, 0.35f));
  colours[ImGuiCol_NavHighlight] = vec(theme.accent);
  colours[ImGuiCol_TableRowBg] = ImVec4(0, 0, 0, 0);
  colours[ImGuiCol_TableRowBgAlt] = vec(with_alpha(theme.foreground, 0.03f));
  colours[ImGuiCol_TableHeaderBg] = vec(theme.panel_title);
  ImGui::GetStyle() = style;
}

ImU32 with_alpha(ImU32 colour, float alpha) {
  const auto a = static_cast<ImU32>(std::clamp(alpha, 0.0f, 1.0f) * 255.0f + 0.5f);
  return (colour & 0x00ffffffu) | a << 24;
}

ImU32 mixed(ImU32 a, ImU32 b, float share_of_b) {
  ImU32 result = 0;
  for (int shift = 0; shift < 32; shift += 8) {
    const auto from = static_cast<float>(a >> shift & 0xffu);
    const auto to = static_cast<float>(b >> shift & 0xffu);
    result |= static_cast<ImU32>(from + (to - from) * share_of_b + 0.5f) << shift;
  }
  return result;
}

ImU32 quantity_colour(float value) {
  // Every eighth of matplotlib's cividis.
  static constexpr std::array<std::uint32_t, 9> kStops = {
      0x00224e, 0x123570, 0x3b496c, 0x575d6d, 0x707173, 0x8a8678, 0xa59c74, 0xc3b369, 0xfee838};
  const float at = std::clamp(value, 0.0f, 1.0f) * 8.0f;
  const auto below = std::min<std::size_t>(7, static_cast<std::size_t>(at));
  return mixed(rgb(kStops[below]), rgb(kStops[below + 1]), at - static_cast<float>(below));
}

}  // namespace millrace
