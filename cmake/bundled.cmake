# Target millrace_bundled: scenarios and their recordings as part of a program, for machines without the files. In a page
# recordings lie beside the program (cmake/page.cmake): few visitors play them.
# ui/platform/bundled.hpp declares it. Bytes as escapes, so that no text can end its literal.
set(millrace_bundled_globs "${CMAKE_SOURCE_DIR}/scenarios/*.yaml")
if(NOT EMSCRIPTEN)
  list(APPEND millrace_bundled_globs "${CMAKE_SOURCE_DIR}/scenarios/data/*.csv")
endif()
file(GLOB millrace_bundled_paths CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}/scenarios" ${millrace_bundled_globs})
set(arrays "")
set(entries "")
set(index 0)
foreach(path IN LISTS millrace_bundled_paths)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/scenarios/${path}")
  file(READ "${CMAKE_SOURCE_DIR}/scenarios/${path}" hex HEX)
  file(SIZE "${CMAKE_SOURCE_DIR}/scenarios/${path}" size)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" hex "${hex}")
  string(APPEND arrays "const char k${index}[] = \"${hex}\";\n")
  string(APPEND entries "    {\"${path}\", {k${index}, ${size}}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/bundled/bundled.cpp" CONTENT "// Made from scenarios/ while configuring.
#include \"ui/platform/bundled.hpp\"
namespace millrace {
namespace {
${arrays}const BundledFile kFiles[] = {
${entries}};
}  // namespace
std::span<const BundledFile> bundled_files() { return kFiles; }
}  // namespace millrace
" @ONLY)
add_library(millrace_bundled STATIC EXCLUDE_FROM_ALL "${CMAKE_BINARY_DIR}/bundled/bundled.cpp")
target_include_directories(millrace_bundled PRIVATE "${CMAKE_SOURCE_DIR}")
target_compile_options(millrace_bundled PRIVATE -w)
