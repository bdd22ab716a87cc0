// ui/frame/frame_state.hpp — what a frame keeps between two of its pictures. For the files of the frame alone.
#pragma once

#include <string>
#include <vector>

#include "ui/frame/frame.hpp"
#include "ui/frame/popups.hpp"
#include "ui/frame/tab_groups.hpp"
#include "ui/frame/time_bar.hpp"
#include "ui/frame/top_bar.hpp"
#include "ui/frame/tour.hpp"

namespace millrace {

struct Frame::State {
  ViewSettings settings;
  ViewSettings kept;  // as the platform last got them
  SystemLook system;
  Panels panels;
  TimeAxis time;
  Selection selection;
  std::vector<KeyHelp> keys;
  std::string wants_tab;  // to be brought to the front by the next frame
  std::string wants_popup;
  std::string narrow_front;
  PaletteState palette;
  SeedField seed;
  TimeBarState time_bar;
  Tour tour;
  TourPlaces places;  // of this frame
  FolderListing listing;
  std::string note;
  double note_until_s = 0.0;  // of ImGui's clock
  bool is_note_new = false;

  void follow(const WorkbenchView& view);
  void draw_layout(ActionContext& context);
  void draw_popups(ActionContext& context);
  void draw_note(const Theme& theme);

 private:
  void draw_wide(ActionContext& context);
  void draw_narrow(ActionContext& context);
  bool is_narrow(const Theme& theme) const;
  void draw_strip(ActionContext& context, bool is_short);
  void draw_time(ActionContext& context, bool is_narrow);
  void draw_cards(PanelContext& context, float height);
  void draw_groups(PanelContext& context, ImVec2 room);
};

}  // namespace millrace
