// ui/session/command.cpp — the list of what was asked for.
#include "ui/session/command.hpp"

#include <utility>

namespace millrace {

void CommandList::add(Command command) {
  commands_.push_back(std::move(command));
}

}  // namespace millrace
