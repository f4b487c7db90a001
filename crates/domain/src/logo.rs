//! The logo of a partner: what it must be. It is small on every page, so that a small file is enough.

use crate::closed_enum;
use crate::profile::picture;

/// The most bytes of a file.
pub const LARGEST: u64 = 512 * 1024;
/// The fewest points of a side: it is shown 40 points high.
pub const LEAST: u32 = 40;
/// The most points of a side: more would cost every page that shows it.
pub const MOST: u32 = 2_000;
/// For the `accept` of a file chooser.
pub const ACCEPT: &str = "image/png,image/jpeg,image/webp";

closed_enum! {
    /// What a logo is made as.
    pub enum Kind {
        Jpeg = "image/jpeg" => "JPEG",
        Png = "image/png" => "PNG",
        Webp = "image/webp" => "WebP",
    }
}

closed_enum! {
    /// Why a file cannot be the logo.
    pub enum Problem {
        Empty = "logo_empty" => "Choose a file with the logo.",
        Type = "logo_type" => "The logo must be a PNG, JPEG or WebP file. Choose another one.",
        TooLarge = "logo_too_large" => "The file has more than 512 KB. Make it smaller, or choose another one.",
        Size = "logo_size" => "The logo must have 40 to 2000 points in width and in height. Choose another one.",
    }
}

/// Reads what a file is, by its content, and checks that it can be the logo.
///
/// # Errors
/// [`Problem`], whose label is a sentence for the person.
pub fn check(file: &[u8]) -> Result<Kind, Problem> {
    if file.is_empty() {
        return Err(Problem::Empty);
    }
    if LARGEST < file.len() as u64 {
        return Err(Problem::TooLarge);
    }
    let (kind, width, height) = read(file).ok_or(Problem::Type)?;
    if [width, height].iter().any(|side| !(LEAST..=MOST).contains(side)) {
        return Err(Problem::Size);
    }
    Ok(kind)
}

fn read(file: &[u8]) -> Option<(Kind, u32, u32)> {
    if let Some(picture) = picture::read(file) {
        let kind = match picture.kind {
            picture::Kind::Jpeg => Kind::Jpeg,
            picture::Kind::Png => Kind::Png,
        };
        return Some((kind, picture.width, picture.height));
    }
    let (width, height) = webp(file)?;
    Some((Kind::Webp, width, height))
}

/// The first chunk, which tells the size in each of its three kinds (RFC 9649, 2.5 to 2.7).
fn webp(file: &[u8]) -> Option<(u32, u32)> {
    let body = file.strip_prefix(b"RIFF")?.get(4..)?.strip_prefix(b"WEBP")?;
    let (kind, chunk) = (body.get(..4)?, body.get(8..)?);
    let number = |at: usize| Some(u32::from(*chunk.get(at)?));
    match kind {
        b"VP8X" => {
            let side = |at: usize| Some(1 + (number(at)? | number(at + 1)? << 8 | number(at + 2)? << 16));
            Some((side(4)?, side(7)?))
        }
        b"VP8L" => {
            let bits = number(1)? | number(2)? << 8 | number(3)? << 16 | number(4)? << 24;
            (number(0)? == 0x2F).then_some((1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)))
        }
        b"VP8 " => {
            let side = |at: usize| Some((number(at)? | number(at + 1)? << 8) & 0x3FFF);
            (chunk.get(3..6)? == [0x9D, 0x01, 0x2A]).then_some((side(6)?, side(8)?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::profile::picture::{sample_jpeg, sample_png};

    fn webp_of(kind: &[u8; 4], chunk: &[u8]) -> Vec<u8> {
        [b"RIFF\0\0\0\0WEBP".as_slice(), kind, &[0, 0, 0, 0], chunk].concat()
    }

    #[test]
    fn what_a_browser_shows_everywhere_is_taken() {
        let lossy = [0, 0, 0, 0x9D, 0x01, 0x2A, 100, 0, 60, 0];
        let lossless: u32 = 99 | 59 << 14;
        let lossless = [[0x2F].as_slice(), &lossless.to_le_bytes()].concat();
        for (file, kind) in [
            (sample_png(300, 80), Kind::Png),
            (sample_jpeg(40, 2000), Kind::Jpeg),
            (webp_of(b"VP8X", &[0, 0, 0, 0, 99, 0, 0, 59, 0, 0]), Kind::Webp),
            (webp_of(b"VP8L", &lossless), Kind::Webp),
            (webp_of(b"VP8 ", &lossy), Kind::Webp),
        ] {
            assert_eq!(check(&file), Ok(kind));
        }
        assert_eq!(webp(&webp_of(b"VP8X", &[0, 0, 0, 0, 99, 1, 0, 59, 0, 0])), Some((356, 60)));
        assert_eq!(webp(&webp_of(b"VP8L", &lossless)), Some((100, 60)));
        assert_eq!(webp(&webp_of(b"VP8 ", &lossy)), Some((100, 60)));
    }

    #[test]
    fn others_are_told_apart() {
        for (file, problem) in [
            (Vec::new(), Problem::Empty),
            (b"GIF89a".to_vec(), Problem::Type),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), Problem::Type),
            (b"RIFF\0\0\0\0WAVEfmt ".to_vec(), Problem::Type),
            ([sample_png(100, 100), vec![0; 512 * 1024]].concat(), Problem::TooLarge),
            (sample_png(39, 100), Problem::Size),
            (sample_png(100, 2001), Problem::Size),
        ] {
            assert_eq!(check(&file), Err(problem));
        }
    }

    proptest! {
        #[test]
        fn no_file_stops_the_reader(kind in prop::sample::select(vec![b"VP8X", b"VP8L", b"VP8 "]), rest in prop::collection::vec(any::<u8>(), 0..40)) {
            let _ = check(&webp_of(kind, &rest));
            let _ = check(&rest);
        }
    }
}
