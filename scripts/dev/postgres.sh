#!/usr/bin/env bash
# A throw-away PostgreSQL cluster on a free loopback port, gone when its owner goes.
#
#   eval "$(scripts/dev/postgres.sh start)"   # keeps one running, sets TEST_POSTGRES_URL
#   scripts/dev/postgres.sh stop
#
# Sourced by ./dev, it offers postgres_start, postgres_start_kept and postgres_stop.
# shellcheck shell=bash

POSTGRES_DIR=""

# initdb and postgres refuse to run as root, so a root shell borrows another account.
postgres_account() {
  if [ "$(id -u)" -ne 0 ]; then id -un; return 0; fi
  if id postgres >/dev/null 2>&1; then echo postgres; else echo nobody; fi
}

postgres_as() {
  if [ "$(id -u)" -ne 0 ]; then (cd / && "$@"); return 0; fi
  (cd / && runuser -u "$(postgres_account)" -- "$@")
}

# The newest installed server; Debian keeps its programs off PATH.
postgres_bin() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -V | tail -n 1)
  if [ -n "$found" ] && [ -x "$found/initdb" ]; then echo "$found"; return 0; fi
  found=$(command -v initdb) && dirname "$(readlink -f "$found")"
}

postgres_free_port() {
  local port try
  for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    port=$((20000 + (RANDOM % 20000)))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return 0; fi
  done
  echo "no free port after $try tries" >&2
  return 1
}

postgres_init() { # directory
  local bin
  bin=$(postgres_bin)
  if [ -z "$bin" ]; then
    echo "PostgreSQL is not installed: apt-get install postgresql" >&2
    return 1
  fi
  mkdir -p "$1"
  if [ "$(id -u)" -eq 0 ]; then chown "$(postgres_account)" "$1"; fi
  chmod 0755 "$1"
  postgres_as "$bin/initdb" -D "$1/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$1.initdb.log" 2>&1 || {
    cat "$1.initdb.log" >&2
    return 1
  }
  rm -f "$1.initdb.log"
}

postgres_run() { # directory, further settings for the server...
  local dir=$1 bin port setting
  shift
  bin=$(postgres_bin)
  port=$(postgres_free_port) || return 1
  local options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$dir -c max_connections=300"
  for setting in "$@"; do options="$options -c $setting"; done
  postgres_as "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -o "$options" -w -t 60 start >/dev/null || {
    tail -n 20 "$dir/server.log" >&2
    return 1
  }
  POSTGRES_DIR=$dir
  TEST_POSTGRES_URL="postgres://postgres@127.0.0.1:$port/postgres"
  export TEST_POSTGRES_URL
}

# Clusters whose owner was killed before it could stop them.
postgres_sweep() {
  local dir owner
  remove_ended
  for dir in "${TMPDIR:-/tmp}"/partner-hub-postgres.*; do
    case "$dir" in *.ended) continue ;; esac
    [ -f "$dir/owner" ] || continue
    owner=$(cat "$dir/owner")
    if [ "$owner" = kept ] || kill -0 "$owner" 2>/dev/null; then continue; fi
    postgres_stop_dir "$dir"
  done
}

postgres_stop_dir() { # directory
  local bin
  bin=$(postgres_bin)
  postgres_as "$bin/pg_ctl" -D "$1/data" -m immediate -w -t 20 stop >/dev/null 2>&1 || true
  if mv "$1" "$1.ended" 2>/dev/null; then remove_ended; fi
}

# Beside everything else: what a whole run leaves is gigabytes in many small files.
remove_ended() {
  setsid rm -rf "${TMPDIR:-/tmp}"/partner-hub-postgres.*.ended </dev/null >/dev/null 2>&1 &
}

# For tests: nothing that it holds outlives the run, so nothing needs to reach the disk.
postgres_start() { # owner: a process id, or "kept"
  local dir
  postgres_sweep
  dir=$(mktemp -d "${TMPDIR:-/tmp}/partner-hub-postgres.XXXXXX") || return 1
  echo "${1:-$$}" >"$dir/owner"
  postgres_init "$dir" || return 1
  postgres_run "$dir" fsync=off synchronous_commit=off full_page_writes=off autovacuum=off || return 1
}

# For figures: durable, and its data stay between runs.
postgres_start_kept() { # directory
  local bin
  bin=$(postgres_bin)
  if [ ! -d "$1/data" ]; then postgres_init "$1" || return 1; fi
  postgres_as "$bin/pg_ctl" -D "$1/data" -m fast -w stop >/dev/null 2>&1 || true
  postgres_run "$1" shared_buffers=512MB effective_cache_size=4GB max_wal_size=4GB checkpoint_timeout=15min
}

postgres_halt() {
  local bin
  [ -n "$POSTGRES_DIR" ] || return 0
  bin=$(postgres_bin)
  postgres_as "$bin/pg_ctl" -D "$POSTGRES_DIR/data" -m fast -w stop >/dev/null 2>&1 || true
  POSTGRES_DIR=""
}

postgres_stop() {
  [ -n "$POSTGRES_DIR" ] || return 0
  postgres_stop_dir "$POSTGRES_DIR"
  POSTGRES_DIR=""
}

postgres_command() {
  local note
  note=${TMPDIR:-/tmp}/partner-hub-postgres-kept-$(id -u)
  case "${1:-}" in
    start)
      if [ -f "$note" ]; then "$0" stop; fi
      postgres_start kept || return 1
      printf '%s\n' "$POSTGRES_DIR" >"$note"
      echo "export TEST_POSTGRES_URL=$TEST_POSTGRES_URL"
      ;;
    stop)
      [ -f "$note" ] || return 0
      POSTGRES_DIR=$(cat "$note")
      postgres_stop
      rm -f "$note"
      ;;
    *)
      echo "usage: $0 start | stop" >&2
      return 2
      ;;
  esac
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
  set -eu
  postgres_command "$@"
fi
