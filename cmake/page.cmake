# The page: the room web/page as WebAssembly beside the files of web/site, in <build>/site, for any static host; and the
# same in one file, millrace.html, which opens from a disk. Objects, not the library: nothing but JavaScript calls them.
if(TARGET millrace_web_page AND NOT MILLRACE_THREADS)
  set(site "${CMAKE_BINARY_DIR}/site")
  add_executable(millrace_page $<TARGET_OBJECTS:millrace_web_page>)
  set_target_properties(millrace_page PROPERTIES OUTPUT_NAME millrace RUNTIME_OUTPUT_DIRECTORY "${site}")
  target_link_libraries(millrace_page PRIVATE millrace_web_page)
  target_link_options(millrace_page PRIVATE -sENVIRONMENT=web -sINITIAL_MEMORY=64MB -sALLOW_MEMORY_GROWTH=1
    -sMAXIMUM_MEMORY=2GB -sTOTAL_STACK=1MB -sMODULARIZE=1 -sEXPORT_NAME=createMillrace
    "-sEXPORTED_FUNCTIONS=_malloc,_free" "-sEXPORTED_RUNTIME_METHODS=HEAPU8,canvas")
  foreach(file IN ITEMS index.html millrace_page.js)
    configure_file("${CMAKE_SOURCE_DIR}/web/site/${file}" "${site}/${file}" COPYONLY)
  endforeach()
endif()
