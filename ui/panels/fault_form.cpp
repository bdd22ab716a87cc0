// ui/panels/fault_form.cpp — a field a parameter, by its kind.
#include "ui/panels/fault_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/route/strategies.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/scenario_reading.hpp"
#include "ui/draw/legend.hpp"
#include "ui/draw/number_text.hpp"
#include "ui/draw/touch.hpp"
#include "ui/panels/query_lint.hpp"
#include "ui/panels/value_field.hpp"

namespace millrace {
namespace {

const ChoiceInfo* fault_named(const ScenarioVocabulary& vocabulary, std::string_view name) {
  for (const ChoiceInfo& fault : vocabulary.faults) {
    if (fault.name == name) return &fault;
  }
  return nullptr;
}

/// What a parameter of this kind may be, where the scenario limits it: workers, cores, partitions, columns …
std::vector<std::string> choices_of(const Scenario& scenario, const ParameterInfo& info) {
  std::vector<std::string> choices;
  const auto numbers = [&choices](std::uint32_t count) {
    for (std::uint32_t i = 0; i < std::min(count, 256u); ++i) choices.push_back(std::to_string(i));
  };
  switch (info.kind) {
    case ParameterKind::kWord:
      for (const std::string_view word : info.words) choices.emplace_back(word);
      break;
    case ParameterKind::kFlag:
      choices = {"true", "false"};
      break;
    case ParameterKind::kField:
      for (const FieldSpec& field : scenario.topic.fields) choices.push_back(field.name);
      break;
    case ParameterKind::kStrategy:
      for (const StrategyInfo* strategy : all_strategies()) choices.emplace_back(strategy->name);
      break;
    case ParameterKind::kWorker:
      numbers(scenario.engine.job.worker_count);
      break;
    case ParameterKind::kCore:
      numbers(scenario.engine.cores);
      break;
    case ParameterKind::kSourcePartition:
      numbers(scenario.topic.partitions);
      break;
    case ParameterKind::kProducer:
      for (const ProducerSpec& producer : scenario.topic.producers)
        choices.push_back(producer.name);
      break;
    default:
      break;
  }
  return choices;
}

}  // namespace

void FaultForm::choose(const ChoiceInfo& fault) {
  type_ = std::string(fault.name);
  values_.clear();
  for (const ParameterInfo& info : fault.parameters) values_.emplace_back(info.default_text);
  lasts_.clear();
  every_.clear();
  problem_.clear();
}

void FaultForm::edit(std::size_t event, const FaultSpec& fault,
                     const ScenarioVocabulary& vocabulary) {
  const ChoiceInfo* info = fault_named(vocabulary, fault.type);
  if (info == nullptr) return;
  choose(*info);
  for (std::size_t i = 0; i < values_.size(); ++i) {
    for (const auto& [name, value] : fault.parameters) {
      if (name == info->parameters[i].name) values_[i] = value;
    }
  }
  if (fault.lasts.has_value()) lasts_ = duration_text(*fault.lasts);
  if (fault.every.has_value()) every_ = duration_text(*fault.every);
  at_ = duration_text(fault.at);
  edited_ = event;
  before_ = fault;
}

void FaultForm::draw_parameter(const PanelContext& context, const ParameterInfo& info,
                               std::string& value) {
  const std::string name(info.name);
  const std::vector<std::string> choices = choices_of(*context.view.scenario, info);
  ImGui::PushID(name.c_str());
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(name.c_str());
  hover_text(std::string(info.summary).c_str());
  ImGui::SameLine(0, context.theme.px(4));
  ImGui::SetNextItemWidth(context.theme.px(choices.empty() ? 80 : 130));
  if (choices.empty()) {
    value_field("##value", info.is_required ? "required" : "default", value);
  } else if (ImGui::BeginCombo("##value", value.empty() ? "\xe2\x80\x94" : value.c_str())) {
    for (const std::string& choice : choices) {
      if (choice_row(choice.c_str(), choice == value, context.theme)) value = choice;
    }
    ImGui::EndCombo();
  }
  hover_text(std::string(info.summary).c_str());
  if (!info.unit.empty()) {
    ImGui::SameLine(0, context.theme.px(3));
    ImGui::TextUnformatted(std::string(info.unit).c_str());
  }
  ImGui::PopID();
}

FaultSpec FaultForm::spec(const PanelContext& context) const {
  FaultSpec spec;
  spec.type = type_;
  spec.at = {context.view.now.ns};
  const ChoiceInfo* fault = fault_named(*context.view.vocabulary, type_);
  for (std::size_t i = 0; fault != nullptr && i < values_.size(); ++i) {
    if (!values_[i].empty())
      spec.parameters.emplace_back(std::string(fault->parameters[i].name), values_[i]);
  }
  return spec;
}

void FaultForm::draw(PanelContext& context) {
  if (context.view.vocabulary == nullptr) return;
  const ScenarioVocabulary& vocabulary = *context.view.vocabulary;
  const Theme& theme = context.theme;
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted(edited_.has_value() ? "Change" : "Now");
  ImGui::SameLine();
  ImGui::SetNextItemWidth(theme.px(170));
  if (ImGui::BeginCombo("##type", type_.empty() ? "what happens?" : type_.c_str(),
                        ImGuiComboFlags_HeightLarge)) {
    for (const ChoiceInfo& fault : vocabulary.faults) {
      if (choice_row(std::string(fault.name).c_str(), fault.name == type_, theme)) choose(fault);
      hover_text(std::string(fault.summary).c_str());
    }
    ImGui::EndCombo();
  }
  const ChoiceInfo* fault = fault_named(vocabulary, type_);
  if (fault == nullptr) {
    ImGui::SameLine();
    muted_text(theme, "A fault or change for all strategies at the present instant");
    return;
  }
  hover_text(std::string(fault->summary).c_str());
  for (std::size_t i = 0; i < values_.size(); ++i) {
    flow(theme.px(210), theme.px(12));
    draw_parameter(context, fault->parameters[i], values_[i]);
  }
  draw_times(context);
  draw_buttons(context);
  if (problem_.empty()) return;
  ImGui::PushStyleColor(ImGuiCol_Text, theme.outcome(OutcomeKind::kInvalid).colour);
  ImGui::TextWrapped("%s", problem_.c_str());
  ImGui::PopStyleColor();
}

void FaultForm::draw_times(PanelContext& context) {
  const Theme& theme = context.theme;
  const auto field = [&](const char* label, const char* id, const char* hint, std::string& value,
                         const char* help) {
    flow(theme.px(120), theme.px(12));
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(label);
    ImGui::SameLine(0, theme.px(4));
    ImGui::SetNextItemWidth(theme.px(70));
    value_field(id, hint, value);
    hover_text(help);
  };
  if (edited_.has_value())
    field("at", "##at", "2.5s", at_, "When it begins, in virtual time: 500ms, 2.5s.");
  field("for", "##lasts", "its own", lasts_,
        "How long it lasts: 500ms, 2s. Empty: as this fault does, often to the end.");
  field("every", "##every", "once", every_,
        "It happens again and again at this distance: 500ms, 10s. Empty: once.");
}

void FaultForm::draw_buttons(PanelContext& context) {
  const Theme& theme = context.theme;
  flow(theme.px(150), theme.px(12));
  if (!edited_.has_value()) {
    const std::string label = fmt::format("Add at {}###add", clock_text(context.view.now.ns));
    if (ImGui::Button(label.c_str())) submit(context);
    hover_text("Happens to every strategy at this instant; the scenario's text says it, too.");
    return;
  }
  const std::vector<FaultSpec>& faults = context.view.scenario->faults;
  if (*edited_ >= faults.size() || !(faults[*edited_] == before_)) {
    edited_.reset();  // it was taken off, or changed elsewhere
    return;
  }
  if (ImGui::Button("Change it")) submit(context);
  hover_text("The timeline then has this instead; the present stays.");
  ImGui::SameLine();
  if (ImGui::Button("Leave it")) {
    edited_.reset();
    problem_.clear();
  }
  hover_text("The event stays as it is.");
}

std::optional<VirtualDuration> FaultForm::length_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const ValueReading<VirtualDuration> length = parse_duration(text);
  if (!length.value.has_value())
    problem_ = "'" + text + "' is not a length of time; write 500ms or 2s";
  return length.value;
}

void FaultForm::submit(PanelContext& context) {
  problem_.clear();
  FaultSpec added = spec(context);
  added.lasts = length_of(lasts_);
  added.every = length_of(every_);
  if (edited_.has_value()) added.at = length_of(at_).value_or(before_.at);
  if (!problem_.empty()) return;
  // Asked before anything is sent: of two commands the first would be done when the second cannot be.
  Scenario changed = *context.view.scenario;
  if (edited_.has_value())
    changed.faults.erase(changed.faults.begin() + static_cast<std::ptrdiff_t>(*edited_));
  changed.faults.push_back(added);
  const std::vector<Diagnostic> problems =
      check_scenario(changed, surroundings_while_typing(context.view));
  if (has_errors(problems)) {
    problem_ = gravest_problem(problems)->message;
    return;
  }
  if (edited_.has_value()) context.commands.add(RemoveEventCommand{*edited_});
  context.commands.add(AddEventCommand{std::move(added)});
  edited_.reset();
}

}  // namespace millrace
