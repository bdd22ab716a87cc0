// sim/cli/unknown_command.cpp — the option library would only say that a command is missing.
#include "sim/cli/unknown_command.hpp"

#include <algorithm>

#include "core/base/nearest_word.hpp"

namespace millrace::cli {

std::string unknown_command_message(std::string_view typed,
                                    std::span<const std::string_view> commands) {
  if (std::find(commands.begin(), commands.end(), typed) != commands.end()) return {};
  return "there is no command '" + std::string(typed) + "'" + did_you_mean(typed, commands) +
         "; `millrace --help` lists them";
}

}  // namespace millrace::cli
