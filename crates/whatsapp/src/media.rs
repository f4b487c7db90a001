//! Which files Meta takes as samples and in messages (Meta, "Media", supported media types and sizes; "Template
//! components" for GIFs).

use domain::templates::MediaKind;

const MEGABYTE: u64 = 1024 * 1024;

/// What Meta takes of one kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MediaRule {
    /// The kind.
    pub kind: MediaKind,
    /// Media types, with what a person calls them and the ends of their names.
    pub types: &'static [MediaType],
    /// The most bytes.
    pub largest: u64,
}

/// A media type that Meta takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MediaType {
    /// `image/jpeg`
    pub code: &'static str,
    /// `JPEG`
    pub name: &'static str,
    /// Ends of file names: `jpg`.
    pub extensions: &'static [&'static str],
}

/// Why Meta would not take a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MediaProblem {
    /// No byte.
    #[error("The file is empty. Choose another one.")]
    Empty,
    /// Another type.
    #[error("{what} must be {wanted}; this file is {found}. Choose another one.")]
    Type {
        /// `An image`
        what: &'static str,
        /// `JPEG or PNG`
        wanted: String,
        /// `image/webp`
        found: String,
    },
    /// Too many bytes.
    #[error("{what} has at most {most}; this file has {found}. Make it smaller, or choose another one.")]
    TooLarge {
        /// `An image`
        what: &'static str,
        /// `5 MB`
        most: String,
        /// `7.2 MB`
        found: String,
    },
}

impl MediaRule {
    /// The rule of a kind.
    pub const fn of(kind: MediaKind) -> Self {
        let (types, largest): (&[MediaType], u64) = match kind {
            MediaKind::Image => (&IMAGES, 5 * MEGABYTE),
            MediaKind::Video => (&VIDEOS, 16 * MEGABYTE),
            MediaKind::Document => (&DOCUMENTS, 100 * MEGABYTE),
            MediaKind::Gif => (&GIFS, 3 * MEGABYTE + MEGABYTE / 2),
        };
        Self { kind, types, largest }
    }

    /// Checks a file before it is sent.
    ///
    /// # Errors
    /// [`MediaProblem`], a sentence for the person.
    pub fn check(&self, media_type: &str, length: u64) -> Result<(), MediaProblem> {
        if self.known(media_type).is_none() {
            let found = if plain(media_type).is_empty() { "of an unknown type".to_owned() } else { plain(media_type) };
            return Err(MediaProblem::Type { what: self.what(), wanted: self.wanted(), found });
        }
        if length == 0 {
            return Err(MediaProblem::Empty);
        }
        if self.largest < length {
            let (most, found) = (megabytes(self.largest), megabytes(length));
            return Err(MediaProblem::TooLarge { what: self.what(), most, found });
        }
        Ok(())
    }

    /// The media type that this stands for, if Meta takes it: `image/png` for `Image/PNG; q=1`.
    pub fn known(&self, media_type: &str) -> Option<&'static MediaType> {
        let plain = plain(media_type);
        self.types.iter().find(|known| known.code == plain)
    }

    /// The media type that the end of a file's name stands for.
    pub fn type_of(&self, file_name: &str) -> Option<&'static str> {
        let (_, extension) = file_name.rsplit_once('.')?;
        let extension = extension.to_ascii_lowercase();
        let known = self.types.iter().find(|known| known.extensions.contains(&extension.as_str()))?;
        Some(known.code)
    }

    /// For the `accept` of a file chooser: `image/jpeg,image/png`.
    pub fn accept(&self) -> String {
        self.types.iter().map(|known| known.code).collect::<Vec<_>>().join(",")
    }

    const fn what(&self) -> &'static str {
        match self.kind {
            MediaKind::Image => "An image",
            MediaKind::Video => "A video",
            MediaKind::Document => "A document",
            MediaKind::Gif => "A GIF",
        }
    }

    /// `JPEG or PNG`
    fn wanted(&self) -> String {
        match self.types {
            [rest @ .., last] if !rest.is_empty() => {
                let rest: Vec<&str> = rest.iter().map(|known| known.name).collect();
                format!("{} or {}", rest.join(", "), last.name)
            }
            types => types.iter().map(|known| known.name).collect(),
        }
    }
}

