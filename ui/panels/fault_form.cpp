// ui/panels/fault_form.cpp — a field a parameter, by its kind.
#include "ui/panels/fault_form.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/route/strategies.hpp"
#include "sim/scenario/quantity.hpp"
#include "ui/draw/legend.hpp"
#include "ui/draw/number_text.hpp"
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
  problem_.clear();
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
      if (ImGui::Selectable(choice.c_str(), choice == value)) value = choice;
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
  ImGui::TextUnformatted("Now");
  ImGui::SameLine();
  ImGui::SetNextItemWidth(theme.px(170));
  if (ImGui::BeginCombo("##type", type_.empty() ? "what happens?" : type_.c_str(),
                        ImGuiComboFlags_HeightLarge)) {
    for (const ChoiceInfo& fault : vocabulary.faults) {
      if (ImGui::Selectable(std::string(fault.name).c_str(), fault.name == type_)) choose(fault);
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
  flow(theme.px(110), theme.px(12));
  ImGui::AlignTextToFramePadding();
  ImGui::TextUnformatted("for");
  ImGui::SameLine(0, theme.px(4));
  ImGui::SetNextItemWidth(theme.px(70));
  value_field("##lasts", "its own", lasts_);
  hover_text("How long it lasts: 500ms, 2s. Empty: as this fault does, often to the end.");
  flow(theme.px(150), theme.px(12));
  const std::string label = fmt::format("Add at {}###add", clock_text(context.view.now.ns));
  if (ImGui::Button(label.c_str())) {
    FaultSpec added = spec(context);
    problem_.clear();
    if (!lasts_.empty()) {
      const ValueReading<VirtualDuration> length = parse_duration(lasts_);
      if (length.value.has_value()) {
        added.lasts = *length.value;
      } else {
        problem_ = "'" + lasts_ + "' is not a length of time; write 500ms or 2s";
      }
    }
    if (problem_.empty()) context.commands.add(AddEventCommand{std::move(added)});
  }
  hover_text("Happens to every strategy at this instant; the scenario's text says it, too.");
  if (problem_.empty()) return;
  ImGui::PushStyleColor(ImGuiCol_Text, theme.outcome(OutcomeKind::kInvalid).colour);
  ImGui::TextWrapped("%s", problem_.c_str());
  ImGui::PopStyleColor();
}

}  // namespace millrace
