// ui/panels/routing.cpp — from source partitions to workers: ribbons, or a matrix beyond 64 partitions.
#include <fmt/format.h>

#include "ui/draw/number_text.hpp"
#include "ui/panels/panel.hpp"

namespace millrace {
namespace {

std::string describe(const RouteMatrix& routes, const RouteHit& hit) {
  std::int64_t rows = 0;
  std::int64_t all = 0;
  for (std::uint32_t s = 0; s < routes.source_count; ++s) {
    for (std::uint32_t w = 0; w < routes.worker_count; ++w) {
      const std::int64_t part = routes.rows[std::size_t{s} * routes.worker_count + w];
      all += part;
      if (hit.source.has_value() && *hit.source != s) continue;
      if (hit.worker.has_value() && *hit.worker != w) continue;
      rows += part;
    }
  }
  const std::string from =
      hit.source.has_value() ? fmt::format("p{}", *hit.source) : "all partitions";
  const std::string to =
      hit.worker.has_value() ? fmt::format("worker {}", *hit.worker) : "all workers";
  const double share = all > 0 ? static_cast<double>(rows) / static_cast<double>(all) : 0.0;
  return fmt::format("{} \xe2\x86\x92 {}: {} rows, {} of all", from, to, count_text(rows),
                     share_text(share));
}

class Routing final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    const RouteMatrix& routes = run->now.routes;
    if (run->now.rows_read == 0 || routes.rows.empty()) {
      empty_state(context, "0 records yet \xe2\x80\x94 press Space to play.");
      return;
    }
    const Theme& theme = context.theme;
    draw_legend(context, routes);
    const ImVec2 space = ImGui::GetContentRegionAvail();
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImVec2 max = {min.x + space.x, min.y + space.y};
    ImGui::InvisibleButton("routes", {std::max(space.x, 16.0f), std::max(space.y, 16.0f)});
    const bool is_hovered = ImGui::IsItemHovered();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    RouteHit hit;
    if (wants_matrix_ || routes.source_count > kRibbonSourcesMax) {
      hit = draw_route_matrix(list, min, max, routes, context.selection.route, theme);
    } else {
      collect_tanks(*run);
      hit = draw_ribbons(list, min, max, routes, tanks_, context.selection.route,
                         theme.strategy(run->strategy).colour, theme);
    }
    if (!is_hovered || !(hit.source.has_value() || hit.worker.has_value())) return;
    ImGui::SetTooltip("%s", describe(routes, hit).c_str());
    if (ImGui::IsItemClicked()) context.selection.route = hit;
  }

 private:
  void draw_legend(PanelContext& context, const RouteMatrix& routes) {
    const Theme& theme = context.theme;
    if (routes.source_count <= kRibbonSourcesMax) {
      if (ImGui::SmallButton(wants_matrix_ ? "ribbons" : "matrix")) wants_matrix_ = !wants_matrix_;
      hover_text("Ribbons or matrix (M)");
      ImGui::SameLine();
    }
    ImGui::PushStyleColor(ImGuiCol_Text, theme.muted);
    ImGui::TextUnformatted(
        wants_matrix_ || routes.source_count > kRibbonSourcesMax
            ? "brighter = more rows, frame = natural worker"
            : "strong = stayed, striped or faint = moved  |  core: busy, held back "
              "(hatched), idle  |  queue 70/85/95 %");
    ImGui::PopStyleColor();
    if (context.selection.route.source.has_value() || context.selection.route.worker.has_value()) {
      ImGui::SameLine();
      if (ImGui::SmallButton("show all")) context.selection.route = {};
    }
  }

  void collect_tanks(const RunView& run) {
    tanks_.clear();
    for (const WorkerState& worker : run.now.workers) {
      WorkerTank tank;
      tank.fill = utilisation(worker.queued_rows, worker.queue_capacity_rows);
      if (worker.core < run.now.cores.size()) {
        const CoreShares& core = run.now.cores[worker.core];
        tank.idle = core.idle;
        tank.busy = core.busy;
        tank.back_pressured = core.back_pressured;
      }
      tank.is_down = worker.activity == WorkerActivity::kCrashed ||
                     worker.activity == WorkerActivity::kStalled;
      tanks_.push_back(tank);
    }
  }

  bool wants_matrix_ = false;
  std::vector<WorkerTank> tanks_;
};

}  // namespace

extern const PanelInfo k_panel_routing;
const PanelInfo k_panel_routing = {
    "routing", "Routing",
    "Left: partitions of the topic. Right: workers, with what their cores do and how full their "
    "queues are.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Routing>()); }};

}  // namespace millrace
