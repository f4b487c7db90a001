//! What a browser loads first, and what the server needs while nobody asks for anything.

use std::collections::BTreeSet;
use std::time::Duration;

use store::EngineKind;

use crate::client::{Client, get};
use crate::databases::{CARDS, SMALL, filled};
use crate::report::{Figure, number, say, table};
use crate::server::{Server, build, people};
use crate::wire::Keep;
use crate::{Failure, Options};

const KIB: f64 = 1024.0;
/// Directory of the build's scripts, in addresses.
const PACKAGE: &str = "/pkg/";

/// Measures and prints.
///
/// # Errors
/// The server fails, or the page names no script.
pub async fn measure(options: &Options) -> Result<(), Failure> {
    let database = filled(EngineKind::Sqlite, &[SMALL, CARDS]).await?;
    people(&database, &[CARDS])?;
    let server = Server::start(&database, "first-load")?;
    let fresh = server.memory("VmRSS")?;
    let cookie = server.sign_in(&CARDS)?;
    let mut client = Client::connect(server.address)?;
    let page = client.send(&get(&server.host, "/numbers", &cookie, "identity"), Keep::Body)?;
    let mut files = package_files(&page.text());
    // Scripts import further ones at once.
    let mut queue: Vec<String> = files.iter().filter(|file| file.ends_with(".js")).cloned().collect();
    while let Some(file) = queue.pop() {
        let script = client.send(&get(&server.host, &file, &cookie, "identity"), Keep::Body)?;
        for name in imports(&script.text()) {
            let path = format!("{PACKAGE}{name}");
            if files.insert(path.clone()) {
                queue.push(path);
            }
        }
    }
    if !files.iter().any(|file| file.ends_with(".wasm")) {
        return Err("the page names no WebAssembly".into());
    }
    let (mut first, mut plain) = (0.0, 0.0);
    for file in &files {
        let answer = client.send(&get(&server.host, file, &cookie, "br"), Keep::Length)?;
        if answer.status() != 200 {
            return Err(format!("{file} answers {}", answer.status()).into());
        }
        first += answer.length() as f64 / KIB;
        if answer.headers("content-encoding").next() != Some("br") {
            plain += answer.length() as f64 / KIB;
        }
    }
    let all = everything()?;
    let idle_for = if options.large { 60 } else { 10 };
    tokio::time::sleep(Duration::from_secs(idle_for)).await;
    let idle = server.memory("VmRSS")?;
    drop(server);
    let figures = [
        Figure::at_most(
            format!("scripts and WebAssembly of /numbers, brotli, {} files", files.len()),
            first,
            250.0,
            "KiB",
        ),
        Figure::at_most("of them not compressed", plain, 0.0, "KiB"),
        Figure::fact("all scripts and WebAssembly with what is loaded later", number(all, "KiB")),
        Figure::fact("memory after the start", number(fresh, "MiB")),
        Figure::at_most(format!("memory after a sign-in, a page and {idle_for} s of rest"), idle, 40.0, "MiB"),
    ];
    say(&table("First load and rest", &figures));
    Ok(())
}

/// The scripts and modules that a page names.
fn package_files(page: &str) -> BTreeSet<String> {
    page.match_indices(PACKAGE)
        .filter_map(|(place, _)| page.get(place..)?.split(['"', '\'', '`', ' ', '>', ')', '\\']).next())
        .filter(|path| path.ends_with(".js") || path.ends_with(".wasm"))
        .map(str::to_owned)
        .collect()
}

/// The files that a script imports when it is loaded: `from "./name.js"`.
fn imports(script: &str) -> Vec<String> {
    ["from\"./", "from './", "from \"./", "from'./"]
        .iter()
        .flat_map(|mark| script.match_indices(mark).filter_map(|(place, _)| script.get(place + mark.len()..)))
        .filter_map(|rest| rest.split(['"', '\'']).next())
        .filter(|name| name.ends_with(".js"))
        .map(str::to_owned)
        .collect()
}

fn everything() -> Result<f64, Failure> {
    let mut all = 0.0;
    for entry in std::fs::read_dir(build()?.join("site/pkg"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".js.br") || name.ends_with(".wasm.br") {
            all += entry.metadata()?.len() as f64 / KIB;
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_page_are_found_once_each() {
        let page = r#"<link rel="modulepreload" href="/pkg/hub.ab.js"><link href="/pkg/hub.ab.wasm"><link href="/pkg/hub.css">
            <script>import('/pkg/hub.ab.js')</script>"#;
        assert_eq!(package_files(page).into_iter().collect::<Vec<_>>(), ["/pkg/hub.ab.js", "/pkg/hub.ab.wasm"]);
        assert_eq!(
            imports(r#"import a from"./__x.js";import {b} from './y.js'; import("./later.js")"#),
            ["__x.js", "y.js"]
        );
    }
}
