# Installs what is missing, and only that. With nothing missing it costs a fraction of a second.
# Sources: Debian's or Ubuntu's packages, rustup, crates.io, the npm registry.
# shellcheck shell=bash

TOOLS_DIR=$DEV_DIR/tools
NODE_DIR=$DEV_DIR/node
WASM_TARGET=wasm32-unknown-unknown
CARGO_LEPTOS_VERSION=0.3.10
NEXTEST_VERSION=0.9.143
NODE_MAJOR=22
NODE_MAJOR_AT_LEAST=20

export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

# Own tools first: a system's Node may be too old.
use_installed() {
  local dir
  for dir in "${CARGO_HOME:-$HOME/.cargo}/bin" "$NODE_DIR/node_modules/.bin" "$NODE_DIR/bin" "$TOOLS_DIR/node_modules/.bin"; do
    case ":$PATH:" in *":$dir:"*) ;; *) PATH=$dir:$PATH ;; esac
  done
  export PATH
}
use_installed

has() { command -v "$1" >/dev/null 2>&1; }

system_name() {
  (. /etc/os-release 2>/dev/null && echo "${ID:-unknown}")
}

# --- what is missing -------------------------------------------------------

channel() { sed -n 's/^channel *= *"\(.*\)"/\1/p' rust-toolchain.toml; }

toolchain_dir() {
  ls -d "${RUSTUP_HOME:-$HOME/.rustup}/toolchains/$(channel)-"* 2>/dev/null | head -n 1
}

toolchain_missing() {
  local dir
  has cargo || return 0
  if has rustup; then dir=$(toolchain_dir); else dir=$(rustc --print sysroot 2>/dev/null); fi
  [ -n "$dir" ] || return 0
  [ -d "$dir/lib/rustlib/$WASM_TARGET/lib" ] || return 0
  if has rustup; then [ ! -x "$dir/bin/cargo-clippy" ] || [ ! -x "$dir/bin/rustfmt" ]; else ! has cargo-clippy || ! has rustfmt; fi
}

node_is_old() {
  local major
  has node && has npm || return 0
  major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
  [ "$major" -lt "$NODE_MAJOR_AT_LEAST" ]
}

bindgen_version() {
  awk '/^name = "wasm-bindgen"$/ { getline; gsub(/version = |"/, ""); print; exit }' Cargo.lock
}

bindgen_missing() { [ "$(wasm-bindgen --version 2>/dev/null)" != "wasm-bindgen $(bindgen_version)" ]; }
leptos_missing() { ! has cargo-leptos; }
nextest_missing() { ! has cargo-nextest; }
tools_missing() { ! cmp -s scripts/dev/tools/package-lock.json "$TOOLS_DIR/.installed"; }
end2end_missing() { ! cmp -s end2end/package-lock.json end2end/node_modules/.installed; }

# On Ubuntu the names are stubs that lead to a snap, which cannot be driven from a test.
browser_path() {
  local name path
  for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    path=$(command -v "$name") || continue
    path=$(readlink -f "$path")
    case "$path" in */snap*) continue ;; esac
    if head -c 4096 "$path" | grep -aq '/snap/'; then continue; fi
    echo "$path"
    return 0
  done
}

playwright_browser() {
  ls -d "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium-*/INSTALLATION_COMPLETE 2>/dev/null | tail -n 1
}

# The same browser without its own windows and menus, which cost more than most pages of the hub.
browser_package() {
  if apt-cache show chromium-headless-shell >/dev/null 2>&1; then echo chromium-headless-shell; else echo chromium; fi
}

browser_missing() { [ -z "$(browser_path)" ] && [ -z "$(playwright_browser)" ]; }

# --- packages ---------------------------------------------------------------

PACKAGES=""
want() { # package, for a condition that is already known to hold
  case " $PACKAGES " in *" $1 "*) ;; *) PACKAGES="$PACKAGES $1" ;; esac
}

collect_packages() { # goal
  PACKAGES=""
  has cc && has make || want build-essential
  has pkg-config || want pkg-config
  has curl || want curl
  [ -e /etc/ssl/certs/ca-certificates.crt ] || want ca-certificates
  if goal_has node "$1" && ! has npm; then want nodejs && want npm; fi
  if goal_has postgres "$1" && [ -z "${TEST_POSTGRES_URL:-}" ] && [ -z "$(postgres_bin)" ]; then want postgresql; fi
  if goal_has browser "$1" && browser_missing && [ "$(system_name)" != ubuntu ]; then want "$(browser_package)"; fi
}

install_packages() {
  export DEBIAN_FRONTEND=noninteractive
  as_root apt-get update -q
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $PACKAGES
}

# --- steps ------------------------------------------------------------------

install_toolchain() {
  if has rustup || ! has cargo; then
    install_with_rustup && return 0
    echo "rustup could not install the toolchain; trying the distribution's compiler"
  fi
  . "$ROOT/scripts/dev/debian-rust.sh"
  debian_rust
}

# The same script at both addresses; some networks know only the second.
fetch_rustup() {
  local address
  for address in https://sh.rustup.rs https://static.rust-lang.org/rustup/rustup-init.sh; do
    curl --proto '=https' --tlsv1.2 -sSfL --retry 2 "$address" -o "$DEV_DIR/rustup-init.sh" && return 0
  done
  return 1
}

