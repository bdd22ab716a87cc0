// ui/panels/routing.cpp — from source partitions to workers: ribbons, or a matrix beyond 64 partitions.
#include <fmt/format.h>

#include <algorithm>

#include "sim/engine/route_keys.hpp"
#include "ui/draw/choice_bar.hpp"
#include "ui/draw/focus_ring.hpp"
#include "ui/draw/legend.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/draw/touch.hpp"
#include "ui/panels/glossary.hpp"
#include "ui/panels/panel.hpp"
#include "ui/panels/run_figures.hpp"

namespace millrace {
namespace {

struct RouteFigures {
  std::int64_t rows = 0;
  std::int64_t all = 0;
};

RouteFigures figures_of(const RouteMatrix& routes, const RouteHit& hit) {
  RouteFigures figures;
  for (std::uint32_t s = 0; s < routes.source_count; ++s) {
    for (std::uint32_t w = 0; w < routes.worker_count; ++w) {
      const std::int64_t part = routes.rows[std::size_t{s} * routes.worker_count + w];
      figures.all += part;
      if (hit.source.has_value() && *hit.source != s) continue;
      if (hit.worker.has_value() && *hit.worker != w) continue;
      figures.rows += part;
    }
  }
  return figures;
}

std::string route_name(const RouteHit& hit) {
  return fmt::format(
      "{} \xe2\x86\x92 {}",
      hit.source.has_value() ? fmt::format("p{}", *hit.source) : "all partitions",
      hit.worker.has_value() ? fmt::format("worker {}", *hit.worker) : std::string("all workers"));
}

/// ", about 31 keys"; "" where keys are not counted.
std::string keys_text(const RunView& run, std::uint32_t source, std::uint32_t worker) {
  const std::size_t route = std::size_t{source} * run.now.routes.worker_count + worker;
  if (route >= run.now.route_keys.size()) return {};
  const std::int64_t keys = run.now.route_keys[route];
  if (keys > RouteKeys::kMost)
    return fmt::format(", more than {} keys", count_text(RouteKeys::kMost));
  return fmt::format(", about {} {}", count_text(keys), keys == 1 ? "key" : "keys");
}

/// "p17 → worker 1: 240 rows/s, 2.0 % of all rows of the last second; 1,440 rows since the start".
std::string describe(const RunView& run, const RouteHit& hit) {
  const bool is_recent = has_recent_routes(run);
  const RouteFigures figures = figures_of(routes_shown(run), hit);
  const double seconds = static_cast<double>(is_recent ? run.now.recent_ns : run.now.now.ns) * 1e-9;
  const double share =
      figures.all > 0 ? static_cast<double>(figures.rows) / static_cast<double>(figures.all) : 0.0;
  const char* const when = is_recent ? "of the last second" : "since the start";
  std::string text = route_name(hit) + "\n";
  if (seconds > 0.0) text += si_text(static_cast<double>(figures.rows) / seconds, "rows/s") + ", ";
  text += fmt::format("{} of all rows {}\n{} rows since the start", share_text(share), when,
                      count_text(figures_of(run.now.routes, hit).rows));
  if (hit.source.has_value() && hit.worker.has_value()) {
    text += keys_text(run, *hit.source, *hit.worker);
    const bool is_moved = *hit.source % run.now.routes.worker_count != *hit.worker;
    text += is_moved ? "\nmoved: not the natural worker of this partition"
                     : "\nstayed: the natural worker of this partition";
  }
  return text;
}

/// What a worker's core and queue do now, and the heavy keys that live there.
std::string describe_worker(const RunView& run, std::uint32_t w) {
  if (w >= run.now.workers.size()) return {};
  const WorkerState& worker = run.now.workers[w];
  std::string text;
  const std::vector<CoreShares>& cores = cores_shown(run);
  if (worker.core < cores.size()) {
    const CoreShares& core = cores[worker.core];
    text +=
        fmt::format("\ncore {} in the last second: busy {}, held back {}, idle {}", worker.core,
                    share_text(core.busy), share_text(core.back_pressured), share_text(core.idle));
  }
  const double fill = utilisation(worker.queued_rows, worker.queue_capacity_rows);
  text += fmt::format("\nqueue: {} of {} rows, {} full, {}", count_text(worker.queued_rows),
                      count_text(worker.queue_capacity_rows), share_text(fill),
                      to_text(worker.pressure));
  std::size_t keys = 0;
  for (const HotKeyFigures& key : run.now.hot_keys)
    keys += std::find(key.workers.begin(), key.workers.end(), w) != key.workers.end() ? 1 : 0;
  if (!run.now.hot_keys.empty())
    text += fmt::format("\n{} of the {} heaviest keys live here", keys, run.now.hot_keys.size());
  return text;
}

class Routing final : public Panel {
 public:
  void draw(PanelContext& context) override {
    const RunView* run = run_or_empty(context);
    if (run == nullptr) return;
    const RouteMatrix& routes = routes_shown(*run);
    if (run->now.rows_read == 0 || routes.rows.empty()) {
      empty_state(context, "0 records yet \xe2\x80\x94 press Space to play.");
      return;
    }
    const Theme& theme = context.theme;
    const bool is_matrix = shape_ == 1 || routes.source_count > kRibbonSourcesMax;
    draw_legend(context, *run, is_matrix);
    const ImVec2 space = ImGui::GetContentRegionAvail();
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImVec2 max = {min.x + space.x, min.y + space.y - theme.px(2)};
    ImGui::InvisibleButton("routes", {std::max(space.x, 16.0f), std::max(space.y, 16.0f)});
    draw_focus_ring(theme);
    const bool is_hovered = ImGui::IsItemHovered();
    const bool is_clicked = is_hovered && ImGui::IsItemClicked();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    collect_sources(context);
    const RouteEmphasis emphasis = {context.selection.route, followed_workers(context, *run),
                                    sources_};
    RouteHit hit;
    if (is_matrix) {
      hit = draw_route_matrix(list, min, max, routes, emphasis, theme);
    } else {
      collect_tanks(*run);
      hit = draw_ribbons(list, min, max, routes, tanks_, emphasis, look_of(context, *run), theme);
    }
    if (!is_hovered) return;
    if (hit.is_any()) {
      std::string text = describe(*run, hit);
      if (hit.worker.has_value()) text += describe_worker(*run, *hit.worker);
      ImGui::SetTooltip("%s\nclick: inspect", text.c_str());
    }
    if (is_clicked) context.selection.route = hit;
  }

