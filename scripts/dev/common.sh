# What every command shares: words to the terminal, numbered steps, children that end with us.
# shellcheck shell=bash

DEV_DIR=$ROOT/.dev
LOG_DIR=$DEV_DIR/log
mkdir -p "$LOG_DIR"

STEP=0
STEPS=0
CHILDREN=""

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "$*" >&2; }
die() {
  warn "error: $*"
  exit 1
}

on_terminal() { [ -t 1 ] && [ -z "${CI:-}" ]; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    warn "this step needs root and there is no sudo: $*"
    return 1
  fi
}

# Children run in process groups of their own, so that one Ctrl-C ends all of them, and only once.
CHILD=""
start_child() { # log file, command...
  local log=$1
  shift
  set -m
  "$@" >"$log" 2>&1 </dev/null &
  CHILD=$!
  set +m
  CHILDREN="$CHILDREN $CHILD"
}

end_child() { # pid, seconds it may take
  local killer
  kill -TERM -- "-$1" 2>/dev/null || return 0
  (sleep "${2:-20}" && kill -KILL -- "-$1") >/dev/null 2>&1 &
  killer=$!
  wait "$1" 2>/dev/null
  kill -KILL "$killer" 2>/dev/null
  return 0
}

end_everything() {
  local child
  trap '' INT TERM
  set +e
  for child in $CHILDREN; do end_child "$child"; done
  CHILDREN=""
  postgres_halt_or_stop
}

# Set by whoever starts a cluster: how it is to end.
POSTGRES_END=postgres_stop
postgres_halt_or_stop() { "$POSTGRES_END"; }

trap end_everything EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

duration() { # seconds
  printf '%d:%02d' $(($1 / 60)) $(($1 % 60))
}

# The newest "12/345" that cargo printed: how far a build is.
cargo_progress() { # log file
  tail -c 2000 "$1" 2>/dev/null | tr '\r' '\n' | grep -aoE '[0-9]+/[0-9]+: ' | tail -n 1 | tr -d ': '
}

# The first error and what follows it; the end of the log where nothing is called an error.
show_failure() { # log file
  local lines
  lines=$(tr '\r' '\n' <"$1" | sed -n '/^error/,$p' | head -n 60)
  if [ -n "$lines" ]; then printf '%s\n' "$lines"; else tail -n 40 "$1"; fi
}

# Runs a long command quietly and says what it does and how far it is.
step() { # what it does, command...
  local title=$1 log started status=0 lines=0 elapsed
  shift
  STEP=$((STEP + 1))
  log=$LOG_DIR/$(printf '%s' "$title" | tr -cs 'a-zA-Z0-9' '-' | cut -c1-40).log
  started=$SECONDS
  : >"$log"
  on_terminal || say "[$STEP/$STEPS] $title"
  export CARGO_TERM_PROGRESS_WHEN=always CARGO_TERM_PROGRESS_WIDTH=80
  start_child "$log" "$@"
  unset CARGO_TERM_PROGRESS_WHEN CARGO_TERM_PROGRESS_WIDTH
  while kill -0 "$CHILD" 2>/dev/null; do
    sleep 0.2
    elapsed=$((SECONDS - started))
    if on_terminal; then
      printf '\r\033[K[%d/%d] %s  %s  %s' "$STEP" "$STEPS" "$title" "$(duration $elapsed)" "$(cargo_progress "$log")"
    elif [ $((elapsed / 30)) -gt "$lines" ]; then
      lines=$((elapsed / 30))
      say "[$STEP/$STEPS] $title: $(duration $elapsed) $(cargo_progress "$log")"
    fi
  done
  wait "$CHILD" || status=$?
  CHILDREN=${CHILDREN/ $CHILD/}
  if on_terminal; then printf '\r\033[K'; fi
  if [ "$status" -ne 0 ]; then
    show_failure "$log" >&2
    warn "[$STEP/$STEPS] $title: failed after $(duration $((SECONDS - started))); all of it is in $log"
    return "$status"
  fi
  say "[$STEP/$STEPS] $title: done in $(duration $((SECONDS - started)))"
}

# Runs a command in the open and keeps a copy of what it prints.
shown() { # log file, command...
  local log=$1 status=0 tail_pid
  shift
  : >"$log"
  start_child "$log" "$@"
  tail -n +1 -f -s 0.1 --pid="$CHILD" "$log" 2>/dev/null &
  tail_pid=$!
  wait "$CHILD" || status=$?
  wait "$tail_pid" 2>/dev/null || true
  CHILDREN=${CHILDREN/ $CHILD/}
  return "$status"
}

port_is_open() { # port
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}
