# CMake toolchain file of the WebAssembly presets: finds the Emscripten whose em++ is in PATH and hands over to its own file.
# Works with Debian's package, an emsdk, and any other installation that em-config knows.
find_program(MILLRACE_EMXX em++ NO_CMAKE_FIND_ROOT_PATH)
if(NOT MILLRACE_EMXX)
  message(FATAL_ERROR "millrace: em++ is not in PATH. On Debian, scripts/install installs Emscripten; "
    "elsewhere activate an emsdk (source emsdk_env.sh).")
endif()
get_filename_component(MILLRACE_EMXX_REAL "${MILLRACE_EMXX}" REALPATH)
get_filename_component(MILLRACE_EMSCRIPTEN_ROOT "${MILLRACE_EMXX_REAL}" DIRECTORY)
set(MILLRACE_EMSCRIPTEN_FILE cmake/Modules/Platform/Emscripten.cmake)
if(NOT EXISTS "${MILLRACE_EMSCRIPTEN_ROOT}/${MILLRACE_EMSCRIPTEN_FILE}")
  execute_process(COMMAND em-config EMSCRIPTEN_ROOT OUTPUT_VARIABLE MILLRACE_EMSCRIPTEN_ROOT
    OUTPUT_STRIP_TRAILING_WHITESPACE)
endif()
if(NOT EXISTS "${MILLRACE_EMSCRIPTEN_ROOT}/${MILLRACE_EMSCRIPTEN_FILE}")
  message(FATAL_ERROR "millrace: ${MILLRACE_EMXX} has no ${MILLRACE_EMSCRIPTEN_FILE} beside it")
endif()
# Debian's emcc with a Node that is not Debian's must be told where Debian's acorn lies: while linking and while configuring.
if(EXISTS /usr/share/nodejs/acorn)
  set(ENV{NODE_PATH} /usr/share/nodejs)
  set(CMAKE_C_LINKER_LAUNCHER ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs)
  set(CMAKE_CXX_LINKER_LAUNCHER ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs)
endif()
include("${MILLRACE_EMSCRIPTEN_ROOT}/${MILLRACE_EMSCRIPTEN_FILE}")
