# Compiler switches shared by every room; each preset in CMakePresets.json sets some of them.
option(MILLRACE_TESTS "Build the tests" ON)
option(MILLRACE_WARNINGS_AS_ERRORS "Treat warnings as errors" OFF)
option(MILLRACE_HOSTILE "Hostile build: tiny batches, colliding hashes, queues that refuse" OFF)
set(MILLRACE_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# What every translation unit of ours is compiled with. -ffp-contract=off: the same bits on every platform (semantics §9).
add_library(millrace_flags INTERFACE)
target_compile_options(millrace_flags INTERFACE -ffp-contract=off -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  -Wno-sign-conversion -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual)
target_include_directories(millrace_flags INTERFACE "${CMAKE_SOURCE_DIR}")
if(MILLRACE_WARNINGS_AS_ERRORS)
  target_compile_options(millrace_flags INTERFACE -Werror)
endif()
if(MILLRACE_HOSTILE)
  target_compile_definitions(millrace_flags INTERFACE MILLRACE_HOSTILE=1)
endif()
if(MILLRACE_SANITIZE)
  add_compile_options(-fsanitize=${MILLRACE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${MILLRACE_SANITIZE})
endif()

# Rooms of core and sim carry no exceptions and no RTTI; a library that throws is kept behind one translation unit.
add_library(millrace_no_exceptions INTERFACE)
target_compile_options(millrace_no_exceptions INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions -fno-rtti>)
