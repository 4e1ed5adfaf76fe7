#!/usr/bin/env bash
# Fallline: installs what is missing, builds, and runs.  ./run.sh [ARGUMENT …]; ./run.sh --help lists the arguments.
set -euo pipefail
root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
fallline=$root/build/release/app/fallline

# To stderr, all of it: stdout belongs to the program.
"$root/scripts/setup.sh" >&2
"$root/scripts/build.sh" release app/fallline >&2

# The window is what no argument, an experiment file and --bench-frames ask for.
wants_window() {
  [ $# -gt 0 ] || return 0
  case $1 in
    list | trace | critical | render) return 1 ;;
    *.json | --bench-frames | --bench-frames=*) return 0 ;;
    -*) return 1 ;;
    *) [ -f "$1" ] ;;
  esac
}

has_display() {
  [ "$(uname)" != Linux ] || [ -n "${DISPLAY-}" ] || [ -n "${WAYLAND_DISPLAY-}" ]
}

if has_display || ! wants_window "$@"; then
  exec "$fallline" "$@"
fi

experiment=
for argument in "$@"; do
  if [[ $argument == *.json || -f $argument ]]; then
    experiment=$argument
  fi
done
"$fallline" render ${experiment:+"$experiment"} --png fallline.png
echo "There is no display to open the window on (DISPLAY and WAYLAND_DISPLAY are not set): the picture is in $PWD/fallline.png"
