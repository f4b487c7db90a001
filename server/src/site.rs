//! Where the static files are, and which names the build gave them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use leptos::config::{Env, LeptosOptions};

use crate::config::{Problem, Problems};

/// Name of the stylesheet, script and WebAssembly, without extension; the same as in the workspace's manifest.
const OUTPUT_NAME: &str = "hub";
/// Directory of the build's files, in the site and in addresses.
const PACKAGE: &str = "pkg";

/// Static files.
#[derive(Clone, Debug)]
pub struct Site {
    /// What the pages need to name their scripts.
    pub options: LeptosOptions,
    /// Path of the stylesheet.
    pub stylesheet: String,
}

impl Site {
    /// Finds the build: in the directory that was given, in `site` beside the program, or in `target/site`.
    ///
    /// # Errors
    /// There is none, or the names that it was built with are not known. Rendering a page would fail then.
    pub fn find(given: Option<PathBuf>) -> Result<Self, Problems> {
        let beside = std::env::current_exe().ok().and_then(|exe| exe.parent().map(Path::to_owned)).unwrap_or_default();
        let root = given.unwrap_or_else(|| match beside.join("site") {
            site if site.is_dir() => site,
            _ => PathBuf::from("target/site"),
        });
        let hash_file = beside.join("hash.txt");
        let package = root.join(PACKAGE);
        let plain = format!("{OUTPUT_NAME}.css");
        if package.join(&plain).is_file() {
            return Ok(Self::new(&root, &plain, None));
        }
        let hash = std::fs::read_to_string(&hash_file).ok().and_then(|hashes| stylesheet_hash(&hashes));
        let hashed = hash.map(|hash| format!("{OUTPUT_NAME}.{hash}.css"));
        match hashed {
            Some(name) if package.join(&name).is_file() => Ok(Self::new(&root, &name, Some(&hash_file))),
            _ => Err(Problems(vec![Problem {
                setting: "LEPTOS_SITE_ROOT",
                sentence: format!(
                    "is {}, where no build of the pages lies that belongs to {}. Build them with `./dev build`, or \
                     name the directory `site` of the build with --site-root.",
                    root.display(),
                    hash_file.display()
                ),
            }])),
        }
    }

    /// Without static files: pages work, unstyled and without scripts.
    pub fn bare() -> Self {
        Self::new(Path::new("site"), "hub.css", None)
    }

    fn new(root: &Path, stylesheet: &str, hash_file: Option<&Path>) -> Self {
        let text = |path: &Path| -> Arc<str> { path.to_string_lossy().into() };
        let options = LeptosOptions::builder()
            .output_name(OUTPUT_NAME)
            .site_root(text(root))
            .site_pkg_dir(PACKAGE)
            .env(Env::PROD)
            .hash_file(hash_file.map_or_else(|| "hash.txt".into(), text))
            .hash_files(hash_file.is_some())
            .build();
        Self { options, stylesheet: format!("/{PACKAGE}/{stylesheet}") }
    }
}

/// The line `css: hash` of the file that the build writes beside the program.
fn stylesheet_hash(hashes: &str) -> Option<String> {
    let lines = hashes.lines().filter_map(|line| line.split_once(':'));
    lines.filter(|(file, _)| file.trim() == "css").map(|(_, hash)| hash.trim().to_owned()).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_without_a_build_is_named() {
        let empty = tempfile::tempdir().unwrap();
        let problems = Site::find(Some(empty.path().to_owned())).unwrap_err();
        assert!(problems.to_string().contains(&*empty.path().to_string_lossy()), "{problems}");
    }

    #[test]
    fn a_build_without_hashes_is_found() {
        let site = tempfile::tempdir().unwrap();
        std::fs::create_dir(site.path().join("pkg")).unwrap();
        std::fs::write(site.path().join("pkg/hub.css"), "").unwrap();
        let site = Site::find(Some(site.path().to_owned())).unwrap();
        assert_eq!(site.stylesheet, "/pkg/hub.css");
        assert!(!site.options.hash_files);
    }

    #[test]
    fn the_hash_of_the_stylesheet_is_read() {
        assert_eq!(stylesheet_hash("js: aa\nwasm: bb\ncss: cc\n"), Some("cc".to_owned()));
        assert_eq!(stylesheet_hash("js: aa"), None);
    }
}
