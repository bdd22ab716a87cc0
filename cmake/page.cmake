# The page: the room web/page as WebAssembly beside the files of web/site, in <build>/site, for any static host; and the
# same in one file, millrace.html, which opens from a disk. Objects, not the library: nothing but JavaScript calls them.
if(TARGET millrace_web_page AND NOT MILLRACE_TEST_ROOMS)
  set(site "${CMAKE_BINARY_DIR}/site")
  add_executable(millrace_page $<TARGET_OBJECTS:millrace_web_page>)
  set_target_properties(millrace_page PROPERTIES OUTPUT_NAME millrace RUNTIME_OUTPUT_DIRECTORY "${site}")
  target_link_libraries(millrace_page PRIVATE millrace_web_page)
  # Optimising the linked program takes a minute or two; while trying things out, -O1 will do.
  set(MILLRACE_PAGE_LINK -O2 CACHE STRING "How the page is optimised when it is linked")
  target_link_options(millrace_page PRIVATE ${MILLRACE_PAGE_LINK} -sENVIRONMENT=web,worker -sINITIAL_MEMORY=64MB -sALLOW_MEMORY_GROWTH=1
    -sMAXIMUM_MEMORY=2GB -sTOTAL_STACK=1MB -sMODULARIZE=1 -sEXPORT_NAME=createMillrace
    "-sEXPORTED_FUNCTIONS=_malloc,_free")
  find_program(MILLRACE_NODE NAMES node nodejs NO_CMAKE_FIND_ROOT_PATH REQUIRED)
  file(GLOB site_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/site/*")
  set(pack "${CMAKE_SOURCE_DIR}/web/tools/pack.mjs")
  add_custom_command(OUTPUT "${site}/millrace.html" "${site}/index.html"
    COMMAND "${MILLRACE_NODE}" "${pack}" "${CMAKE_SOURCE_DIR}/web/site" "${site}" "${PROJECT_VERSION}"
    DEPENDS millrace_page "${pack}" ${site_files} VERBATIM)
  add_custom_target(millrace_site ALL DEPENDS "${site}/millrace.html")
endif()
