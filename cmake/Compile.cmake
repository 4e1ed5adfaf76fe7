# fallline_compile(TARGET): the compiler settings of all our own code.
# Warnings are errors here and nowhere else: dependencies come in as SYSTEM headers.

function(fallline_compile target)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
    -Wimplicit-fallthrough -Wextra-semi -Wcast-qual -Wundef -Werror
    # IEEE results stay as they are; only errno and floating-point traps, which nobody here reads, are given up.
    -fno-math-errno -fno-trapping-math)
  # A designated initializer leaves out what keeps its default; that is what it is for.
  target_compile_options(${target} PRIVATE -Wno-missing-field-initializers)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 warns about Eigen's vectorized loads of small fixed arrays, and about vector types passed by value
    # inside one program (-Wpsabi), where there is no foreign caller to mislead.
    target_compile_options(${target} PRIVATE -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow -Wno-psabi)
  endif()
  if(FALLLINE_SANITIZE)
    target_compile_options(${target} PUBLIC -fsanitize=${FALLLINE_SANITIZE} -fno-omit-frame-pointer)
    target_compile_options(${target} PRIVATE -fno-sanitize-recover=all)
    target_link_options(${target} PUBLIC -fsanitize=${FALLLINE_SANITIZE})
  endif()
endfunction()

# Every object of the program must agree on this one: Eigen's alignment, and so the layout of types, follows it.
if(FALLLINE_NATIVE)
  include(CheckCXXCompilerFlag)
  check_cxx_compiler_flag(-march=native FALLLINE_HAS_MARCH_NATIVE)
  if(FALLLINE_HAS_MARCH_NATIVE)
    add_compile_options(-march=native)
  else()
    add_compile_options(-mcpu=native)
  endif()
endif()
