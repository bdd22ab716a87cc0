// web/page/requests.cpp — one function a request, and the table of them.
#include "web/page/requests.hpp"

#include <imgui.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

#include "sim/cli/version.hpp"
#include "sim/scenario/scenario_reading.hpp"
#include "sim/scenario/share_link.hpp"
#include "ui/platform/export_document.hpp"
#include "web/page/json_fields.hpp"
#include "web/page/studies.hpp"
#include "web/page/sweeps.hpp"
#include "web/page/text_entry.hpp"
#include "web/page/view_json.hpp"

namespace millrace {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kSecondsMax = 1e9;

/// What loading came to.
Json loaded_json(const Page&, const WorkbenchView& view) {
  Json json = {{"is_loaded", !has_errors(view.problems)},
               {"problems", problems_json(view.problems)}};
  if (has_errors(view.problems)) json["error"] = {{"message", "the scenario cannot be run"}};
  return json;
}

std::optional<std::size_t> run_named(const WorkbenchView& view, const std::string& strategy) {
  for (std::size_t i = 0; i < view.runs.size(); ++i) {
    if (view.runs[i].strategy == strategy || view.runs[i].display_name == strategy) return i;
  }
  return std::nullopt;
}

SystemLook system_look(const Json& request) {
  return {flag_in(request, "is_dark").value_or(true),
          flag_in(request, "has_high_contrast").value_or(false),
          flag_in(request, "has_reduced_motion").value_or(false)};
}

Json follow_look(Page& page, const Json& request) {
  page.follow_system(system_look(request));
  return Json::object();
}

/// A document of the workbench's export menu, as the page told of it; may take seconds.
Json make_export(Page& page, const Json& request) {
  const ScenarioReading reading = read_scenario(text_in(request, "text").value_or(""),
                                                "scenario.yaml", page.files().surroundings);
  const double kind = number_in(request, "kind").value_or(-1.0);
  if (!reading.scenario.has_value() || kind < 0.0 ||
      kind >= static_cast<double>(ExportKind::kPicture))
    return error_json("this cannot be exported");
  ExportOrder order;
  order.kind = static_cast<ExportKind>(static_cast<int>(kind));
  order.scenario = std::make_shared<const Scenario>(*reading.scenario);
  order.scenario_text = text_in(request, "text").value_or("");
  if (const auto list = request.find("strategies"); list != request.end() && list->is_array()) {
    for (const Json& strategy : *list) {
      if (strategy.is_string()) order.strategies.push_back(strategy.get<std::string>());
    }
  }
  order.files = page.files().workload;
  Result<std::string> document = export_document(order);
  if (!document) return error_json(document.error().message);
  return {{"text", std::move(document).value()}};
}

/// What `export` wants for a report on the session's scenario, or on the first one where none was loaded: of a page
/// that cannot draw.
Json report_order(Page& page, const Json&) {
  if (page.session().view().scenario == nullptr)
    page.session().apply(LoadBundledCommand{std::string(kFirstScenario)});
  if (page.session().view().scenario == nullptr) return error_json("there is no scenario");
  return page.order_json(ExportKind::kHtml);
}

Json tell(Page& page, const Json& request) {
  page.frame().tell(text_in(request, "note").value_or(""));
  return Json::object();
}

Json start(Page& page, const Json& request) {
  if (page.has_started()) return error_json("the page has started already");
  if (!page.start(system_look(request), text_in(request, "settings").value_or("")))
    return error_json("WebGL 2 could not be started");
  ImGui::GetIO().ConfigMacOSXBehaviors = flag_in(request, "is_mac").value_or(false);
  page.session().apply(
      LoadBundledCommand{text_in(request, "scenario").value_or(std::string(kFirstScenario))});
  return Json::object();
}

Json version(Page&, const Json&) {
  return {{"version", cli::version_number()}};
}

Json load(Page& page, const Json& request) {
  const std::optional<std::string> text = text_in(request, "text");
  if (!text.has_value()) return error_json("load wants a scenario's text");
  page.session().load(*text, text_in(request, "name").value_or("scenario.yaml"));
  return loaded_json(page, page.session().view());
}

Json load_bundled(Page& page, const Json& request) {
  const std::string name = text_in(request, "name").value_or("");
  const auto bundled = page.session().view().bundled;
  if (std::find(bundled.begin(), bundled.end(), name) == bundled.end())
    return error_json("there is no bundled scenario '" + name + "'");
  page.session().apply(LoadBundledCommand{name});
  return loaded_json(page, page.session().view());
}

Json play(Page& page, const Json&) {
  page.session().apply(PlayCommand{});
  return Json::object();
}

Json pause(Page& page, const Json&) {
  const bool was_playing = page.session().view().is_playing;
  page.session().apply(PauseCommand{});
  return {{"was_playing", was_playing}};
}

Json seek(Page& page, const Json& request) {
  const std::optional<double> seconds = number_in(request, "seconds");
  if (!seconds.has_value() || !(*seconds >= 0.0) || *seconds > kSecondsMax)
    return error_json("seek wants seconds of virtual time, 0 or more");
  page.session().apply(SeekCommand{{static_cast<std::int64_t>(std::llround(*seconds * 1e9))}});
  return Json::object();
}

Json step(Page& page, const Json& request) {
  StepCommand command;
  const std::string unit = text_in(request, "unit").value_or("second");
  if (unit == "event") {
    command.unit = StepUnit::kEvent;
  } else if (unit == "record") {
    command.unit = StepUnit::kRecord;
  } else if (unit == "window") {
    command.unit = StepUnit::kWindow;
  } else if (unit != "second") {
    return error_json("step knows event, record, window and second, not '" + unit + "'");
  }
  command.count =
      static_cast<int>(std::clamp(number_in(request, "count").value_or(1.0), -1e6, 1e6));
  page.session().apply(command);
  return Json::object();
}

Json speed(Page& page, const Json& request) {
  const std::optional<double> speed = number_in(request, "speed");
  if (!speed.has_value() || !(*speed > 0.0))
    return error_json("speed wants virtual seconds a second, more than 0");
  page.session().apply(SpeedCommand{*speed});
  return Json::object();
}

Json select(Page& page, const Json& request) {
  const std::string strategy = text_in(request, "strategy").value_or("");
  const std::optional<std::size_t> run = run_named(page.session().view(), strategy);
  if (!run.has_value()) return error_json("'" + strategy + "' does not run here");
  page.session().apply(SelectCommand{*run});
  return Json::object();
}

Json snapshot(Page& page, const Json&) {
  Json json = view_json(page.session().view(), cli::version_number());
  json["is_settled"] = !page.session().is_active();
  return json;
}

/// Starts the selected strategy for real, or goes back to the simulations; an error says why it did not start, or not
/// yet.
Json measure(Page& page, const Json& request) {
  page.session().apply(MeasureCommand{flag_in(request, "is_on").value_or(true)});
  const WorkbenchView view = page.session().view();
  Json json = {{"is_measured", view.is_measured}};
  if (!view.notice.empty()) json["error"] = {{"message", std::string(view.notice)}};
  return json;
}

Json frame_cost(Page& page, const Json&) {
  return page.frame_cost().take();
}

Json compare(Page& page, const Json& request) {
  const std::optional<std::string> text = text_in(request, "text");
  if (!text.has_value()) return error_json("compare wants a scenario's text");
  return compared(*text, page.files());
}

Json query(Page&, const Json& request) {
  return queried(request);
}

Json plan_sweep(Page& page, const Json& request) {
  return sweep_plan(request, page.files());
}

Json run_sweep_point(Page& page, const Json& request) {
  return sweep_cells(request, page.files());
}

Json put_sweep_together(Page& page, const Json& request) {
  return sweep_document(request, page.files());
}

Json link(Page& page, const Json&) {
  const WorkbenchView view = page.session().view();
  Json json = {{"fragment", fragment_of(page.session())}, {"recording", nullptr}};
  if (view.scenario != nullptr && page.opened().count(view.scenario->topic.recording) > 0)
    json["recording"] = view.scenario->topic.recording;
  return json;
}

Json open_link(Page& page, const Json& request) {
  Result<SharedScenario> shared = read_share_fragment(text_in(request, "fragment").value_or(""));
  if (!shared) return error_json(shared.error().message);
  const std::string version = shared.value().version;
  page.frame().follow_key(shared.value().key);
  page.session().open(std::move(shared).value());
  Json json = loaded_json(page, page.session().view());
  const std::string own = cli::version_number();
  if (!version.empty() && version != own) {
    json["note"] =
        "This link was made by Millrace " + version + "; this is " + own + ", results may differ.";
  }
  return json;
}

Json paste(Page& page, const Json& request) {
  page.set_clipboard(text_in(request, "text").value_or(""));
  press_paste();
  return Json::object();
}

Json type_text(Page& page, const Json& request) {
  const std::string text = text_in(request, "text").value_or("");
  page.set_clipboard(text);
  replace_text(text, flag_in(request, "enter").value_or(false));
  return Json::object();
}

/// The field that is typed into; null where none is.
Json entry(Page&, const Json&) {
  const std::optional<TextEntry> entry = text_entry();
  return {{"text", entry.has_value() ? Json(entry->text) : Json()}};
}

/// A finger, as a mouse: where it is (nothing: lifted), whether it presses, how far it scrolls (in ImGui's steps).
Json pointer(Page&, const Json& request) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
  if (const std::optional<bool> is_down = flag_in(request, "down");
      is_down.has_value() && !*is_down)
    io.AddMouseButtonEvent(0, false);
  const std::optional<double> x = number_in(request, "x");
  const std::optional<double> y = number_in(request, "y");
  if (x.has_value() && y.has_value()) {
    io.AddMousePosEvent(static_cast<float>(*x), static_cast<float>(*y));
  } else if (flag_in(request, "leave").value_or(false)) {
    io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  }
  if (flag_in(request, "down").value_or(false)) io.AddMouseButtonEvent(0, true);
  const double wheel_x = number_in(request, "wheel_x").value_or(0.0);
  const double wheel_y = number_in(request, "wheel_y").value_or(0.0);
  if (wheel_x != 0.0 || wheel_y != 0.0)
    io.AddMouseWheelEvent(static_cast<float>(wheel_x), static_cast<float>(wheel_y));
  return {{"has_item", ImGui::IsAnyItemActive()}};
}