/// Without parameters, in small letters: `text/plain` for `Text/Plain; charset=utf-8`.
fn plain(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// Rounded up, so that a file just above a limit does not seem to have as much as the limit.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(MEGABYTE);
    match tenths % 10 {
        0 => format!("{} MB", tenths / 10),
        tenth => format!("{}.{tenth} MB", tenths / 10),
    }
}

const fn media(code: &'static str, name: &'static str, extensions: &'static [&'static str]) -> MediaType {
    MediaType { code, name, extensions }
}

const IMAGES: [MediaType; 2] = [media("image/jpeg", "JPEG", &["jpg", "jpeg"]), media("image/png", "PNG", &["png"])];
const VIDEOS: [MediaType; 2] = [media("video/mp4", "MP4", &["mp4"]), media("video/3gpp", "3GP", &["3gp", "3gpp"])];
/// Meta plays a GIF from an MP4 file.
const GIFS: [MediaType; 1] = [media("video/mp4", "an MP4 video", &["mp4"])];
const DOCUMENTS: [MediaType; 8] = [
    media("application/pdf", "PDF", &["pdf"]),
    media("application/msword", "Word", &["doc"]),
    media("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX", &["docx"]),
    media("application/vnd.ms-excel", "Excel", &["xls"]),
    media("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "XLSX", &["xlsx"]),
    media("application/vnd.ms-powerpoint", "PowerPoint", &["ppt"]),
    media("application/vnd.openxmlformats-officedocument.presentationml.presentation", "PPTX", &["pptx"]),
    media("text/plain", "plain text", &["txt"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: MediaKind, media_type: &str, length: u64) -> String {
        MediaRule::of(kind).check(media_type, length).map_or_else(|problem| problem.to_string(), |()| "good".to_owned())
    }

    #[test]
    fn files_within_the_limits_are_good() {
        for (kind, media_type, most) in [
            (MediaKind::Image, "image/jpeg", 5 * MEGABYTE),
            (MediaKind::Image, "IMAGE/PNG; q=1", 5 * MEGABYTE),
            (MediaKind::Video, "video/3gpp", 16 * MEGABYTE),
            (MediaKind::Document, "application/pdf", 100 * MEGABYTE),
            (MediaKind::Gif, "video/mp4", 3_670_016),
        ] {
            assert_eq!(said(kind, media_type, most), "good");
            assert!(said(kind, media_type, most + 1).contains("has at most"), "{kind}");
        }
    }

    #[test]
    fn others_are_told_in_a_sentence() {
        assert_eq!(
            said(MediaKind::Image, "image/webp", 1),
            "An image must be JPEG or PNG; this file is image/webp. Choose another one."
        );
        assert_eq!(
            said(MediaKind::Gif, "image/gif", 1),
            "A GIF must be an MP4 video; this file is image/gif. Choose another one."
        );
        assert_eq!(
            said(MediaKind::Video, "", 1),
            "A video must be MP4 or 3GP; this file is of an unknown type. Choose another one."
        );
        assert_eq!(
            said(MediaKind::Image, "image/png", 5 * MEGABYTE + 1),
            "An image has at most 5 MB; this file has 5.1 MB. Make it smaller, or choose another one."
        );
        assert_eq!(said(MediaKind::Document, "application/pdf", 0), "The file is empty. Choose another one.");
    }

    #[test]
    fn names_stand_for_types() {
        let image = MediaRule::of(MediaKind::Image);
        assert_eq!(image.type_of("Foto.JPG"), Some("image/jpeg"));
        assert_eq!(image.known("Image/PNG; q=1").map(|known| known.code), Some("image/png"));
        assert_eq!((image.known("image/svg+xml"), image.known("")), (None, None));
        assert_eq!((image.type_of("film.mp4"), image.type_of("png")), (None, None));
        assert_eq!(image.accept(), "image/jpeg,image/png");
    }
}