install_with_rustup() {
  local list="--profile minimal --component clippy --component rustfmt --target $WASM_TARGET"
  if ! has rustup; then
    fetch_rustup || return 1
    sh "$DEV_DIR/rustup-init.sh" -y --no-modify-path --profile minimal --default-toolchain none || return 1
    use_installed
  fi
  # shellcheck disable=SC2086
  rustup toolchain install "$(channel)" $list
}

cargo_tool() { # crate, version, further arguments for `cargo install`...
  local crate=$1 version=$2
  shift 2
  if has cargo-binstall && cargo binstall --no-confirm --version "$version" "$crate"; then return 0; fi
  # The tool is run a few times, not optimised for: building it faster is worth more.
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
    CARGO_PROFILE_RELEASE_DEBUG=false cargo install "$crate" --version "$version" "$@"
}

install_leptos() { cargo_tool cargo-leptos "$CARGO_LEPTOS_VERSION" --locked --features no_downloads; }
install_bindgen() { cargo_tool wasm-bindgen-cli "$(bindgen_version)" --force; }
install_nextest() { cargo_tool cargo-nextest "$NEXTEST_VERSION" --locked; }

# The packages of the npm registry that carry Node's own binary, for systems that ship an older one.
install_node() {
  node_is_old || return 0 # the package that was just installed may be new enough
  local arch
  case "$(uname -m)" in
    x86_64) arch=x64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) echo "install Node $NODE_MAJOR_AT_LEAST or newer by hand: there is no package for $(uname -m)" && return 1 ;;
  esac
  mkdir -p "$NODE_DIR/bin"
  (cd "$NODE_DIR" && echo '{"private":true}' >package.json && npm install --no-audit --no-fund "node-linux-$arch@$NODE_MAJOR" npm@10) || return 1
  ln -sf "../node_modules/node-linux-$arch/bin/node" "$NODE_DIR/bin/node"
}

install_tools() {
  mkdir -p "$TOOLS_DIR"
  cp scripts/dev/tools/package.json scripts/dev/tools/package-lock.json "$TOOLS_DIR/"
  (cd "$TOOLS_DIR" && npm ci --no-audit --no-fund) || return 1
  cp scripts/dev/tools/package-lock.json "$TOOLS_DIR/.installed"
}

install_end2end() {
  (cd end2end && npm ci --no-audit --no-fund) || return 1
  cp end2end/package-lock.json end2end/node_modules/.installed
}

install_browser() {
  (unset PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD && cd end2end && npx playwright install --with-deps chromium)
}

# --- the plan ---------------------------------------------------------------

goal_has() { # need, goal
  case "$1:$2" in
    node:serve | node:test | node:bench) return 0 ;;
    nextest:test | nextest:check) return 0 ;;
    postgres:test | postgres:bench) return 0 ;;
    browser:test | browser:bench) return 0 ;;
    *) return 1 ;;
  esac
}

PLAN=""
plan() { PLAN="$PLAN $1"; }

make_plan() { # goal
  PLAN=""
  collect_packages "$1"
  [ -z "$PACKAGES" ] || plan packages
  ! toolchain_missing || plan toolchain
  if goal_has node "$1"; then
    ! node_is_old || plan node
    ! tools_missing || plan tools
    ! bindgen_missing || plan bindgen
    ! leptos_missing || plan leptos
  fi
  if goal_has nextest "$1"; then ! nextest_missing || plan nextest; fi
  if goal_has browser "$1"; then
    ! end2end_missing || plan end2end
    if [ "$(system_name)" = ubuntu ] && browser_missing; then plan browser; fi
  fi
}

title_of() { # step
  case "$1" in
    packages) echo "Installing packages:$PACKAGES" ;;
    toolchain) echo "Installing Rust $(channel) with $WASM_TARGET" ;;
    node) echo "Installing Node $NODE_MAJOR (this system's is missing or older than $NODE_MAJOR_AT_LEAST)" ;;
    tools) echo "Installing wasm-opt" ;;
    bindgen) echo "Building wasm-bindgen $(bindgen_version), about 2 minutes on 2 cores" ;;
    leptos) echo "Building cargo-leptos $CARGO_LEPTOS_VERSION, about 7 minutes on 2 cores" ;;
    nextest) echo "Building cargo-nextest $NEXTEST_VERSION, about 4 minutes on 2 cores" ;;
    end2end) echo "Installing the npm packages that drive a browser" ;;
    browser) echo "Installing Chromium" ;;
  esac
}

# Stops at the first step that fails: the later ones need it.
install_for() { # goal: serve, test, check, bench
  local name
  case "$1" in serve | test | check | bench) ;; *) die "there is nothing to install for $1" ;; esac
  make_plan "$1"
  [ -n "$PLAN" ] || return 0
  if [ -n "$PACKAGES" ] && [ "$(id -u)" -ne 0 ] && on_terminal && has sudo; then sudo -v; fi
  # shellcheck disable=SC2086
  set -- $PLAN
  STEP=0
  STEPS=$#
  for name in "$@"; do
    step "$(title_of "$name")" "install_$name" || return 1
  done
}
