// ui/panels/inspector.cpp — one thing closely: a core, a worker, a source partition, a key, or a record with its whole
// path.
#include <fmt/format.h>

#include <algorithm>

#include "ui/draw/legend.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/panels/inspector_facts.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/trail_steps.hpp"
#include "ui/panels/value_field.hpp"

namespace millrace {
namespace {

class Inspector final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    draw_questions(context);
    ImGui::BeginChild("answers");
    const Selection& selection = context.selection;
    const bool has_trail = context.view.trail != nullptr;
    const bool is_any = selection.route.is_any() || selection.core.has_value() ||
                        !selection.key.empty() || has_trail;
    if (!is_any) {
      empty_state(context,
                  "Click a ribbon, a row of the cores, a partition, a worker or a key to see it "
                  "closely; or name a record or key above to follow its path.");
    }
    int id = 0;
    for (const FactGroup& group : selected_facts(selection, *run)) {
      ImGui::PushID(id++);
      draw_facts(context, group);
      ImGui::PopID();
    }
    if (has_trail) draw_trail(context, *context.view.trail);
    ImGui::EndChild();
  }

  std::string copied_text(const PanelContext& context) const override {
    std::string text;
    if (context.selection.run < context.view.runs.size()) {
      const RunView& run = context.view.runs[context.selection.run];
      for (const FactGroup& group : selected_facts(context.selection, run)) {
        for (const Fact& fact : group.facts)
          text += fmt::format("{}\t{}\t{}\n", group.title, fact.name, fact.value);
      }
      if (!text.empty()) text = "of\tfigure\tvalue\n" + text;
    }
    const TrailView* trail = context.view.trail;
    if (trail == nullptr) return text;
    if (!text.empty()) text += '\n';
    text += "source partition\toffset\tkey\tworker\ttime, s\tstep\n";
    for (const TrailRecord& record : trail->records) {
      for (const TrailStep& step : record.steps)
        text +=
            fmt::format("{}\t{}\t{}\t{}\t{:.9g}\t{}\n", record.source_partition, record.offset,
                        record.key, record.worker.has_value() ? std::to_string(*record.worker) : "",
                        static_cast<double>(step.at.ns) * 1e-9, step.text);
    }
    return text;
  }

 private:
  void draw_questions(PanelContext& context) {
    const Theme& theme = context.theme;
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted("Record p");
    ImGui::SameLine(0, theme.px(2));
    ImGui::SetNextItemWidth(theme.px(52));
    ImGui::InputInt("##partition", &partition_, 0);
    ImGui::SameLine(0, theme.px(6));
    ImGui::TextUnformatted("offset");
    ImGui::SameLine(0, theme.px(4));
    ImGui::SetNextItemWidth(theme.px(84));
    ImGui::InputInt("##offset", &offset_, 0);
    ImGui::SameLine(0, theme.px(4));
    if (ImGui::Button("Follow##record")) {
      InspectCommand inspect;
      inspect.source_partition = static_cast<std::uint32_t>(std::max(0, partition_));
      inspect.offset = std::max(0, offset_);
      context.commands.add(inspect);
    }
    hover_text("The path of this record in the selected strategy");
    flow(theme.px(200) + ImGui::CalcTextSize("Follow").x - theme.px(40), theme.px(16));
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted("key");
    ImGui::SameLine(0, theme.px(4));
    ImGui::SetNextItemWidth(theme.px(110));
    const bool is_entered = value_field("##key", "trader_7", key_);
    ImGui::SameLine(0, theme.px(4));
    if ((ImGui::Button("Follow##key") || is_entered) && !key_.empty()) {
      InspectCommand inspect;
      inspect.key = key_;
      context.selection.key = key_;
      context.commands.add(inspect);
    }
    hover_text("The newest records of this key, and where they went");
    if (context.view.trail == nullptr) return;
    flow(ImGui::CalcTextSize("follow nothing").x + theme.px(14), theme.px(8));
    if (small_button("follow nothing", "Lets go of the record or key")) {
      context.selection.key.clear();
      context.commands.add(InspectCommand{});
    }
  }

  /// "name   value" with the value in the number font, in two columns.
  static void draw_facts(const PanelContext& context, const FactGroup& group) {
    const Theme& theme = context.theme;
    ImGui::SeparatorText(group.title.c_str());
    if (group.facts.empty())
      muted_text(theme, "Not among the heaviest keys; its newest records are below.");
    if (group.facts.empty() || !ImGui::BeginTable("facts", 2, ImGuiTableFlags_SizingFixedFit))
      return;
    for (const Fact& fact : group.facts) {
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
      ImGui::TextUnformatted(fact.name);
      ImGui::PopStyleColor();
      if (fact.help != nullptr) hover_text(fact.help);
      ImGui::TableNextColumn();
      number(theme, fact.value.c_str());
    }
    ImGui::EndTable();
  }

  static void draw_trail(PanelContext& context, const TrailView& trail) {
    const Theme& theme = context.theme;
    ImGui::SeparatorText(trail.key.empty() ? "The record's path" : "Its newest records");
    if (!trail.problem.empty()) {
      muted_text(theme, trail.problem.c_str());
      return;
    }
    if (trail.records.empty()) {
      muted_text(theme, "No record yet at this instant.");
      return;
    }
    if (trail.record_count > static_cast<std::int64_t>(trail.records.size()))
      muted_text(theme, fmt::format("{} records so far; the newest {}",
                                    count_text(trail.record_count), trail.records.size())
                            .c_str());
    for (std::size_t i = trail.records.size(); i-- > 0;) {
      const TrailRecord& record = trail.records[i];
      const std::string title =
          fmt::format("p{} offset {}  key {}  {}###record{}", record.source_partition,
                      record.offset, record.key.empty() ? "\xe2\x80\x94" : record.key,
                      record.worker.has_value() ? fmt::format("\xe2\x86\x92 w{}", *record.worker)
                                                : std::string("on its way"),
                      i);
      const ImGuiTreeNodeFlags flags =
          trail.records.size() == 1 ? ImGuiTreeNodeFlags_DefaultOpen : 0;
      if (!ImGui::TreeNodeEx(title.c_str(), flags)) continue;
      draw_trail_record(context, trail, record);
      ImGui::TreePop();
    }
  }

  int partition_ = 0;
  int offset_ = 0;
  std::string key_;
};

}  // namespace

extern const PanelInfo k_panel_inspector;
const PanelInfo k_panel_inspector = {
    "inspector", "Inspector",
    "Any core, worker, partition, key or record: its figures and its whole path.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Inspector>()); }};

}  // namespace millrace
