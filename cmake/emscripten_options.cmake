# What WebAssembly programs are built with, for Emscripten 3.1.6 and later; why each switch is there: README.md, "Traps".
# -sUSE_SDL=0: otherwise <SDL.h> silently means Emscripten's SDL 1 headers.
add_compile_options(-sUSE_SDL=0 -msimd128)
add_link_options(-sUSE_SDL=0)
if(MILLRACE_THREADS)
  add_compile_options(-pthread)
  add_link_options(-pthread)
endif()

# Programs run by Node: one self-contained .js (Node 18 and later cannot load a separate .wasm written by 3.1.6), which
# reads and writes the machine's files by their own paths.
add_library(millrace_node_program INTERFACE)
target_compile_options(millrace_node_program INTERFACE -fexceptions) # Off by default; CLI11 and doctest's REQUIRE throw.
target_link_options(millrace_node_program INTERFACE -fexceptions -sSINGLE_FILE=1 -sEXIT_RUNTIME=1 -sTOTAL_STACK=1MB)
if(MILLRACE_THREADS)
  # main() runs on a thread of its own, so that it may wait for others; shared memory cannot grow without cost.
  target_link_options(millrace_node_program INTERFACE -sENVIRONMENT=node,worker -sPROXY_TO_PTHREAD=1
    -sPTHREAD_POOL_SIZE=10 -sINITIAL_MEMORY=512MB)
else()
  target_link_options(millrace_node_program INTERFACE -sENVIRONMENT=node -sNODERAWFS=1
    -sINITIAL_MEMORY=64MB -sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=4GB)
endif()
