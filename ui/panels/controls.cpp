// ui/panels/controls.cpp — the scenario as sliders and fields: the simplest way to change something and see.
#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/scenario_writing.hpp"
#include "ui/draw/legend.hpp"
#include "ui/draw/touch.hpp"
#include "ui/panels/dials.hpp"
#include "ui/panels/offered_strategies.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/table.hpp"
#include "ui/panels/value_field.hpp"

namespace millrace {
namespace {

class Controls final : public Panel {
 public:
  void draw(PanelContext& context) override {
    if (context.view.scenario == nullptr || context.view.vocabulary == nullptr) {
      empty_state(context, "No scenario yet. Choose one above, or drop a file anywhere.");
      return;
    }
    collect(context);
    draw_problem(context);
    ImGui::BeginChild("all");
    draw_choices(context);
    draw_dials(context);
    draw_strategies(context);
    ImGui::SeparatorText("Everything");
    draw_paths(context);
    ImGui::EndChild();
  }

  std::string copied_text(const PanelContext&) const override {
    std::string text = "path\tvalue\tunit\ttype\n";
    for (const ScenarioPath& path : paths_)
      text += fmt::format("{}\t{}\t{}\t{}\n", path.path, path.default_text, path.unit, path.type);
    return text;
  }

 private:
  /// Anew only when there is another scenario: a new one stands at another place.
  void collect(const PanelContext& context) {
    const Scenario& scenario = *context.view.scenario;
    if (is_collected_ && scenario == shown_) return;
    is_collected_ = true;
    shown_ = scenario;
    dials_ = dials_of(scenario);
    values_.clear();
    for (const Dial& dial : dials_) values_.push_back(static_cast<float>(dial.value));
    paths_ = scenario_paths_of(scenario, *context.view.vocabulary);
    std::erase_if(paths_, [](const ScenarioPath& path) {
      return path.path == "version" || path.path == "query" || path.path == "description" ||
             path.path.rfind("expect", 0) == 0;
    });
    fields_.clear();
    for (const ScenarioPath& path : paths_) fields_.push_back(settable_text(path));
  }

  static void draw_problem(const PanelContext& context) {
    const Theme& theme = context.theme;
    if (!context.view.notice.empty())
      ImGui::TextWrapped("! %s", std::string(context.view.notice).c_str());
    const Diagnostic* problem = gravest_problem(context.view.problems);
    if (problem == nullptr) return;
    const bool is_error = problem->severity == Severity::kError;
    ImGui::PushStyleColor(ImGuiCol_Text,
                          is_error ? theme.outcome(OutcomeKind::kInvalid).colour : theme.warning);
    ImGui::TextWrapped("%s %s", is_error ? "\xe2\x9c\x97" : "!", to_text(*problem).c_str());
    ImGui::PopStyleColor();
  }

  void draw_dials(PanelContext& context) {
    const Theme& theme = context.theme;
    muted_text(theme,
               "Let go of a slider and everything starts again with the new value. "
               "Ctrl+click a slider to type.");
    const float room = ImGui::GetContentRegionAvail().x;
    const int columns = room > theme.px(560) ? 2 : 1;
    if (!ImGui::BeginTable("dials", columns * 2, ImGuiTableFlags_SizingStretchProp)) return;
    for (int i = 0; i < columns; ++i) {
      ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthFixed);
      ImGui::TableSetupColumn("value", ImGuiTableColumnFlags_WidthStretch);
    }
    for (std::size_t i = 0; i < dials_.size(); ++i) {
      const Dial& dial = dials_[i];
      ImGui::TableNextColumn();
      ImGui::AlignTextToFramePadding();
      ImGui::TextUnformatted(dial.label.c_str());
      hover_text(dial.help.c_str());
      ImGui::TableNextColumn();
      ImGui::SetNextItemWidth(-theme.px(10));
      ImGui::PushID(dial.path.c_str());
      ImGui::PushStyleColor(ImGuiCol_SliderGrab, with_alpha(theme.accent, 0.45f));
      ImGui::SliderFloat("##value", &values_[i], static_cast<float>(dial.least),
                         static_cast<float>(dial.greatest), dial.format.c_str(),
                         dial.is_logarithmic ? ImGuiSliderFlags_Logarithmic : 0);
      ImGui::PopStyleColor();
      if (ImGui::IsItemDeactivatedAfterEdit())
        context.commands.add(
            SetValueCommand{dial.path, dial_yaml(dial, static_cast<double>(values_[i]))});
      hover_text((dial.help + "  " + dial.path).c_str());
      ImGui::PopID();
    }
    ImGui::EndTable();
  }

