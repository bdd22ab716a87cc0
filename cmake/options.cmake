# Compiler switches shared by every room; each preset in CMakePresets.json sets some of them.
option(MILLRACE_TESTS "Build the tests" ON)
option(MILLRACE_TIDY "Build the tests of the house itself: layers, lint, self-contained headers" OFF)
option(MILLRACE_WARNINGS_AS_ERRORS "Treat warnings as errors" OFF)
option(MILLRACE_HOSTILE "Hostile build: tiny batches, colliding hashes, queues that refuse" OFF)
set(MILLRACE_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined")
set(MILLRACE_TEST_ROOMS "" CACHE STRING "Build and run only these test programs, and only the rooms they need; empty: all")
if(EMSCRIPTEN)
  option(MILLRACE_THREADS "WebAssembly with threads (needs workers and shared memory)" OFF)
else()
  set(MILLRACE_THREADS ON)
endif()

if(EMSCRIPTEN)
  option(MILLRACE_WORKBENCH "Build the page: build/<preset>/site" ON)
  option(MILLRACE_PAGE_THREADS "Build the page's program with threads, too, in <build>-threads" OFF)
else()
  option(MILLRACE_WORKBENCH "Build the workbench: wants SDL 2 and OpenGL" ON)
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Paths are made relative to the clone, so that one clone profits from what another compiled.
find_program(MILLRACE_CCACHE ccache)
if(MILLRACE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
    ${MILLRACE_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()

# What every translation unit of ours is compiled with. -ffp-contract=off: the same bits on every platform.
add_library(millrace_flags INTERFACE)
target_compile_options(millrace_flags INTERFACE -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  -Wno-sign-conversion -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual)
# g++ 12 sees impossible overlaps in std::string at -O3 (GCC bug 105651).
target_compile_options(millrace_flags INTERFACE $<$<AND:$<CXX_COMPILER_ID:GNU>,$<CONFIG:Release>>:-Wno-restrict>)
target_include_directories(millrace_flags INTERFACE "${CMAKE_SOURCE_DIR}")
if(MILLRACE_WARNINGS_AS_ERRORS)
  target_compile_options(millrace_flags INTERFACE -Werror)
endif()
if(MILLRACE_HOSTILE)
  target_compile_definitions(millrace_flags INTERFACE MILLRACE_HOSTILE=1)
endif()
if(MILLRACE_SANITIZE)
  # vptr needs RTTI, which the rooms do without.
  add_compile_options(-fsanitize=${MILLRACE_SANITIZE} -fno-sanitize=vptr -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${MILLRACE_SANITIZE})
endif()
if(EMSCRIPTEN)
  include(emscripten_options)
elseif(MILLRACE_THREADS)
  set(THREADS_PREFER_PTHREAD_FLAG ON)
  find_package(Threads REQUIRED)
endif()

# Rooms of core and sim carry no exceptions and no RTTI; what a library throws is caught in a program's main.
add_library(millrace_no_exceptions INTERFACE)
target_compile_options(millrace_no_exceptions INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)
