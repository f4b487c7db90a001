//! The files in `tests/data`.

use std::path::PathBuf;

/// One file.
pub struct Example {
    /// Its name without the ending.
    pub name: String,
    /// Its bytes.
    pub body: Vec<u8>,
}

/// The files of a folder, by name.
pub fn folder(path: &str) -> Vec<Example> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(path);
    let mut examples: Vec<Example> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| Example {
            name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
            body: std::fs::read(&path).unwrap(),
        })
        .collect();
    assert!(!examples.is_empty(), "{} is empty", folder.display());
    examples.sort_by(|a, b| a.name.cmp(&b.name));
    examples
}

/// One file: `synthetic/graph-waba`, or `graph/141` for the only one whose name starts so.
pub fn file(path: &str) -> Vec<u8> {
    let (parent, start) = path.rsplit_once('/').unwrap();
    let mut found: Vec<Example> = folder(parent);
    if found.iter().any(|example| example.name == start) {
        found.retain(|example| example.name == start);
    } else {
        found.retain(|example| example.name.starts_with(start));
    }
    assert_eq!(found.len(), 1, "{path} names {} files", found.len());
    found.remove(0).body
}
