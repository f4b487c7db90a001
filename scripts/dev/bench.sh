# `./dev bench`: the figures, against a durable PostgreSQL whose million rows stay between runs.
# shellcheck shell=bash

# Outside the checkout: the server's account must be able to reach it.
bench_cluster() {
  echo "/var/tmp/partner-hub-bench-$(id -u)-$(printf '%s' "$ROOT" | sha256sum | cut -c1-8)"
}

run_bench() {
  install_for bench
  build_release
  if [ -z "${TEST_POSTGRES_URL:-}" ]; then
    POSTGRES_END=postgres_halt
    postgres_start_kept "$(bench_cluster)" || die "PostgreSQL did not start"
  fi
  export HUB_DIST=$DIST
  CHROMIUM_PATH=$(browser_path)
  export CHROMIUM_PATH
  # The exit trap stops the cluster, so this must not replace the shell.
  cargo run --release -q -p bench -- "$@"
}
