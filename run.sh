#!/usr/bin/env bash
# Fallline: installs what is missing, builds, and runs.  ./run.sh [ARGUMENT …]; ./run.sh --help lists the arguments.
set -euo pipefail
root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
fallline=$root/build/release/app/fallline

# To stderr, all of it: stdout belongs to the program.
"$root/scripts/setup.sh" >&2
"$root/scripts/build.sh" release app/fallline >&2

has_display() {
  [ "$(uname)" != Linux ] || [ -n "${DISPLAY-}" ] || [ -n "${WAYLAND_DISPLAY-}" ]
}

# True for no argument, an experiment and the window's own options, with the experiment's name in `experiment`. Whatever
# else there is, the program answers without a window: commands, --help, mistakes.
experiment=
wants_window() {
  while [ $# -gt 0 ]; do
    case $1 in
      --window-size=* | --bench-frames=* | --state=*) ;;
      --window-size | --bench-frames | --state) shift ;;
      list | trace | critical | basins | export | share | render | train | derivatives | spectrum | data | landscape | sweep) return 1 ;;
      -*) return 1 ;;
      *.json) experiment=$1 ;;
      *)
        [ -f "$1" ] || return 1
        experiment=$1
        ;;
    esac
    shift || return 1
  done
}

if has_display || ! wants_window "$@"; then
  exec "$fallline" "$@"
fi

"$fallline" render ${experiment:+"$experiment"} --png fallline.png
echo "There is no display to open the window on (DISPLAY and WAYLAND_DISPLAY are not set): its picture is $PWD/fallline.png"
