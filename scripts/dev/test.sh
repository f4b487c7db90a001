# `./dev test` and `./dev check`: every step runs, whatever the ones before it said.
# shellcheck shell=bash

PASSED=0
FAILED=0
FAILURES=""

count() { # what, passed, failed
  PASSED=$((PASSED + $2))
  FAILED=$((FAILED + $3))
  if [ "$3" -gt 0 ]; then FAILURES="$FAILURES
  $1: $3 failed"; fi
}

heading() { printf '\n== %s\n' "$1"; }

# A check that counts as one.
lint() { # what, command...
  local title=$1 started=$SECONDS
  shift
  heading "$title"
  if shown "$LOG_DIR/lint.log" "$@"; then
    count "$title" 1 0
    say "passed in $(duration $((SECONDS - started)))"
  else
    count "$title" 0 1
    say "FAILED: $title"
  fi
}

# A run that counts its tests itself. It counts as one failure more if it ends badly without naming any.
counted() { # what, function that prints "passed failed" from a log, command...
  local title=$1 reader=$2 started=$SECONDS status=0 passed failed
  local log=$LOG_DIR/$2.log
  shift 2
  heading "$title"
  shown "$log" "$@" || status=$?
  read -r passed failed <<<"$("$reader" "$log")"
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
  if [ "$status" -eq 0 ] && [ "$passed" -eq 0 ]; then failed=1; fi
  count "$title" "$passed" "$failed"
  say "$passed passed, $failed failed in $(duration $((SECONDS - started)))"
}

finish() {
  heading "Summary"
  if [ -n "$FAILURES" ]; then say "Failed:$FAILURES"; fi
  say "took $(duration $SECONDS)"
  end_everything
  say "$PASSED passed, $FAILED failed"
  [ "$FAILED" -eq 0 ] || exit 1
  exit 0
}

# --- readers ----------------------------------------------------------------

# "Summary [ 1.2s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 0 skipped"
nextest_result() {
  awk '/ Summary \[/ { line = $0 } END {
    failed = 0; passed = 0
    n = split(line, part, /[,:]/)
    for (i = 1; i <= n; i++) {
      split(part[i], word, " ")
      if (part[i] ~ /^ *[0-9]+ passed/) passed = word[1]
      if (part[i] ~ /^ *[0-9]+ (failed|timed out|exec failed)/) failed += word[1]
    }
    print passed + 0, failed + 0
  }' "$1"
}

# "test result: ok. 3 passed; 0 failed; …", one line per crate
doctest_result() {
  awk '/^test result:/ { for (i = 2; i <= NF; i++) { if ($i == "passed;") passed += $(i-1); if ($i == "failed;") failed += $(i-1) } }
    END { print passed + 0, failed + 0 }' "$1"
}

playwright_result() {
  node -e '
    let stats = { expected: 0, unexpected: 0, flaky: 0 };
    try { const report = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8")); stats = report.stats; stats.unexpected += report.errors.length } catch {}
    console.log(stats.expected, stats.unexpected + stats.flaky)' "$LOG_DIR/playwright.json"
}

# --- parts ------------------------------------------------------------------

test_lint() {
  lint "formatting" cargo fmt --all --check
  lint "clippy, native" cargo clippy --workspace --exclude frontend --all-targets -- -D warnings
  lint "clippy, WebAssembly" cargo clippy -p frontend --target wasm32-unknown-unknown -- -D warnings
  . scripts/dev/gates.sh
  run_gates
}

has_doc_tests() {
  grep -rqE '^\s*//[/!] ```(rust|no_run|should_panic|compile_fail)?\s*$' --include='*.rs' app/src server/src crates/*/src
}

ensure_postgres() {
  [ -z "${TEST_POSTGRES_URL:-}" ] || return 0
  say "Starting a throw-away PostgreSQL"
  postgres_start "$$"
}

test_rust() {
  ensure_postgres || {
    count "starting PostgreSQL" 0 1
    return 0
  }
  counted "Rust tests" nextest_result cargo nextest run --workspace --exclude frontend --no-fail-fast --color never
  if has_doc_tests; then counted "documentation examples" doctest_result cargo test --doc --workspace --exclude frontend --no-fail-fast; fi
}

browser_suite() {
  rm -f "$LOG_DIR/playwright.json"
  cd end2end || return 1
  CHROMIUM_PATH=$(browser_path) PLAYWRIGHT_JSON_OUTPUT_FILE=$LOG_DIR/playwright.json node_modules/.bin/playwright test --reporter=list,json
}

test_browser() {
  lint "types of the browser suite" sh -c 'cd end2end && node_modules/.bin/tsc --noEmit'
  lint "release build" build_locked "$(source_fingerprint)"
  counted "browser suite" playwright_result browser_suite
}

run_tests() {
  local part parts=${*:-lint rust browser}
  for part in $parts; do
    case "$part" in lint | rust | browser) ;; *) die "there is no part $part: lint, rust and browser are" ;; esac
  done
  install_for test || {
    count "installing what is missing" 0 1
    finish
  }
  SECONDS=0
  for part in $parts; do "test_$part"; done
  finish
}

run_check() {
  install_for check || exit 1
  SECONDS=0
  lint "formatting" cargo fmt --all --check
  lint "clippy, native" cargo clippy --workspace --exclude frontend --all-targets -- -D warnings
  counted "tests of the domain" nextest_result cargo nextest run -p domain --no-fail-fast --color never
  finish
}
