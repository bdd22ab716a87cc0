# Third-party libraries: what, which version, from where. Why each one: README.md in this folder. How: obtain.cmake.
# DEBIAN lines are bookworm's pool files, RELEASE lines upstream's archives; each with the SHA-256 of that very file.
include(obtain)

millrace_header_library(NAME fmt VERSION 9.1.0 PROBE fmt/format.h ENTRY fmt TOP source SUBDIRS source/include
  STATES fmt/core.h FMT_VERSION AT_LEAST 90000
  DEBIAN pool/main/f/fmtlib/fmtlib_9.1.0+ds1.orig.tar.gz
    84ce1c2d0be3a9863935137969dcec6970125caac032f82474640bfc81463583
  RELEASE https://github.com/fmtlib/fmt/archive/refs/tags/9.1.0.tar.gz
    5dea48d1fcddc3ec571ce2058e13910a0d4a6bab4cc09a809d8b1dd1c88ae6f2)

millrace_header_library(NAME fast_float VERSION 3.9.0 PROBE fast_float/fast_float.h ENTRY fast_float
  TOP source SUBDIRS source/include
  DEBIAN pool/main/f/fast-float/fast-float_3.9.0.orig.tar.gz
    a10443e13748291709b422b2da49fc6753a1a43bf24205d4600595dfe3d811bb
  RELEASE https://github.com/fastfloat/fast_float/archive/refs/tags/v3.9.0.tar.gz
    a10443e13748291709b422b2da49fc6753a1a43bf24205d4600595dfe3d811bb)

# Debian's binary package and not its source: not every mirror carries the latter.
millrace_header_library(NAME robin_map VERSION 1.2.1 PROBE tsl/robin_map.h ENTRY tsl
  TOP source SUBDIRS source/include usr/include
  DEBIAN pool/main/r/robin-map/robin-map-dev_1.2.1-1_all.deb
    11b988a540a1089df540db7111a5dba820954f867f2beead0c2b62ae3297fd64
  RELEASE https://github.com/Tessil/robin-map/archive/refs/tags/v1.2.1.tar.gz
    2b54d2c1de2f73bea5c51d5dcbd64813a08caf1bfddcfdeee40ab74e9599e8e3)

millrace_header_library(NAME xxhash VERSION 0.8.1 PROBE xxhash.h ENTRY xxhash.h TOP source SUBDIRS source
  STATES xxhash.h XXH_VERSION_MAJOR XXH_VERSION_MINOR AT_LEAST 0.8
  DEBIAN pool/main/x/xxhash/xxhash_0.8.1.orig.tar.gz
    3bb6b7d6f30c591dd65aaaff1c8b7a5b94d81687998ca9400082c739a690436c
  RELEASE https://github.com/Cyan4973/xxHash/archive/refs/tags/v0.8.1.tar.gz
    3bb6b7d6f30c591dd65aaaff1c8b7a5b94d81687998ca9400082c739a690436c)

millrace_header_library(NAME readerwriterqueue VERSION 1.0.6 PROBE readerwriterqueue/readerwriterqueue.h
  ENTRY readerwriterqueue TOP readerwriterqueue SUBDIRS .
  DEBIAN pool/main/r/readerwriterqueue/readerwriterqueue_1.0.6.orig.tar.gz
    fc68f55bbd49a8b646462695e1777fb8f2c0b4f342d5e6574135211312ba56c1
  RELEASE https://github.com/cameron314/readerwriterqueue/archive/refs/tags/v1.0.6.tar.gz
    fc68f55bbd49a8b646462695e1777fb8f2c0b4f342d5e6574135211312ba56c1)

millrace_header_library(NAME nlohmann_json VERSION 3.11.2 PROBE nlohmann/json.hpp ENTRY nlohmann
  TOP source SUBDIRS source/include
  STATES nlohmann/detail/abi_macros.hpp NLOHMANN_JSON_VERSION_MAJOR NLOHMANN_JSON_VERSION_MINOR AT_LEAST 3.11
  DEBIAN pool/main/n/nlohmann-json3/nlohmann-json3_3.11.2.orig.tar.gz
    d69f9deb6a75e2580465c6c4c5111b89c4dc2fa94e3a85fcd2ffcd9a143d9273
  RELEASE https://github.com/nlohmann/json/archive/refs/tags/v3.11.2.tar.gz
    d69f9deb6a75e2580465c6c4c5111b89c4dc2fa94e3a85fcd2ffcd9a143d9273)

millrace_header_library(NAME cli11 VERSION 2.1.2 PROBE CLI/CLI.hpp ENTRY CLI TOP source SUBDIRS source/include
  STATES CLI/Version.hpp CLI11_VERSION_MAJOR CLI11_VERSION_MINOR AT_LEAST 2.1
  DEBIAN pool/main/c/cli11/cli11_2.1.2+ds.orig.tar.xz
    8143d20b688e98ccce8e24562d3b68e5f47c12e896c42c7ca8553dbde5bed55d
  RELEASE https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.1.2.tar.gz
    26291377e892ba0e5b4972cdfd4a2ab3bf53af8dac1f4ea8fe0d1376b625c8cb)

if(MILLRACE_TESTS)
  millrace_header_library(NAME doctest VERSION 2.4.9 PROBE doctest/doctest.h ENTRY doctest TOP source SUBDIRS source
    STATES doctest/doctest.h DOCTEST_VERSION_MAJOR DOCTEST_VERSION_MINOR AT_LEAST 2.4
    DEBIAN pool/main/d/doctest/doctest_2.4.9~ds.orig.tar.xz
      7cc78169975bea36e70ab9d67e7de9b03d89b38653499ad03243e3944429b1ab
    RELEASE https://github.com/doctest/doctest/archive/refs/tags/v2.4.9.tar.gz
      19b2df757f2f3703a5e63cee553d85596875f06d91a3333acd80a969ef210856)
