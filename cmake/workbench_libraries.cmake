# What the workbench stands on: Dear ImGui (compiled by us, one version for every target), SDL2 (the system's natively, its
# sources for WebAssembly), and two fonts that become part of the program. Why each one: README.md here.
include(obtain)

millrace_obtain(NAME imgui VERSION 1.90.1 PROBE imgui_internal.h TOP source SUBDIRS source ONLY_OURS
  DEBIAN pool/main/i/imgui/imgui_1.90.1+ds.orig.tar.xz
    ecce377df0f90b292f15dcbd83d438bddc162b2388c881132bde18c787572a1c
  RELEASE https://github.com/ocornut/imgui/archive/refs/tags/v1.90.1.tar.gz
    21dcc985bb2ae8fe48047c86135dbc438d6980a8f2e08babbda5be820592f282)
millrace_obtain(NAME mono_font VERSION 2.242 PROBE JetBrainsMono-Regular.ttf TOP source
  PATHS /usr/share/fonts/truetype/jetbrains-mono /usr/local/share/fonts /Library/Fonts
  SUBDIRS usr/share/fonts/truetype/jetbrains-mono
  DEBIAN pool/main/f/fonts-jetbrains-mono/fonts-jetbrains-mono_2.242+ds-3_all.deb
    516b8e3bacc9a30cf615543fa1fdaf0c5312284f2c4459b7838fd008fd9936bc)
millrace_obtain(NAME text_font VERSION 20170802 PROBE Roboto-Regular.ttf TOP source
  PATHS /usr/share/fonts/truetype/roboto/unhinted/RobotoTTF /usr/local/share/fonts /Library/Fonts
  SUBDIRS usr/share/fonts/truetype/roboto/unhinted/RobotoTTF
  DEBIAN pool/main/f/fonts-roboto/fonts-roboto-unhinted_0~20170802-3_all.deb
    f89cf7d8a589489daecf750031ec50456ab3e648d49ff544f0f08753268fbd91)
if(EMSCRIPTEN)
  millrace_obtain(NAME sdl VERSION 2.26.5 PROBE SDL.h TOP source SUBDIRS source/include ONLY_OURS
    DEBIAN pool/main/libs/libsdl2/libsdl2_2.26.5+dfsg.orig.tar.gz
      b3f2c822151804125d08db94c65852f711c2e5df2145a59da120748dc32eb9c3
    RELEASE https://github.com/libsdl-org/SDL/releases/download/release-2.26.5/SDL2-2.26.5.tar.gz
      ad8fea3da1be64c83c45b1d363a6b4ba8fd60f5bde3b23ec73855709ec5eabf7)
else()
  find_package(SDL2 QUIET)
  if(NOT SDL2_FOUND)
    set_property(GLOBAL APPEND_STRING PROPERTY millrace_missing
      "\n    SDL 2: its CMake package was not found\n      or: -DMILLRACE_WORKBENCH=OFF, for the command alone")
  endif()
  set(OpenGL_GL_PREFERENCE GLVND)
endif()

# Drawing lists and widgets; knows no window. Its header is <imgui.h>.
if(MILLRACE_IMGUI_ROOT)
  set(files imgui imgui_draw imgui_tables imgui_widgets)
  list(TRANSFORM files REPLACE "(.+)" "${MILLRACE_IMGUI_ROOT}/\\1.cpp")
  add_library(millrace_imgui STATIC EXCLUDE_FROM_ALL ${files})
  target_include_directories(millrace_imgui SYSTEM PUBLIC "${MILLRACE_IMGUI_ROOT}")
  # 32-bit indices: WebGL has no base vertex, and dense charts have more than 65,536 vertices.
  target_compile_definitions(millrace_imgui PUBLIC "ImDrawIdx=unsigned int" IMGUI_DISABLE_OBSOLETE_FUNCTIONS
    IMGUI_DISABLE_FILE_FUNCTIONS IMGUI_DISABLE_DEMO_WINDOWS)
  target_compile_options(millrace_imgui PRIVATE -w -O2)
endif()

