// ui/panels/fault_form.hpp — choosing a fault and its parameters, and letting it happen at the present instant. Made
// from the vocabulary's descriptions: a new fault needs no line here.
#pragma once

#include <string>
#include <vector>

#include "ui/panels/panel.hpp"

namespace millrace {

class FaultForm {
 public:
  void draw(PanelContext& context);

 private:
  void choose(const ChoiceInfo& fault);
  void draw_parameter(const PanelContext& context, const ParameterInfo& info, std::string& value);
  FaultSpec spec(const PanelContext& context) const;

  std::string type_;                 // "" before anything was chosen
  std::vector<std::string> values_;  // of the parameters, in their order; "" = the default
  std::string lasts_;                // "2s"; "" = as the fault does
  std::string problem_;              // why it could not be added
};

}  // namespace millrace
