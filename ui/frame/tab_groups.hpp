// ui/frame/tab_groups.hpp — which panels stand together, and drawing one of a group at a time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "ui/frame/view_settings.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {

struct TabGroup {
  const char* id;
  std::vector<std::string_view> panels;
};

/// Of a layout, in reading order. Panels of panels.list that no group names join the last.
std::vector<TabGroup> tab_groups(LayoutKind layout);

/// The panels of a frame, made when first shown; what they keep survives being closed.
class Panels {
 public:
  /// The panel alone, in the current child window.
  void draw_one(PanelContext& context, std::string_view name);
  /// Tabs over the panel in front. `wants`: the panel to bring to the front, "" = none.
  void draw_tabs(PanelContext& context, const TabGroup& group, ImVec2 size, std::string_view wants);
  /// The same for fingers: buttons that scroll sideways over one panel. `front` is kept by the caller.
  void draw_swiped_tabs(PanelContext& context, const TabGroup& group, ImVec2 size,
                        std::string& front);

 private:
  /// Split in two while strategies are compared.
  void draw_body(PanelContext& context, const PanelInfo& info);

  std::map<std::string, std::unique_ptr<Panel>, std::less<>> panels_;
  std::string swiped_to_;  // whose button was brought into sight last
};

}  // namespace millrace
