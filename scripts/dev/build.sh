# The release build: one directory that holds all the hub needs to run.
# shellcheck shell=bash

DIST=$ROOT/target/dist

# By content, so that a branch switched forth and back builds nothing.
source_fingerprint() {
  {
    find .cargo app crates frontend server public style -type f -print0
    find . -maxdepth 1 \( -name 'Cargo.*' -o -name rust-toolchain.toml \) -print0
  } | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1
}

# The binary looks for hash.txt and site beside itself.
assemble() {
  rm -rf "$DIST.new" &&
    mkdir -p "$DIST.new" &&
    cp target/release/partner-hub target/release/hash.txt "$DIST.new/" &&
    cp -r target/site "$DIST.new/site" &&
    rm -rf "$DIST" &&
    mv "$DIST.new" "$DIST"
}

# One file from style/main.css and what it imports, each in the layer that the import names.
bundle_styles() {
  mkdir -p target/style
  awk '
    function include(name,   line, empty) {
      empty = 1
      while ((getline line < ("style/" name)) > 0) { print line; empty = 0 }
      close("style/" name)
      if (empty) { print "style/" name " is missing or empty" > "/dev/stderr"; bad = 1 }
    }
    match($0, /^@import "[^"]+" layer\([a-z]+\);/) {
      split($0, part, /["()]/)
      print "@layer " part[4] " {"
      include(part[2])
      print "}"
      next
    }
    /@import/ { print "style/main.css: only `@import \"file\" layer(name);` is understood: " $0 > "/dev/stderr"; bad = 1 }
    { print }
    END { exit bad }
  ' style/main.css >target/style/main.css
}

# cargo-leptos repeats wasm-bindgen and wasm-opt even where nothing changed, hence the fingerprint.
build_now() { # fingerprint
  bundle_styles || return 1
  # What an earlier build left would be shipped beside the new files, or be taken for them.
  rm -rf target/site
  RUST_BACKTRACE=0 cargo leptos build --release --split --precompress || return 1
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
