// sim/cli/study_output.hpp — formats and progress that the commands that simulate share.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "sim/cli/command_io.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/cli/progress.hpp"
#include "sim/study/comparison.hpp"

namespace millrace::cli {

enum class StudyFormat : std::uint8_t {
  kText,
  kJson,
  kCsv,
  kJsonLines,
  kMarkdown,
  kHtml,
  kPrometheus,
  kTrace
};

/// `--format`, else `--json`, else the ending of the file, else text. Errors: kOption, with the words of `allowed`.
Result<StudyFormat> study_format(const std::string& format, bool json,
                                 const std::string& output_file,
                                 std::span<const StudyFormat> allowed);

/// Writes the document to the file or to standard output; what goes wrong is shown.
ExitCode write_document(const std::string& document, const std::string& output_file,
                        const CommandIo& io);

/// Options of a study that ask and tell this terminal: progress with the time left, Ctrl-C. `progress` is borrowed.
StudyOptions study_options_for(Progress& progress, const std::string& folder);

}  // namespace millrace::cli
