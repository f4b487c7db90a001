//! SQLite plans a statement anew on each execution where a value is bound that it looks at while planning. These are
//! limits, patterns, and what the condition of a partial index compares: none of them may be bound.

use std::path::Path;

const LOOKED_AT: [&str; 6] = ["limit $", "limit ?", "like $", "like ?", "token_state = $", "token_state = ?"];

fn sources(directory: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn nothing_is_bound_that_sqlite_looks_at_while_planning() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(30 < files.len(), "{}", files.len());
    for (path, text) in files {
        // An update that sets the column compares nothing.
        let text = text.replace("set token_state = $", "");
        for looked_at in LOOKED_AT {
            assert!(!text.to_lowercase().contains(looked_at), "{path}: {looked_at}");
        }
    }
}
