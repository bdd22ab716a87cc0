// web/page/thread_readiness.hpp — threads of a page are workers of the browser, which start only while the page itself
// does nothing: a job that wants threads must find them ready, or whoever waits for one of them waits for ever.
#pragma once

#include "ui/session/measured_run.hpp"

namespace millrace {

/// `make`, for where threads must be there before. While too few are, its runs are errors that say so, and the page's
/// script hears `{"wants_threads": count}`: it starts them and asks once more. Null `make`: this program has none, and
/// the script, told `{"wants_threads": 0}`, says what would help.
MeasuredRunMaker with_ready_threads(MeasuredRunMaker make);

}  // namespace millrace
