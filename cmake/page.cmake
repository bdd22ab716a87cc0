# The page: the room web/page as WebAssembly beside the files of web/site, in <build>/site, for any static host; and the
# same in one file, millrace.html, which opens from a disk. Objects, not the library: nothing but JavaScript calls them.
# The page has two programs: this build's, and the one with threads of a build beside it, <build>-threads (preset
# web-threads, whose tests then find its rooms compiled).

# The program alone: <build>/site/millrace.{js,wasm}, with threads millrace-threads.{js,wasm,worker.js}.
function(millrace_page_program site)
  add_executable(millrace_page $<TARGET_OBJECTS:millrace_web_page>)
  set_target_properties(millrace_page PROPERTIES OUTPUT_NAME millrace RUNTIME_OUTPUT_DIRECTORY "${site}")
  target_link_libraries(millrace_page PRIVATE millrace_web_page)
  # Optimising the linked program takes a minute or two; while trying things out, -O1 will do.
  set(MILLRACE_PAGE_LINK -O2 CACHE STRING "How the page is optimised when it is linked")
  target_link_options(millrace_page PRIVATE ${MILLRACE_PAGE_LINK} -sENVIRONMENT=web,worker -sALLOW_MEMORY_GROWTH=1
    -sMAXIMUM_MEMORY=2GB -sTOTAL_STACK=1MB -sMODULARIZE=1 -sEXPORT_NAME=createMillrace "-sEXPORTED_FUNCTIONS=_malloc,_free")
  if(MILLRACE_THREADS)
    # Growth costs the script a look at the memory's size at each access, and the wasm nothing. Threads are started by
    # web/site/threads.js, when one wants them.
    set_target_properties(millrace_page PROPERTIES OUTPUT_NAME millrace-threads)
    target_link_options(millrace_page PRIVATE -sINITIAL_MEMORY=128MB -Wno-pthreads-mem-growth)
  else()
    target_link_options(millrace_page PRIVATE -sINITIAL_MEMORY=64MB)
  endif()
  if(MILLRACE_TEST_ROOMS)
    set_target_properties(millrace_page PROPERTIES EXCLUDE_FROM_ALL ON)
  endif()
endfunction()

# Target millrace_page_threads: the other program, built beside this build and copied into `site`. Asked each time, as
# only that build knows whether something changed; `files` names what it makes.
function(millrace_page_threads site files)
  set(other "${CMAKE_BINARY_DIR}-threads")
  set(made "${files}")
  list(TRANSFORM made PREPEND "${other}/site/")
  set(copied "${files}")
  list(TRANSFORM copied PREPEND "${site}/")
  set(settings "-DMILLRACE_CACHE_DIR=${MILLRACE_CACHE_DIR}" "-DMILLRACE_DOWNLOADS=${MILLRACE_DOWNLOADS}"
    "-DMILLRACE_PAGE_LINK=${MILLRACE_PAGE_LINK}")
  set(stamp "${CMAKE_BINARY_DIR}/page_threads.configured")
  file(GENERATE OUTPUT "${CMAKE_BINARY_DIR}/page_threads.settings" CONTENT "${settings}\n")
  add_custom_command(OUTPUT "${stamp}"
    COMMAND "${CMAKE_COMMAND}" --preset web-threads -B "${other}" ${settings}
    COMMAND "${CMAKE_COMMAND}" -E touch "${stamp}"
    DEPENDS "${CMAKE_SOURCE_DIR}/CMakePresets.json" "${CMAKE_BINARY_DIR}/page_threads.settings"
    WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}" USES_TERMINAL VERBATIM)
  cmake_host_system_information(RESULT cores QUERY NUMBER_OF_LOGICAL_CORES)
  add_custom_target(millrace_page_threads
    COMMAND "${CMAKE_COMMAND}" --build "${other}" --target millrace_page --parallel ${cores}
    COMMAND "${CMAKE_COMMAND}" -E copy_if_different ${made} "${site}"
    DEPENDS "${stamp}" BYPRODUCTS ${copied} USES_TERMINAL VERBATIM)
  # One after the other: each takes all cores.
  add_dependencies(millrace_page_threads millrace_page)
endfunction()

if(TARGET millrace_web_page)
  set(site "${CMAKE_BINARY_DIR}/site")
  millrace_page_program("${site}")
  if(NOT MILLRACE_TEST_ROOMS)
    set(threads_files "")
    if(MILLRACE_PAGE_THREADS)
      set(threads_files millrace-threads.js millrace-threads.wasm millrace-threads.worker.js)
      millrace_page_threads("${site}" "${threads_files}")
      list(TRANSFORM threads_files PREPEND "${site}/")
    endif()
    find_program(MILLRACE_NODE NAMES node nodejs NO_CMAKE_FIND_ROOT_PATH REQUIRED)
    file(GLOB site_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/site/*")
    set(pack "${CMAKE_SOURCE_DIR}/web/tools/pack.mjs")
    file(GLOB recordings CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/scenarios/data/*.csv")
    add_custom_command(OUTPUT "${site}/millrace.html" "${site}/index.html"
      COMMAND "${MILLRACE_NODE}" "${pack}" "${CMAKE_SOURCE_DIR}/web/site" "${CMAKE_SOURCE_DIR}/scenarios" "${site}"
        "${PROJECT_VERSION}"
      DEPENDS millrace_page ${threads_files} "${pack}" ${site_files} ${recordings} VERBATIM)
    add_custom_target(millrace_site ALL DEPENDS "${site}/millrace.html")
  endif()
endif()
