#!/usr/bin/env bash
# Fallline's tests: installs what is missing, builds, and runs them all.  ./test.sh [--asan]; see --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

with_asan=no
case ${1-} in
  '') ;;
  --asan) with_asan=yes ;;
  -h | --help)
    echo "usage: ./test.sh [--asan]"
    echo
    echo "Builds the release preset and runs every test, those of the window on a virtual display,"
    echo "after the runner's tests under the thread sanitizer (tsan preset)."
    echo
    echo "  --asan   run every test under the address and undefined-behaviour sanitizers too (asan preset)"
    exit 0
    ;;
  *)
    echo "test.sh: unknown argument $1 (see ./test.sh --help)" >&2
    exit 2
    ;;
esac

# The thread sanitizer of older compilers cannot live with as much address randomization as newer kernels use.
# Containers may forbid turning it off; then it runs as it is.
without_randomization() {
  if setarch -R true 2>/dev/null; then
    setarch -R "$@"
  else
    "$@"
  fi
}

scripts/setup.sh --tests
scripts/build.sh release
without_randomization scripts/build.sh tsan runner_tests

# Every part runs even if one before it failed. The whole suite comes last, so that its summary is what the reader sees.
failed=()
without_randomization ctest --preset tsan -R '^(Network)?Runner' || failed+=("runner under the thread sanitizer")
if [ $with_asan = yes ]; then
  scripts/build.sh asan
  scripts/with-display.sh ctest --preset asan || failed+=("address and undefined-behaviour sanitizers")
fi
scripts/with-display.sh ctest --preset release || failed+=("release")

for part in ${failed[@]+"${failed[@]}"}; do
  echo "Failed: $part" >&2
done
[ ${#failed[@]} -eq 0 ]