struct Request {
  const char* name;
  Json (*answer)(Page& page, const Json& request);
  bool wants_window;        // does nothing in a worker
  bool only_looks = false;  // and changes nothing that is shown
};

constexpr Request kRequests[] = {
    {"start", start, false},
    {"version", version, false},
    {"load", load, false},
    {"load_bundled", load_bundled, false},
    {"play", play, false},
    {"pause", pause, false},
    {"seek", seek, false},
    {"step", step, false},
    {"speed", speed, false},
    {"select", select, false},
    {"snapshot", snapshot, false, true},
    {"measure", measure, true},
    {"frame_cost", frame_cost, true, true},
    {"compare", compare, false},
    {"query", query, false},
    {"sweep_plan", plan_sweep, false},
    {"sweep_point", run_sweep_point, false},
    {"sweep_document", put_sweep_together, false},
    {"link", link, false},
    {"open_link", open_link, false},
    {"paste", paste, true},
    {"look", follow_look, true},
    {"export", make_export, false},
    {"report_order", report_order, false, true},
    {"tell", tell, true},
    {"type_text", type_text, true},
    {"pointer", pointer, true},
    {"entry", entry, true},
};

}  // namespace

Json answer_to(Page& page, const Json& request) {
  if (!request.is_object()) return error_json("a request is a JSON object");
  const std::string name = text_in(request, "do").value_or("");
  for (const Request& known : kRequests) {
    if (name != known.name) continue;
    if (known.wants_window && !page.has_started()) return error_json("there is no window here");
    Json answer = known.answer(page, request);
    if (!known.only_looks) page.wake();
    return answer;
  }
  return error_json("there is no request '" + name + "'");
}

Json open_file(Page& page, const std::string& name, std::string text) {
  const OpenedFile opened = open_in_session(page.session(), page.opened(), name, std::move(text));
  page.wake();
  Json json = loaded_json(page, page.session().view());
  json["is_loaded"] = opened.is_loaded;
  json["summary"] = opened.message;
  if (!opened.is_loaded && !opened.message.empty()) json["error"] = {{"message", opened.message}};
  return json;
}

}  // namespace millrace
