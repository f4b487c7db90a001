//! The picture of a profile: what it must be, and how large a file says it is. Meta crops what is not a square and
//! advises against fewer than 192 points (On-Premises API, "Profile: Photo"; the Cloud API says no more than that it
//! is uploaded), so the hub takes squares alone and leaves nothing to chance.

use crate::closed_enum;

/// The most bytes of a file.
pub const LARGEST: u64 = 5 * 1024 * 1024;
/// The fewest points of a side.
pub const LEAST: u32 = 192;
/// The points of a side that Meta keeps, and that a cropped picture gets.
pub const BEST: u32 = 640;
/// For the `accept` of a file chooser.
pub const ACCEPT: &str = "image/jpeg,image/png";

closed_enum! {
    /// What a picture is made as.
    pub enum Kind {
        Jpeg = "image/jpeg" => "JPEG",
        Png = "image/png" => "PNG",
    }
}

closed_enum! {
    /// Why a file cannot be the picture.
    pub enum Problem {
        Empty = "empty" => "Choose a file with a picture.",
        Type = "type" => "The picture must be a JPEG or PNG file. Choose another one.",
        TooLarge = "too_large" => "The file has more than 5 MB. Make it smaller, or choose another one.",
        TooSmall = "too_small" => "The picture has fewer than 192 points in width or height. Choose a larger one; 640 by 640 is best.",
        NotSquare = "not_square" => "The picture is not a square. Crop it to a square, for example with the photo app of a phone, and choose it again. Where scripts are allowed, this page crops it.",
    }
}

/// What a file says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    /// What it is made as.
    pub kind: Kind,
    /// Points in width.
    pub width: u32,
    /// Points in height.
    pub height: u32,
}

/// Reads what a file is, and checks that it can be the picture.
///
/// # Errors
/// [`Problem`], whose label is a sentence for the person.
pub fn check(file: &[u8]) -> Result<Picture, Problem> {
    let picture = inspect(file)?;
    if picture.width < LEAST || picture.height < LEAST {
        return Err(Problem::TooSmall);
    }
    if picture.width != picture.height {
        return Err(Problem::NotSquare);
    }
    Ok(picture)
}

/// Reads what a file is, whatever its sides: what programs send, Meta crops.
///
/// # Errors
/// [`Problem`]: it is empty, too large, or neither JPEG nor PNG.
pub fn inspect(file: &[u8]) -> Result<Picture, Problem> {
    if file.is_empty() {
        return Err(Problem::Empty);
    }
    if LARGEST < file.len() as u64 {
        return Err(Problem::TooLarge);
    }
    read(file).ok_or(Problem::Type)
}

/// What a file is, by its content: names and headers of uploads say anything.
pub(crate) fn read(file: &[u8]) -> Option<Picture> {
    png(file).or_else(|| jpeg(file))
}

/// The signature, and the header chunk that comes first (PNG, 5.2 and 11.2.2).
fn png(file: &[u8]) -> Option<Picture> {
    let header = file.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(4..)?.strip_prefix(b"IHDR")?;
    let number = |at: usize| Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?));
    Some(Picture { kind: Kind::Png, width: number(0)?, height: number(4)? })
}

/// Goes from segment to segment until the one that begins the frame (ITU T.81, B.1.1.3 and B.2.2).
fn jpeg(file: &[u8]) -> Option<Picture> {
    let mut rest = file.strip_prefix(&[0xFF, 0xD8])?;
    loop {
        let marker = *rest.strip_prefix(&[0xFF])?.first()?;
        // Bytes that only fill.
        if marker == 0xFF {
            rest = rest.get(1..)?;
            continue;
        }
        let segment = rest.get(2..)?;
        let number = |at: usize| Some(u16::from_be_bytes(segment.get(at..at + 2)?.try_into().ok()?));
        let begins_frame = matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC);
        if begins_frame {
            let (height, width) = (number(3)?, number(5)?);
            return Some(Picture { kind: Kind::Jpeg, width: width.into(), height: height.into() });
        }
        rest = segment.get(usize::from(number(0)?.max(2))..)?;
    }
}

#[cfg(any(test, feature = "testing"))]
/// The beginning of a PNG file of this size: as much of it as is looked at.
pub fn sample_png(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file.extend([8, 2, 0, 0, 0]);
    file
}

#[cfg(any(test, feature = "testing"))]
/// The beginning of a JPEG file of this size, behind a segment such as a camera writes.
pub fn sample_jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut file = vec![0xFF, 0xD8, 0xFF, 0xE1, 0, 6, 1, 2, 3, 4, 0xFF, 0xFF, 0xC4, 0, 2, 0xFF, 0xC2, 0, 17, 8];
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file.extend([3, 1, 0x22, 0]);
    file
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn squares_are_taken() {
        for (file, kind) in [(sample_png(640, 640), Kind::Png), (sample_jpeg(640, 640), Kind::Jpeg)] {
            assert_eq!(check(&file), Ok(Picture { kind, width: 640, height: 640 }));
        }
        assert!(check(&sample_png(LEAST, LEAST)).is_ok());
    }

    #[test]
    fn others_are_told_apart() {
        let huge = [sample_png(640, 640), vec![0; 5 * 1024 * 1024]].concat();
        for (file, problem) in [
            (Vec::new(), Problem::Empty),
            (b"GIF89a".to_vec(), Problem::Type),
            (b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(), Problem::Type),
            (sample_png(640, 640)[..20].to_vec(), Problem::Type),
            (vec![0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF], Problem::Type),
            (huge, Problem::TooLarge),
            (sample_jpeg(191, 191), Problem::TooSmall),
            (sample_jpeg(640, 100), Problem::TooSmall),
            (sample_png(640, 480), Problem::NotSquare),
        ] {
            assert_eq!(check(&file), Err(problem));
            let is_of_its_sides = matches!(problem, Problem::TooSmall | Problem::NotSquare);
            assert_eq!(inspect(&file).is_ok(), is_of_its_sides, "{problem:?}");
        }
    }

    proptest! {
        #[test]
        fn no_file_stops_the_reader(start in prop::sample::select(vec![vec![], vec![0xFF, 0xD8], sample_png(640, 640)[..16].to_vec()]), rest in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = check(&[start, rest].concat());
        }
    }
}
