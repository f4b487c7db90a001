//! Small files: a picture in bands of colour, a page, the beginning of a film.

/// The points of a header's picture in width and height.
pub(super) const HEADER: (u32, u32) = (160, 84);

/// A PNG of this width and height: bands of two colours, told apart by the seed.
pub(super) fn png((width, height): (u32, u32), seed: u8) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        rows.extend((0..width).map(|x| u8::from((x + y * 2 + u32::from(seed) * 9) / 24 % 2 == 1)));
    }
    let shade = |step: u8| seed.wrapping_mul(step).wrapping_add(60);
    let palette = [shade(37), shade(91), shade(53), 250 - shade(37) / 4, 245, 250 - shade(53) / 4];
    let mut header = Vec::new();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    // Eight bits, by a palette.
    header.extend([8, 3, 0, 0, 0]);

    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut file, *b"IHDR", &header);
    chunk(&mut file, *b"PLTE", &palette);
    chunk(&mut file, *b"IDAT", &stored(&rows));
    chunk(&mut file, *b"IEND", &[]);
    file
}

/// A PDF with one line.
pub(super) fn pdf(line: &str) -> Vec<u8> {
    let content = format!("BT /F1 24 Tf 60 760 Td ({line}) Tj ET");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>".to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(text.len());
        text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    let table = text.len();
    text.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        text.push_str(&format!("{place:010} 00000 n \n"));
    }
    text.push_str(&format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1));
    text.into_bytes()
}

/// The first box of an MP4: enough to have a type and a length, not to be played.
pub(super) fn mp4() -> Vec<u8> {
    let mut file = 24_u32.to_be_bytes().to_vec();
    file.extend(b"ftypmp42\0\0\0\0mp42isom");
    file
}

/// Bytes as deflate keeps them without compressing, within zlib's frame.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let blocks = bytes.chunks(65_535).count();
    for (index, block) in bytes.chunks(65_535).enumerate() {
        let length = u16::try_from(block.len()).unwrap_or(u16::MAX);
        out.push(u8::from(index + 1 == blocks));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    out.extend((b << 16 | a).to_be_bytes());
    out
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    file.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
    file.extend(kind);
    file.extend(data);
    let sum = kind.iter().chain(data).fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 })
    });
    file.extend((!sum).to_be_bytes());
}
