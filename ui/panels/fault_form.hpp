// ui/panels/fault_form.hpp — choosing a fault and its parameters, and letting it happen at the present instant; or
// changing one that is planned. Made from the vocabulary's descriptions: a new fault needs no line here.
#pragma once

#include <string>
#include <vector>

#include "ui/panels/panel.hpp"

namespace millrace {

class FaultForm {
 public:
  void draw(PanelContext& context);
  /// Shows an entry of the timeline, to be changed; `event` is its place in Scenario::faults.
  void edit(std::size_t event, const FaultSpec& fault, const ScenarioVocabulary& vocabulary);

 private:
  void choose(const ChoiceInfo& fault);
  void draw_parameter(const PanelContext& context, const ParameterInfo& info, std::string& value);
  void draw_times(PanelContext& context);
  void draw_buttons(PanelContext& context);
  FaultSpec spec(const PanelContext& context) const;
  /// Reads a length of time; "" gives nothing. What is wrong with it is in problem_.
  std::optional<VirtualDuration> length_of(const std::string& text);
  /// Adds it, or puts it in the place of the one that is edited, unless the scenario could then not be run.
  void submit(PanelContext& context);

  std::string type_;                   // "" before anything was chosen
  std::vector<std::string> values_;    // of the parameters, in their order; "" = the default
  std::string lasts_;                  // "2s"; "" = as the fault does
  std::string every_;                  // "10s"; "" = once
  std::string at_;                     // of the one that is edited
  std::optional<std::size_t> edited_;  // in Scenario::faults; nothing: a new one
  FaultSpec before_;                   // the edited one, as it is on the timeline
  std::string problem_;                // why it could not be added
};

}  // namespace millrace