  static void draw_choices(PanelContext& context) {
    const Theme& theme = context.theme;
    const Scenario& scenario = *context.view.scenario;
    if (scenario.topic.recording.empty() && !scenario.topic.fields.empty()) {
      std::string key;
      for (const std::string& column : scenario.topic.key)
        key += (key.empty() ? "" : ", ") + column;
      ImGui::AlignTextToFramePadding();
      ImGui::TextUnformatted("topic keyed by");
      ImGui::SameLine();
      ImGui::SetNextItemWidth(theme.px(130));
      if (ImGui::BeginCombo("##key", key.empty() ? "nothing" : key.c_str())) {
        for (const FieldSpec& field : scenario.topic.fields) {
          if (choice_row(field.name.c_str(), field.name == key, theme))
            context.commands.add(SetValueCommand{"topic.key", "[" + field.name + "]"});
        }
        ImGui::EndCombo();
      }
      hover_text(
          "By which column producers choose the partition of a record. If the query groups "
          "by it, whole batches may stay where they are.");
      ImGui::SameLine(0, theme.px(16));
    }
    bool allows = scenario.engine.job.allow_invalid;
    if (ImGui::Checkbox("run what would be refused", &allows))
      context.commands.add(SetValueCommand{"engine.allow_invalid", allows ? "true" : "false"});
    hover_text("What `compare` does with plans that validation refuses. Here they always run.");
  }

  static void draw_strategies(PanelContext& context) {
    ImGui::SeparatorText("Strategies");
    bool is_first = true;
    for (const OfferedStrategy& offered : offered_strategies()) {
      std::optional<std::size_t> place;
      for (std::size_t i = 0; i < context.view.runs.size(); ++i) {
        const RunView& run = context.view.runs[i];
        if (run.strategy == offered.name && !run.forked_from.has_value()) place = i;
      }
      const char* const name = offered.display_name.c_str();
      const float width = ImGui::CalcTextSize(name).x + ImGui::GetFrameHeight() * 1.4f;
      if (!is_first) flow(width, context.theme.px(12));
      is_first = false;
      bool is_in = place.has_value();
      if (ImGui::Checkbox(name, &is_in)) {
        if (place.has_value()) {
          context.commands.add(RemoveRunCommand{*place});
        } else {
          context.commands.add(AddRunCommand{offered.name});
        }
      }
      hover_text(offered.summary.c_str());
    }
  }

  void draw_paths(PanelContext& context) {
    const Theme& theme = context.theme;
    ImGui::SetNextItemWidth(theme.px(220));
    value_field("##filter", "find a value: rate, fetch, jitter \xe2\x80\xa6", filter_);
    constexpr ImGuiTableFlags kFlags = ImGuiTableFlags_RowBg | ImGuiTableFlags_SizingStretchProp;
    if (!ImGui::BeginTable("paths", 3, kFlags)) return;
    ImGui::TableSetupColumn("path", 0, 1.5f);
    ImGui::TableSetupColumn("value", 0, 1.2f);
    ImGui::TableSetupColumn("type", 0, 1.5f);
    found_.clear();
    for (std::size_t i = 0; i < paths_.size(); ++i) {
      if (filter_.empty() || paths_[i].path.find(filter_) != std::string::npos ||
          paths_[i].summary.find(filter_) != std::string::npos)
        found_.push_back(i);
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(found_.size()));
    while (clipper.Step()) {
      for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row)
        draw_path_row(context, found_[static_cast<std::size_t>(row)]);
    }
    ImGui::EndTable();
    if (found_.empty()) muted_text(theme, "No value has this in its name or meaning.");
  }

  void draw_path_row(PanelContext& context, std::size_t i) {
    const ScenarioPath& path = paths_[i];
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(path.path.c_str());
    hover_text(path.summary.c_str());
    ImGui::TableNextColumn();
    ImGui::PushID(path.path.c_str());
    ImGui::SetNextItemWidth(-1.0f);
    if (value_field("##value", "default", fields_[i]) && fields_[i] != settable_text(path))
      context.commands.add(SetValueCommand{path.path, fields_[i]});
    ImGui::PopID();
    ImGui::TableNextColumn();
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme.muted);
    ImGui::TextUnformatted(path.type.c_str());
    ImGui::PopStyleColor();
    hover_text(path.type.c_str());
  }

  bool is_collected_ = false;
  Scenario shown_;
  std::vector<Dial> dials_;
  std::vector<float> values_;  // of dials_, while one is dragged
  std::vector<ScenarioPath> paths_;
  std::vector<std::string> fields_;  // of paths_, while one is typed
  std::vector<std::size_t> found_;   // of paths_, by the filter
  std::string filter_;
};

}  // namespace

extern const PanelInfo k_panel_controls;
const PanelInfo k_panel_controls = {
    "controls", "Controls",
    "Workers, cores, load, keys and skew as sliders; every other value of the scenario as a "
    "field.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Controls>()); }, true};

}  // namespace millrace
