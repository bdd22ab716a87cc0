// ui/frame/cut_text.cpp — shortening by code points until it fits.
#include "ui/frame/cut_text.hpp"

#include <imgui.h>

#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

constexpr const char* kEllipsis = "\xe2\x80\xa6";

bool fits(const std::string& text, float width, int lines) {
  if (lines <= 1) return ImGui::CalcTextSize(text.c_str()).x <= width;
  const float height = ImGui::CalcTextSize(text.c_str(), nullptr, false, width).y;
  return height <= ImGui::GetTextLineHeight() * (static_cast<float>(lines) + 0.5f);
}

/// Where the code point begins in which, or behind which, this byte is.
std::size_t begin_of_point(std::string_view text, std::size_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0u) == 0x80u)
    --at;
  return at;
}

}  // namespace

std::string cut_to_fit(std::string_view text, float width, int lines) {
  std::string shown(text);
  if (fits(shown, width, lines)) return shown;
  std::size_t good = 0;
  std::size_t bad = text.size();
  while (bad - good > 1) {
    const std::size_t middle = begin_of_point(text, good + (bad - good) / 2);
    if (middle <= good) break;
    if (fits(std::string(text.substr(0, middle)) + kEllipsis, width, lines)) {
      good = middle;
    } else {
      bad = middle;
    }
  }
  shown.assign(text.substr(0, good));
  while (!shown.empty() && shown.back() == ' ') shown.pop_back();
  return shown + kEllipsis;
}

void draw_cut_text(std::string_view text, float width, int lines, std::string_view whole) {
  const std::string shown = cut_to_fit(text, width, lines);
  if (lines > 1) ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
  ImGui::TextUnformatted(shown.c_str());
  if (lines > 1) ImGui::PopTextWrapPos();
  if (!whole.empty()) {
    hover_text(std::string(whole).c_str());
  } else if (shown.size() != text.size()) {
    hover_text(std::string(text).c_str());
  }
}

}  // namespace millrace
