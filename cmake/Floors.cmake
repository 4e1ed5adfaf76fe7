# fallline_floor(NAME SOURCES … NEEDS …): one room of core/ as a static library.
#
# A room sees its own headers and those of the rooms it NEEDS, as "room/header.h", and nothing else: each room is reached
# through a folder of its own in the build tree that holds one link, so an include of a floor above does not compile.
# Neither does a header of the window's world, although the system has them on its common path.

set(floors_dir ${CMAKE_BINARY_DIR}/floors)
set(forbidden_dir ${CMAKE_BINARY_DIR}/forbidden)
foreach(header imgui.h GLFW/glfw3.h GL/gl.h GL/glext.h GLES3/gl3.h EGL/egl.h glad/gl.h)
  file(WRITE ${forbidden_dir}/${header} "#error \"core knows no window and no graphics library: ${header}\"\n")
endforeach()

function(fallline_floor name)
  cmake_parse_arguments(floor "" "" "SOURCES;NEEDS;LIBRARIES" ${ARGN})
  file(MAKE_DIRECTORY ${floors_dir}/${name})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/${name} ${floors_dir}/${name}/${name} SYMBOLIC)
  list(TRANSFORM floor_SOURCES PREPEND ${name}/)
  list(TRANSFORM floor_NEEDS PREPEND fallline_)
  add_library(fallline_${name} STATIC ${floor_SOURCES})
  target_include_directories(fallline_${name} BEFORE PRIVATE ${forbidden_dir})
  target_include_directories(fallline_${name} PUBLIC ${floors_dir}/${name})
  target_link_libraries(fallline_${name} PUBLIC ${floor_NEEDS} ${floor_LIBRARIES})
  fallline_compile(fallline_${name})
endfunction()
