# Everything Fallline stands on, in one place: the system's package first, a pinned source where there is none.
include(FetchContent)
set(FETCHCONTENT_QUIET OFF)

# fallline_dependency(PACKAGE TARGET REPOSITORY TAG): makes TARGET exist.
# REPOSITORY is a public git address; its headers come in as SYSTEM (CMake 3.25).
function(fallline_dependency package target repository tag)
  find_package(${package} QUIET)
  if(TARGET ${target})
    message(STATUS "${package}: the system's")
    return()
  endif()
  message(STATUS "${package}: not installed, fetching ${repository} ${tag}")
  FetchContent_Declare(${package} GIT_REPOSITORY ${repository} GIT_TAG ${tag} GIT_SHALLOW ON SYSTEM)
  FetchContent_MakeAvailable(${package})
endfunction()

find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
fallline_dependency(Eigen3 Eigen3::Eigen https://gitlab.com/libeigen/eigen.git 3.4.0)
fallline_dependency(fmt fmt::fmt https://github.com/fmtlib/fmt.git 10.2.1)
fallline_dependency(nlohmann_json nlohmann_json::nlohmann_json https://github.com/nlohmann/json.git v3.11.3)

if(FALLLINE_TESTS)
  set(INSTALL_GTEST OFF)
  fallline_dependency(GTest GTest::gtest_main https://github.com/google/googletest.git v1.14.0)
endif()
if(FALLLINE_BENCH)
  set(BENCHMARK_ENABLE_TESTING OFF)
  fallline_dependency(benchmark benchmark::benchmark https://github.com/google/benchmark.git v1.8.3)
endif()

if(FALLLINE_WINDOW)
  include(WindowDependencies)
endif()
