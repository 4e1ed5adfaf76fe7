# What only the program with its window needs: CLI11, giflib, GLFW, glad, Dear ImGui, stb, and the fonts.
fallline_dependency(CLI11 CLI11::CLI11 https://github.com/CLIUtils/CLI11.git v2.4.2)
find_package(GIF REQUIRED)  # animations; Debian: libgif-dev
set(GLFW_BUILD_DOCS OFF)
set(GLFW_BUILD_EXAMPLES OFF)
set(GLFW_BUILD_TESTS OFF)
fallline_dependency(glfw3 glfw https://github.com/glfw/glfw.git 3.4)

# OpenGL's loader is generated at build time from the specification inside the generator's package, without a network.
find_program(GLAD_GENERATOR glad REQUIRED DOC "The generator of the glad2 package (Debian: python3-glad; pip: glad2)")
set(glad_dir ${CMAKE_BINARY_DIR}/glad)
add_custom_command(
  OUTPUT ${glad_dir}/src/gl.c ${glad_dir}/include/glad/gl.h
  COMMAND ${GLAD_GENERATOR} --reproducible --quiet --api gl:core=3.3 --out-path ${glad_dir} c
  COMMENT "Generating the OpenGL 3.3 loader" VERBATIM)
add_library(fallline_glad STATIC ${glad_dir}/src/gl.c ${glad_dir}/include/glad/gl.h)
target_include_directories(fallline_glad SYSTEM PUBLIC ${glad_dir}/include)
target_link_libraries(fallline_glad PUBLIC ${CMAKE_DL_LIBS})

# EGL draws pictures where there is no display. Without it the program still has its window.
find_library(EGL_LIBRARY EGL)
find_path(EGL_INCLUDE_DIR EGL/egl.h)

# Dear ImGui. Debian's library carries the GLFW and OpenGL 3 backends.
find_package(PkgConfig QUIET)
if(PkgConfig_FOUND)
  pkg_check_modules(IMGUI QUIET imgui)
endif()
add_library(fallline_imgui INTERFACE)
if(IMGUI_FOUND)
  message(STATUS "imgui: the system's ${IMGUI_VERSION}")
  target_include_directories(fallline_imgui SYSTEM INTERFACE ${IMGUI_STATIC_INCLUDE_DIRS})
  find_path(IMGUI_BACKENDS imgui_impl_glfw.h HINTS ${IMGUI_STATIC_INCLUDE_DIRS} PATH_SUFFIXES backends REQUIRED)
  target_include_directories(fallline_imgui SYSTEM INTERFACE ${IMGUI_BACKENDS})
  target_link_directories(fallline_imgui INTERFACE ${IMGUI_STATIC_LIBRARY_DIRS})
  target_link_libraries(fallline_imgui INTERFACE ${IMGUI_STATIC_LIBRARIES} glfw)
else()
  FetchContent_Declare(imgui GIT_REPOSITORY https://github.com/ocornut/imgui.git GIT_TAG v1.90.9 GIT_SHALLOW ON)
  FetchContent_MakeAvailable(imgui)
  add_library(imgui_sources STATIC ${imgui_SOURCE_DIR}/imgui.cpp ${imgui_SOURCE_DIR}/imgui_draw.cpp
    ${imgui_SOURCE_DIR}/imgui_tables.cpp ${imgui_SOURCE_DIR}/imgui_widgets.cpp
    ${imgui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp
    ${imgui_SOURCE_DIR}/misc/cpp/imgui_stdlib.cpp)
  target_include_directories(imgui_sources SYSTEM PUBLIC ${imgui_SOURCE_DIR} ${imgui_SOURCE_DIR}/backends
    ${imgui_SOURCE_DIR}/misc/cpp)
  target_link_libraries(imgui_sources PUBLIC glfw ${CMAKE_DL_LIBS})
  target_link_libraries(fallline_imgui INTERFACE imgui_sources)
endif()

# PNG files: stb_image_write.
find_path(STB_INCLUDE_DIR stb_image_write.h PATH_SUFFIXES stb)
if(NOT STB_INCLUDE_DIR)
  FetchContent_Declare(stb GIT_REPOSITORY https://github.com/nothings/stb.git
    GIT_TAG f0569113c93ad095470c54bf34a17b36646bbbb5)
  FetchContent_MakeAvailable(stb)
  set(STB_INCLUDE_DIR ${stb_SOURCE_DIR})
endif()
add_library(fallline_stb INTERFACE)
target_include_directories(fallline_stb SYSTEM INTERFACE ${STB_INCLUDE_DIR})

# Fonts, embedded at build. One that is missing is replaced by the next of its list; with none the program uses
# Dear ImGui's built-in face and says so.
function(fallline_font variable)
  find_file(${variable} NAMES ${ARGN} PATH_SUFFIXES
    fonts/opentype/inter fonts/truetype/jetbrains-mono fonts/truetype/dejavu
    fonts/inter fonts/jetbrains-mono fonts/dejavu fonts PATHS /usr/share /usr/local/share /Library NO_CACHE)
  if(NOT ${variable})
    message(WARNING "No font file of: ${ARGN}. The program will use Dear ImGui's built-in face in its place.")
    set(${variable} ${CMAKE_BINARY_DIR}/no-font)
    file(TOUCH ${${variable}})
  endif()
  set(${variable} ${${variable}} PARENT_SCOPE)
endfunction()
fallline_font(FONT_TEXT Inter-Regular.otf Inter-Regular.ttf DejaVuSans.ttf)
fallline_font(FONT_STRONG Inter-SemiBold.otf Inter-SemiBold.ttf DejaVuSans-Bold.ttf DejaVuSans.ttf)
fallline_font(FONT_NUMBER JetBrainsMono-Regular.ttf DejaVuSansMono.ttf DejaVuSans.ttf)
fallline_font(FONT_SYMBOL DejaVuSans.ttf)
