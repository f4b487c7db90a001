//! Files: uploads that are under way, and what has arrived (Graph API, Resumable upload).

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::wire;

/// All of them.
#[derive(Default)]
pub(crate) struct Media {
    pub sessions: HashMap<String, Session>,
    pub files: HashMap<String, File>,
    /// The file that a handle names.
    handles: HashMap<String, String>,
}

/// An upload, from its start to its handle.
pub(crate) struct Session {
    /// Without `upload:`, and without the signature behind it.
    pub id: String,
    pub signature: String,
    pub length: usize,
    pub file_type: String,
    pub received: Vec<u8>,
}

/// A file at its address.
pub(crate) struct File {
    pub id: String,
    pub file_type: String,
    pub bytes: Vec<u8>,
    pub presence: Presence,
    /// Counts the addresses that have expired: one with a smaller number leads nowhere.
    pub expired: u32,
}

/// Whether the file itself is still kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    There,
    Gone,
}

/// What a header's `example` holds for a file in the state; the address is made when it is read.
const MARK: &str = "media:";

impl Media {
    /// Keeps a file and gives what stands for it in a template.
    pub fn keep(&mut self, id: &str, file_type: &str, bytes: Vec<u8>) -> String {
        let file =
            File { id: id.to_owned(), file_type: file_type.to_owned(), bytes, presence: Presence::There, expired: 0 };
        self.files.insert(id.to_owned(), file);
        format!("{MARK}{id}")
    }

    /// The handle of an upload that is complete, in Meta's shape: `4::` type, signature, expiry, app.
    pub fn finish(&mut self, session_id: &str, file_id: &str, app_id: &str, now: i64) -> Option<String> {
        let session = self.sessions.get(session_id)?;
        let (file_type, bytes) = (session.file_type.clone(), session.received.clone());
        let handle = format!(
            "4::{}:{}:e:{}:{app_id}:100089620928913:{}",
            STANDARD.encode(&file_type),
            wire::opaque(&format!("file {file_id}"), 64),
            now + 86_400 * 4,
            wire::opaque(&format!("handle {file_id}"), 20),
        );
        self.keep(file_id, &file_type, bytes);
        self.handles.insert(handle.clone(), file_id.to_owned());
        Some(handle)
    }

    /// The address of a file: Graph answers another one once the last has expired.
    pub fn address(&self, base: &str, id: &str) -> String {
        let expired = self.files.get(id).map_or(0, |file| file.expired);
        format!("{base}media/{id}?oe={expired:08X}")
    }

    /// The file that an upload handle names.
    pub fn of_handle(&self, handle: &str) -> Option<&File> {
        self.files.get(self.handles.get(handle)?)
    }
}

/// The id of the file that stands in a template's example.
pub(crate) fn marked(text: &str) -> Option<&str> {
    text.strip_prefix(MARK)
}

/// What stands in a template's example for a file.
pub(crate) fn mark(id: &str) -> String {
    format!("{MARK}{id}")
}
