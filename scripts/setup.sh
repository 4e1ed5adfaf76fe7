#!/usr/bin/env bash
# Installs what Fallline is built and tested with, from the system's packages (Debian, Ubuntu).
#   scripts/setup.sh           what the program needs
#   scripts/setup.sh --tests   and what its tests need
# Says nothing and asks for no rights when nothing is missing. Elsewhere it only says what is needed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for_the_program="\
g++                   C++20 compiler
cmake                 build system
ninja-build           runs the build
pkg-config            finds Dear ImGui
python3-glad          generates the OpenGL loader
libeigen3-dev         linear algebra
zlib1g-dev            compression of share lines
libfmt-dev            text formatting
nlohmann-json3-dev    experiment files
libcli11-dev          command line
libimgui-dev          user interface
libglfw3-dev          window and input
libstb-dev            PNG files
libgif-dev            GIF files
libgl-dev             OpenGL headers
libegl-dev            OpenGL without a display: headers
libegl1               OpenGL without a display: library
libegl-mesa0          OpenGL without a display: driver
libgl1-mesa-dri       OpenGL in software, where there is no graphics card
fonts-inter           typeface of the text
fonts-jetbrains-mono  typeface of the numbers
fonts-dejavu-core     mathematical symbols
libbenchmark-dev      benchmarks"

# The release build holds the tests too, so GoogleTest is wanted by both commands.
for_the_program+="
libgtest-dev          tests"

for_the_tests="\
ffmpeg                MP4 files, read back
xvfb                  a display of their own for tests of the window
xdotool               mouse and keys for tests of the window"

table=$for_the_program
case ${1-} in
  '') ;;
  --tests) table+=$'\n'$for_the_tests ;;
  *)
    echo "usage: scripts/setup.sh [--tests]" >&2
    exit 2
    ;;
esac

if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
  # Said before the first build only: after it, the build itself knows what it lacks.
  if [ ! -e build ]; then
    echo "This system has no apt-get. Fallline is built with (Debian's names):"
    echo
    echo "$table"
    echo
    echo "CMake fetches most libraries that are missing; the compiler, cmake, ninja and glad2 it cannot."
  fi
  exit 0
fi

# Not "which commands exist": half of the table are headers and fonts. A package never heard of is an error to dpkg-query.
names=$(cut -d ' ' -f 1 <<<"$table")
mapfile -t names <<<"$names"
installed=$(dpkg-query --show --showformat='${Package} ${db:Status-Status}\n' "${names[@]}" 2>/dev/null || true)

missing=()
purposes=""
while read -r package purpose; do
  if [[ $'\n'$installed$'\n' != *$'\n'"$package installed"$'\n'* ]]; then
    missing+=("$package")
    purposes+=$(printf '  %-22s%s' "$package" "$purpose")$'\n'
  fi
done <<<"$table"
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=(env DEBIAN_FRONTEND=noninteractive)
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "Fallline needs packages that are not installed, and there is no sudo to install them with:"
    echo "$purposes"
    echo "As root: apt-get install --no-install-recommends ${missing[*]}"
    exit 1
  fi >&2
  as_root=(sudo "${as_root[@]}")
fi

echo "Installing what Fallline needs:"
echo "$purposes"
"${as_root[@]}" apt-get -q update
"${as_root[@]}" apt-get -q install --yes --no-install-recommends "${missing[@]}"
