#!/usr/bin/env bash
# Runs a command on a virtual display of its own, gone when the command ends:  scripts/with-display.sh COMMAND [ARGUMENT …]
# Where there is no X server to start (macOS), the command gets the display there is.
set -euo pipefail

if ! command -v Xvfb >/dev/null; then
  if [ "$(uname)" = Linux ]; then
    echo "Xvfb is not installed (Debian: xvfb): it is the display that tests of the window run on." >&2
    exit 1
  fi
  exec "$@"
fi

# The server picks a free number itself and writes it once it accepts clients. It must not reset when the last client
# leaves: the next test may be connecting at that moment.
log=$(mktemp)
exec 3< <(exec Xvfb -displayfd 1 -screen 0 1920x1200x24 -nolisten tcp -noreset 2>"$log")
server=$!
trap '{ kill "$server" && wait "$server"; } 2>/dev/null || true; rm -f "$log"' EXIT

if ! read -r number <&3; then
  echo "The virtual display did not start:" >&2
  cat "$log" >&2
  exit 1
fi

unset WAYLAND_DISPLAY # GLFW prefers it to DISPLAY
export DISPLAY=:$number
"$@" 3<&-
