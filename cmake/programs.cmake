# The programs: thin mains over the rooms.
if(EXISTS "${CMAKE_SOURCE_DIR}/sim/main_cli.cpp")
  add_executable(millrace sim/main_cli.cpp)
  target_link_libraries(millrace PRIVATE millrace_sim_cli)
  set_target_properties(millrace PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
endif()
