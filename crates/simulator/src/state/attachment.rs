//! A file of a message (Cloud API, Media).

/// A file that was uploaded to a number.
pub(crate) struct Attachment {
    pub number_id: String,
    pub file_type: String,
    pub bytes: Vec<u8>,
}
