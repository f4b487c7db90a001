# The release build: one directory that holds all the hub needs to run.
# shellcheck shell=bash

DIST=$ROOT/target/dist

# What leptos has to know at run time; the paths are this build's.
dist_environment() {
  export LEPTOS_OUTPUT_NAME=hub LEPTOS_SITE_ROOT=$DIST/site LEPTOS_SITE_PKG_DIR=pkg LEPTOS_HASH_FILES=true LEPTOS_ENV=PROD
}

# By content, so that a branch switched forth and back builds nothing.
source_fingerprint() {
  {
    find app crates frontend server public style -type f -print0
    find . -maxdepth 1 \( -name 'Cargo.*' -o -name rust-toolchain.toml \) -print0
  } | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# hash.txt is read from beside the binary, so the three stay together.
assemble() {
  rm -rf "$DIST.new" &&
    mkdir -p "$DIST.new" &&
    cp target/release/partner-hub target/release/hash.txt "$DIST.new/" &&
    cp -r target/site "$DIST.new/site" &&
    rm -rf "$DIST" &&
    mv "$DIST.new" "$DIST"
}

# cargo-leptos repeats wasm-bindgen and wasm-opt even where nothing changed, hence the fingerprint.
build_now() { # fingerprint
  cargo leptos build --release --split --precompress || return 1
  assemble || return 1
  echo "$1" >"$DIST/fingerprint"
}

build_locked() { # fingerprint
  local lock=$DEV_DIR/build.lock
  (
    flock 9
    [ "$(cat "$DIST/fingerprint" 2>/dev/null)" = "$1" ] || build_now "$1"
  ) 9>"$lock"
}

build_release() {
  local fingerprint
  fingerprint=$(source_fingerprint)
  if [ "$(cat "$DIST/fingerprint" 2>/dev/null)" = "$fingerprint" ]; then return 0; fi
  STEP=0
  STEPS=1
  step "Building the hub (up to 8 minutes the first time, 2 cores)" build_locked "$fingerprint"
}
