# `./dev serve`: the hub on an SQLite file, the simulator beside it, demo data in both.
# shellcheck shell=bash

HUB_PORT=${HUB_PORT:-8080}
MESSAGING_PORT=${MESSAGING_PORT:-8081}
SIMULATOR_PORT=${SIMULATOR_PORT:-8090}
DATABASE=$DEV_DIR/hub.sqlite
SIGN_INS=$DEV_DIR/sign-ins.txt

# Made once per checkout, so that the demo database can be read again at the next start.
secret_file() { # name
  local file=$DEV_DIR/$1
  if [ ! -s "$file" ]; then
    (umask 077 && od -An -v -tx1 -N32 /dev/urandom | tr -d ' \n' >"$file")
  fi
  echo "$file"
}

serve_environment() {
  export HUB_URL=http://localhost:$HUB_PORT LISTEN=127.0.0.1:$HUB_PORT
  export MESSAGING_URL=http://localhost:$MESSAGING_PORT
  export DATABASE_URL=sqlite:$DATABASE
  ENCRYPTION_KEY_FILE=$(secret_file encryption-key)
  META_APP_SECRET_FILE=$(secret_file app-secret)
  META_VERIFY_TOKEN_FILE=$(secret_file verify-token)
  export ENCRYPTION_KEY_FILE META_APP_SECRET_FILE META_VERIFY_TOKEN_FILE
  export META_APP_ID=100000000000001 META_GRAPH_URL=http://127.0.0.1:$SIMULATOR_PORT
  export META_DIALOG_URL=$META_GRAPH_URL META_SIGNUP_CONFIG_ID=100000000000002
}

need_port() { # port, setting that chooses another
  if port_is_open "$1"; then die "port $1 is in use; end what uses it, or choose another with $2=…"; fi
}

start_simulator() {
  need_port "$SIMULATOR_PORT" SIMULATOR_PORT
  start_child "$LOG_DIR/simulator.log" "$DIST/partner-hub" simulate --listen "127.0.0.1:$SIMULATOR_PORT"
  SIMULATOR=$CHILD
  await "the simulator" "$SIMULATOR" "$LOG_DIR/simulator.log" port_is_open "$SIMULATOR_PORT"
}

await() { # what, its process, its log, command that succeeds once it is there...
  local what=$1 process=$2 log=$3 tries=0
  shift 3
  until "$@" >/dev/null 2>&1; do
    if ! kill -0 "$process" 2>/dev/null || [ "$tries" -ge 600 ]; then
      tail -n 30 "$log" >&2
      die "$what did not start; its log is $log"
    fi
    tries=$((tries + 1))
    sleep 0.1
  done
}

plant_demo() {
  "$DIST/partner-hub" demo "$@" >"$SIGN_INS.new" 2>"$LOG_DIR/demo.log" || {
    tail -n 30 "$LOG_DIR/demo.log" >&2
    die "the demo data could not be made"
  }
  # Doing it again does not know the passwords any more, so the first list stays.
  [ -s "$SIGN_INS" ] || mv "$SIGN_INS.new" "$SIGN_INS"
}

run_demo() {
  serve_environment
  port_is_open "$SIMULATOR_PORT" || start_simulator
  plant_demo "$@"
  cat "$SIGN_INS"
}

serve() {
  local hub tail_pid
  install_for serve
  build_release
  case "${1:-}" in
    --fresh) rm -f "$DATABASE" "$DATABASE"-* "$SIGN_INS" ;;
    "") ;;
    *) die "serve knows --fresh, not $1" ;;
  esac
  serve_environment
  need_port "$HUB_PORT" HUB_PORT
  need_port "$MESSAGING_PORT" MESSAGING_PORT
  start_simulator
  [ -s "$DATABASE" ] || rm -f "$SIGN_INS"
  [ -s "$SIGN_INS" ] || plant_demo
  start_child "$LOG_DIR/hub.log" "$DIST/partner-hub" serve
  hub=$CHILD
  await "the hub" "$hub" "$LOG_DIR/hub.log" curl -fsS "$HUB_URL/readyz"
  say
  say "The Partner Hub:  $HUB_URL"
  say "Messaging API:    $MESSAGING_URL"
  say "The simulator:    http://127.0.0.1:$SIMULATOR_PORT"
  say
  cat "$SIGN_INS"
  say
  say "Ctrl-C stops both. The hub's log, also in ${LOG_DIR#"$ROOT"/}/hub.log:"
  tail -n +1 -f "$LOG_DIR/hub.log" &
  tail_pid=$!
  trap 'kill $tail_pid 2>/dev/null; exit 0' INT TERM HUP
  wait -n "$hub" "$SIMULATOR" || true
  kill "$tail_pid" 2>/dev/null || true
  die "the hub or the simulator has ended; see ${LOG_DIR#"$ROOT"/}"
}
