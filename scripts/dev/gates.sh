# Rules that no compiler checks: what must stand in one place only.
# shellcheck shell=bash

absent() { # command that prints what must not be there...
  local found
  found=$("$@" || true)
  [ -z "$found" ] || {
    printf '%s\n' "$found"
    return 1
  }
}

# A textarea's text needs an escape of its own on the server; one component knows it.
textareas_elsewhere() { grep -rnE '<textarea' --include='*.rs' app frontend server | grep -vE '^app/src/ui/text_area\.rs:'; }
# Only a view becomes a `Markup`, and only the kit puts one into the page; a textarea's text is escaped where it stands.
inner_html() { grep -rnE 'inner_html' --include='*.rs' app frontend server | grep -vE '^app/src/ui/(markup|text_area)\.rs:'; }
sql_elsewhere() { grep -rnE '\bsqlx\b' --include='*.rs' --include=Cargo.toml app frontend server crates | grep -v '^crates/store/'; }
unfinished() { grep -rnwE 'TODO|FIXME|XXX' --include='*.rs' --include='*.ts' --include='*.css' --include='*.sql' --include='*.md' --include='*.toml' app crates frontend server style end2end/tests end2end/support docs README.md Cargo.toml; }
native_in_domain() { grep -nE '^(tokio|reqwest|axum|chrono|sqlx|ring)\b' crates/domain/Cargo.toml; }

run_gates() {
  lint "<textarea> only in the UI kit" absent textareas_elsewhere
  lint "inner_html only for what a view has drawn" absent inner_html
  lint "SQL only in crates/store" absent sql_elsewhere
  lint "nothing left unfinished" absent unfinished
  lint "the domain stays pure" absent native_in_domain
}