  std::string copied_text(const PanelContext& context) const override {
    if (context.selection.run >= context.view.runs.size()) return {};
    const RouteMatrix& routes = context.view.runs[context.selection.run].now.routes;
    std::string text = "source partition";
    for (std::uint32_t w = 0; w < routes.worker_count; ++w)
      text += fmt::format("\tworker {}, rows", w);
    text += '\n';
    for (std::uint32_t s = 0; s < routes.source_count; ++s) {
      text += fmt::format("{}", s);
      for (std::uint32_t w = 0; w < routes.worker_count; ++w)
        text += fmt::format("\t{}", routes.rows[std::size_t{s} * routes.worker_count + w]);
      text += '\n';
    }
    return text;
  }

 private:
  RibbonLook look_of(const PanelContext& context, const RunView& run) {
    RibbonLook look;
    look.colour = context.theme.strategy(run.strategy).colour;
    if (!has_dots_ || context.theme.has_reduced_motion) return look;
    // Of two panels side by side the first one moves the dots.
    if (context.view.is_playing && context.selection.run == context.view.selected)
      travelled_ += static_cast<double>(ImGui::GetIO().DeltaTime) * 0.5;
    look.travelled = travelled_;
    return look;
  }

  static std::span<const std::uint32_t> followed_workers(const PanelContext& context,
                                                         const RunView& run) {
    if (context.selection.key.empty()) return {};
    for (const HotKeyFigures& key : run.now.hot_keys) {
      if (key.key == context.selection.key) return key.workers;
    }
    return {};
  }

  /// Partitions of a followed key: those of its newest records, where these are few enough to be all.
  void collect_sources(const PanelContext& context) {
    sources_.clear();
    const TrailView* trail = context.view.trail;
    if (trail == nullptr || context.selection.key.empty() || trail->key != context.selection.key)
      return;
    for (const TrailRecord& record : trail->records) {
      if (std::find(sources_.begin(), sources_.end(), record.source_partition) == sources_.end())
        sources_.push_back(record.source_partition);
    }
    const bool has_all = trail->record_count <= static_cast<std::int64_t>(trail->records.size());
    if (!has_all && sources_.size() * 4 > trail->records.size()) sources_.clear();
  }