function(millrace_sdl_from_source)
  set(src "${MILLRACE_SDL_ROOT}/../src")
  set(folders . atomic audio audio/dummy audio/disk audio/emscripten cpuinfo dynapi events file filesystem/emscripten haptic
    haptic/dummy joystick joystick/dummy joystick/emscripten libm loadso/dlopen locale locale/emscripten misc misc/emscripten
    power power/emscripten render render/opengles2 render/software sensor sensor/dummy stdlib thread timer timer/unix video
    video/dummy video/emscripten video/yuv2rgb)
  if(MILLRACE_THREADS)
    list(APPEND folders thread/pthread)
  else()
    list(APPEND folders thread/generic)
  endif()
  list(TRANSFORM folders REPLACE "(.+)" "${src}/\\1/*.c")
  file(GLOB files ${folders})
  add_library(millrace_sdl STATIC EXCLUDE_FROM_ALL ${files})
  target_include_directories(millrace_sdl SYSTEM PUBLIC "${MILLRACE_SDL_ROOT}" PRIVATE "${src}/video/khronos")
  target_compile_definitions(millrace_sdl PRIVATE SDL_AUDIO_DISABLED=1 SDL_JOYSTICK_DISABLED=1 SDL_SENSOR_DISABLED=1
    SDL_POWER_DISABLED=1 SDL_RENDER_DISABLED=1)
  target_compile_options(millrace_sdl PRIVATE -w -Os)
endfunction()

# The window: SDL, OpenGL (ES 3 in the browser), and ImGui's own bindings to both. Its headers are <SDL.h> and <backends/…>.
if(MILLRACE_IMGUI_ROOT AND (SDL2_FOUND OR MILLRACE_SDL_ROOT))
  if(EMSCRIPTEN)
    millrace_sdl_from_source()
  else()
    find_package(OpenGL REQUIRED)
    add_library(millrace_sdl INTERFACE)
    target_link_libraries(millrace_sdl INTERFACE SDL2::SDL2 OpenGL::GL)
  endif()
  add_library(millrace_window STATIC EXCLUDE_FROM_ALL "${MILLRACE_IMGUI_ROOT}/backends/imgui_impl_sdl2.cpp"
    "${MILLRACE_IMGUI_ROOT}/backends/imgui_impl_opengl3.cpp")
  target_link_libraries(millrace_window PUBLIC millrace_imgui millrace_sdl)
  if(EMSCRIPTEN)
    target_compile_definitions(millrace_window PUBLIC IMGUI_IMPL_OPENGL_ES3)
    target_link_options(millrace_window INTERFACE -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2)
  endif()
  target_compile_options(millrace_window PRIVATE -w -O2)
endif()

# Target millrace_fonts: the files as arrays (ui/fonts.hpp declares them).
function(millrace_fonts_target)
  set(lines "// Made from font files while configuring.\n#include <cstdint>\nnamespace millrace {\n")
  foreach(name IN ITEMS MONO TEXT)
    string(SUBSTRING "${name}" 0 1 first)
    string(TOLOWER "${name}" lower)
    string(SUBSTRING "${lower}" 1 -1 rest)
    set(camel "${first}${rest}")
    set(file "${MILLRACE_${name}_FONT_ROOT}/Roboto-Regular.ttf")
    if(name STREQUAL "MONO")
      set(file "${MILLRACE_${name}_FONT_ROOT}/JetBrainsMono-Regular.ttf")
    endif()
    if(EMSCRIPTEN) # Half of what a font is made of nobody here ever sees, and a page is waited for.
      find_program(MILLRACE_NODE NAMES node nodejs NO_CMAKE_FIND_ROOT_PATH REQUIRED)
      set(subset "${CMAKE_BINARY_DIR}/fonts/${lower}.ttf")
      file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/fonts")
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/tools/subset_font.mjs")
      execute_process(COMMAND "${MILLRACE_NODE}" "${CMAKE_SOURCE_DIR}/web/tools/subset_font.mjs" "${file}" "${subset}"
        COMMAND_ERROR_IS_FATAL ANY)
      set(file "${subset}")
    endif()
    file(READ "${file}" hex HEX)
    file(SIZE "${file}" size)
    string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
    string(APPEND lines "extern const unsigned char k${camel}Font[];\nextern const std::uint32_t k${camel}FontBytes;\n"
      "const std::uint32_t k${camel}FontBytes = ${size};\nconst unsigned char k${camel}Font[] = {\n${hex}};\n")
  endforeach()
  set(source "${CMAKE_BINARY_DIR}/fonts/fonts.cpp")
  file(CONFIGURE OUTPUT "${source}" CONTENT "${lines}}  // namespace millrace\n" @ONLY)
  add_library(millrace_fonts STATIC EXCLUDE_FROM_ALL "${source}")
endfunction()
if(MILLRACE_MONO_FONT_ROOT AND MILLRACE_TEXT_FONT_ROOT)
  millrace_fonts_target()
endif()
add_library(millrace_pictures INTERFACE)
target_include_directories(millrace_pictures SYSTEM INTERFACE "${MILLRACE_STB_ROOT}")
include(bundled)
