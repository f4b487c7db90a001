# The way without rustup: Debian's own compiler (kept new for its browsers), with the standard library for
# WebAssembly built from Debian's source package. Takes about a minute on 2 cores.
# shellcheck shell=bash

DEBIAN_RUST_PACKAGES="rustc-web cargo-web rust-web-clippy rustfmt-web rust-web-src lld-19"

debian_rust() {
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $DEBIAN_RUST_PACKAGES || return 1
  hash -r
  debian_wasm_std
}

debian_wasm_std() {
  local sysroot host crate=$DEV_DIR/wasm-std built
  sysroot=$(/usr/bin/rustc --print sysroot) || return 1
  host=$(/usr/bin/rustc -vV | sed -n 's/^host: //p')
  mkdir -p "$crate/src"
  printf '[package]\nname = "wasm-std"\nedition = "2021"\n[lib]\ncrate-type = ["rlib"]\n[workspace]\n' >"$crate/Cargo.toml"
  : >"$crate/src/lib.rs"
  (cd "$crate" && RUSTC_BOOTSTRAP=1 /usr/bin/cargo build --release --target "$WASM_TARGET" \
    -Z build-std=std,panic_abort,panic_unwind,proc_macro,test) || return 1
  built=$crate/target/$WASM_TARGET/release/deps
  as_root mkdir -p "$sysroot/lib/rustlib/$WASM_TARGET/lib" "$sysroot/lib/rustlib/$host/bin" || return 1
  rm -f "$built"/libwasm_std*
  as_root cp "$built"/*.rlib "$sysroot/lib/rustlib/$WASM_TARGET/lib/" || return 1
  as_root ln -sf /usr/bin/lld-19 "$sysroot/lib/rustlib/$host/bin/rust-lld"
}
