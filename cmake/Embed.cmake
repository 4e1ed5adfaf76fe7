# fallline_embed(TARGET NAMESPACE name=file …): puts files into the program, each as
#   namespace NAMESPACE { extern const std::string_view name; }   in "NAMESPACE.h"
# The bytes are taken in by the assembler, so a font of a megabyte costs no compile time.

function(fallline_embed target namespace)
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  set(header "#pragma once\n#include <string_view>\n\nnamespace ${namespace} {\n")
  set(source "#include \"${namespace}.h\"\n\n")
  set(definitions "")
  set(files "")
  foreach(entry IN LISTS ARGN)
    string(REGEX MATCH "^([^=]+)=(.*)$" _ "${entry}")
    set(name ${CMAKE_MATCH_1})
    set(file ${CMAKE_MATCH_2})
    list(APPEND files ${file})
    set(symbol fallline_${namespace}_${name})
    string(APPEND header "extern const std::string_view ${name};\n")
    string(APPEND source
      "asm(R\"(.pushsection FALLLINE_RODATA\n.balign 16\n.global FALLLINE_SYMBOL(${symbol})\nFALLLINE_SYMBOL(${symbol}):\n"
      ".incbin \"${file}\"\n.global FALLLINE_SYMBOL(${symbol}_end)\nFALLLINE_SYMBOL(${symbol}_end):\n.byte 0\n.popsection)\");\n"
      "extern \"C\" const char ${symbol}[], ${symbol}_end[];\n\n")
    string(APPEND definitions
      "const std::string_view ${name}{${symbol}, static_cast<std::size_t>(${symbol}_end - ${symbol})};\n")
  endforeach()
  if(APPLE)
    string(REPLACE "FALLLINE_RODATA" "__TEXT,__const" source "${source}")
    string(REGEX REPLACE "FALLLINE_SYMBOL\\(([a-z0-9_]+)\\)" "_\\1" source "${source}")
  else()
    string(REPLACE "FALLLINE_RODATA" ".rodata" source "${source}")
    string(REGEX REPLACE "FALLLINE_SYMBOL\\(([a-z0-9_]+)\\)" "\\1" source "${source}")
  endif()
  file(CONFIGURE OUTPUT ${dir}/${namespace}.h CONTENT "${header}}  // namespace ${namespace}\n" @ONLY)
  file(CONFIGURE OUTPUT ${dir}/${namespace}.cpp
    CONTENT "${source}namespace ${namespace} {\n${definitions}}  // namespace ${namespace}\n" @ONLY)
  set_source_files_properties(${dir}/${namespace}.cpp PROPERTIES OBJECT_DEPENDS "${files}")
  target_sources(${target} PRIVATE ${dir}/${namespace}.cpp)
  target_include_directories(${target} PRIVATE ${dir})
endfunction()
