// sim/cli/unknown_command.hpp — what is said of a command that does not exist.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace millrace::cli {

/// The message for `typed`, with the nearest of the commands that exist; empty when `typed` is one of them.
std::string unknown_command_message(std::string_view typed,
                                    std::span<const std::string_view> commands);

}  // namespace millrace::cli
