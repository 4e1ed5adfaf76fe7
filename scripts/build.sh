#!/usr/bin/env bash
# Configures and builds one preset:  scripts/build.sh PRESET [TARGET …]
# Silent when all is up to date; shows its progress when there is much to build, as there is the first time.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preset=$1
shift
if [ $# -gt 0 ]; then
  set -- --target "$@"
fi
build=(cmake --build "build/$preset" "$@")

if [ ! -e "build/$preset/build.ninja" ]; then
  cmake --preset "$preset"
elif ! log=$(cmake --preset "$preset" 2>&1); then
  echo "$log" >&2
  exit 1
fi

# A dry run names every step on a line of its own: [1/57] …
plan=$("${build[@]}" -- -n)
steps=$(grep -c '^\[' <<<"$plan" || true)
if [ "$steps" -gt 20 ]; then
  echo "Building Fallline ($preset preset), $steps steps: this may take some minutes."
  "${build[@]}"
elif [ "$steps" -gt 0 ]; then
  echo "Building Fallline ($preset preset), $steps steps."
  "${build[@]}" -- --quiet
fi