endif()

add_library(millrace_headers INTERFACE)
target_include_directories(millrace_headers SYSTEM INTERFACE "${MILLRACE_HEADER_FARM}")
target_compile_definitions(millrace_headers INTERFACE FMT_HEADER_ONLY=1)

# Target millrace_rapidcheck from whatever was obtained: an installed library, a package's, or upstream's sources. Its
# headers stay out of the common folder: only tests that link the target may include them.
function(millrace_rapidcheck_target)
  set(farm "${CMAKE_BINARY_DIR}/third_party_rapidcheck")
  file(MAKE_DIRECTORY "${farm}")
  foreach(entry IN ITEMS rapidcheck rapidcheck.h)
    file(CREATE_LINK "${MILLRACE_RAPIDCHECK_ROOT}/${entry}" "${farm}/${entry}" SYMBOLIC)
  endforeach()
  file(GLOB library "${MILLRACE_RAPIDCHECK_ROOT}/../lib/*/librapidcheck.a")
  if(MILLRACE_RAPIDCHECK_LIBRARY)
    set(library "${MILLRACE_RAPIDCHECK_LIBRARY}")
  endif()
  if(library)
    add_library(millrace_rapidcheck INTERFACE)
    target_link_libraries(millrace_rapidcheck INTERFACE "${library}")
    target_include_directories(millrace_rapidcheck SYSTEM INTERFACE "${farm}")
  else()
    file(GLOB_RECURSE sources "${MILLRACE_RAPIDCHECK_ROOT}/../src/*.cpp")
    add_library(millrace_rapidcheck STATIC EXCLUDE_FROM_ALL ${sources})
    target_include_directories(millrace_rapidcheck SYSTEM PUBLIC "${farm}")
    target_compile_options(millrace_rapidcheck PRIVATE -w)
  endif()
endfunction()

# rapidcheck is a compiled library and wants exceptions and RTTI: property tests are native only.
if(MILLRACE_TESTS AND NOT EMSCRIPTEN)
  set(package "")
  if(CMAKE_HOST_SYSTEM_PROCESSOR STREQUAL "x86_64")
    set(package DEBIAN pool/main/r/rapidcheck/librapidcheck-dev_0~1033-08b5058-3_amd64.deb
      7ad14dec6eee6c387669faaa83500579c260c73558867ddd202eb095acb59a34)
  endif()
  millrace_obtain(NAME rapidcheck VERSION 0-1033-08b5058 PROBE rapidcheck.h LIBRARY rapidcheck
    TOP source SUBDIRS source/include usr/include
    ${package}
    RELEASE https://github.com/emil-e/rapidcheck/archive/08b505857e32d52a20b2240b5125d937d67a6d86.zip
      4b1f727cc942b04d7e0f6bd8500163d870c3e8ed93d24644397c6685b039314b)
  if(MILLRACE_RAPIDCHECK_ROOT)
    millrace_rapidcheck_target()
  endif()
endif()

# Target millrace_yaml from whatever was obtained: an installed library, or its source files (those that read: nothing of
# ours emits through it). Its header stays out of the common folder: only the room that reads scenario files links it.
function(millrace_yaml_target)
  set(farm "${CMAKE_BINARY_DIR}/third_party_yaml")
  file(MAKE_DIRECTORY "${farm}")
  file(CREATE_LINK "${MILLRACE_YAML_ROOT}/yaml.h" "${farm}/yaml.h" SYMBOLIC)
  if(MILLRACE_YAML_LIBRARY)
    add_library(millrace_yaml INTERFACE)
    target_link_libraries(millrace_yaml INTERFACE "${MILLRACE_YAML_LIBRARY}")
    target_include_directories(millrace_yaml SYSTEM INTERFACE "${farm}")
  else()
    set(sources api loader parser reader scanner)
    list(TRANSFORM sources REPLACE "(.+)" "${MILLRACE_YAML_ROOT}/../src/\\1.c")
    add_library(millrace_yaml STATIC EXCLUDE_FROM_ALL ${sources})
    target_include_directories(millrace_yaml SYSTEM PUBLIC "${farm}")
    # What its configure would write into config.h.
    target_compile_definitions(millrace_yaml PRIVATE YAML_VERSION_MAJOR=0 YAML_VERSION_MINOR=2 YAML_VERSION_PATCH=5
      "YAML_VERSION_STRING=\"0.2.5\"" PUBLIC YAML_DECLARE_STATIC)
    target_compile_options(millrace_yaml PRIVATE -w)
  endif()
endfunction()

millrace_obtain(NAME yaml VERSION 0.2.5 PROBE yaml.h LIBRARY yaml TOP source SUBDIRS source/include
  DEBIAN pool/main/liby/libyaml/libyaml_0.2.5.orig.tar.gz
    fa240dbf262be053f3898006d502d514936c818e422afdcf33921c63bed9bf2e
  RELEASE https://github.com/yaml/libyaml/archive/refs/tags/0.2.5.tar.gz
    fa240dbf262be053f3898006d502d514936c818e422afdcf33921c63bed9bf2e)
if(MILLRACE_YAML_ROOT)
  millrace_yaml_target()
endif()
# One header a job: PNG pictures of the workbench, and zlib for links (sim/scenario).
millrace_obtain(NAME stb VERSION 20220908 PROBE stb_image_write.h PATHS /usr/include/stb TOP source SUBDIRS source
  DEBIAN pool/main/libs/libstb/libstb_0.0~git20220908.8b5f1f3+ds.orig.tar.xz
    6949c8ff9f86d982cff1b384f1301a731cbaf3b3fa4d1728c7b48a02386d31d8)

millrace_report_missing()