  void draw_legend(PanelContext& context, const RunView& run, bool is_matrix) {
    const Theme& theme = context.theme;
    static constexpr ChoiceLabel kShapes[] = {
        {"ribbons", "A ribbon a pair; its width is its rows (M)"},
        {"matrix", "A cell a pair, brighter = more rows (M)"}};
    if (run.now.routes.source_count <= kRibbonSourcesMax) {
      if (is_key_pressed(context, ImGuiKey_M)) shape_ = 1 - shape_;
      choice_bar("shape", kShapes, shape_, theme);
    } else {
      muted_text(theme, "matrix: more than 64 partitions");
    }
    const ImU32 colour = theme.strategy(run.strategy).colour;
    const float gap = theme.px(10);
    const auto note = [&](const char* label, Sample sample, ImU32 of, const char* help) {
      flow(legend_width(label, theme), gap);
      legend_note(label, sample, of, help, theme);
    };
    // In a low panel the ribbons need the room more.
    const bool is_low = ImGui::GetWindowHeight() < theme.px(150);
    if (!is_low && is_matrix) {
      flow(theme.px(190), gap);
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const float line = ImGui::GetFontSize();
      draw_quantity_legend(*ImGui::GetWindowDrawList(), at, {at.x + theme.px(180), at.y + line},
                           "0 rows", "most", theme);
      ImGui::Dummy({theme.px(180), line});
      note("natural", Sample::kFrame, theme.foreground, meaning_of("natural partition"));
    } else if (!is_low) {
      note("stayed", Sample::kFill, colour, meaning_of("aligned"));
      note("moved", Sample::kHatched, colour, meaning_of("hops"));
      note("busy", Sample::kFill, theme.busy, meaning_of("core"));
      note("held back", Sample::kHatched, theme.back_pressured, meaning_of("held back"));
      note("idle", Sample::kFill, theme.idle, meaning_of("core"));
      note("queue", Sample::kFrame, theme.accent,
           "How full the worker's queue is; marks at 70, 85 and 95 %.");
      if (!theme.has_reduced_motion && !is_for_fingers(theme)) {
        flow(legend_width("dots", theme), gap);
        if (small_button(has_dots_ ? "no dots" : "dots",
                         "Dots in proportion to rows travel along the ribbons"))
          has_dots_ = !has_dots_;
      }
    }
    if (!is_low) {
      const char* const span = has_recent_routes(run) ? "last second" : "since start";
      flow(ImGui::CalcTextSize(span).x, gap);
      muted_text(theme, span);
      hover_text("Which rows the widths stand for, and which time the bars of the cores");
    }
    draw_filter(context, gap);
  }

  static void draw_filter(PanelContext& context, float gap) {
    Selection& selection = context.selection;
    if (!selection.route.is_any() && selection.key.empty()) return;
    const std::string label =
        (selection.key.empty() ? route_name(selection.route) : "key " + selection.key) +
        "  \xc3\x97";
    flow(ImGui::CalcTextSize(label.c_str()).x + gap, gap);
    ImGui::PushID("filter");
    if (small_button(label.c_str(), "Only this is shown strong. Click: show all (Esc)")) {
      selection.route = {};
      selection.key.clear();
      if (context.view.trail != nullptr) context.commands.add(InspectCommand{});
    }
    ImGui::PopID();
  }

  void collect_tanks(const RunView& run) {
    tanks_.clear();
    for (const WorkerState& worker : run.now.workers) {
      WorkerTank tank;
      tank.fill = utilisation(worker.queued_rows, worker.queue_capacity_rows);
      const std::vector<CoreShares>& cores = cores_shown(run);
      if (worker.core < cores.size()) {
        const CoreShares& core = cores[worker.core];
        tank.idle = core.idle;
        tank.busy = core.busy;
        tank.back_pressured = core.back_pressured;
      }
      tank.is_down = worker.activity == WorkerActivity::kCrashed ||
                     worker.activity == WorkerActivity::kStalled;
      tanks_.push_back(tank);
    }
  }

  int shape_ = 0;
  bool has_dots_ = true;
  double travelled_ = 0.0;  // crossings of the dots
  std::vector<WorkerTank> tanks_;
  std::vector<std::uint32_t> sources_;  // of the followed key
};

}  // namespace

extern const PanelInfo k_panel_routing;
const PanelInfo k_panel_routing = {
    "routing", "Routing",
    "Left: partitions of the topic. Right: workers, with what their cores do and how full their "
    "queues are.",
    [] { return std::unique_ptr<Panel>(std::make_unique<Routing>()); }};

}  // namespace millrace
