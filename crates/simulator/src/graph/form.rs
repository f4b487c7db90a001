//! `multipart/form-data` (RFC 7578), as far as uploads of files need it.

/// A part of a form.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub name: String,
    /// What its own header says; only files have one.
    pub content_type: Option<String>,
    pub bytes: Vec<u8>,
}

/// The parts of a form; `None` where it is no form, or ends before its end.
pub(crate) fn parts(content_type: &str, body: &[u8]) -> Option<Vec<Part>> {
    let boundary = content_type.split(';').find_map(|item| item.trim().strip_prefix("boundary="))?.trim_matches('"');
    let delimiter = format!("\r\n--{boundary}");
    // The first delimiter has no line break in front of it.
    let body = [b"\r\n", body].concat();
    let mut rest = after(&body, delimiter.as_bytes())?;
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Some(parts);
        }
        let whole = rest.strip_prefix(b"\r\n")?;
        let end = find(whole, delimiter.as_bytes())?;
        parts.push(part(whole.get(..end)?)?);
        rest = whole.get(end + delimiter.len()..)?;
    }
}

fn part(whole: &[u8]) -> Option<Part> {
    let end = find(whole, b"\r\n\r\n")?;
    let head = std::str::from_utf8(whole.get(..end)?).ok()?;
    let (mut name, mut content_type) = (None, None);
    for line in head.split("\r\n") {
        let (header, value) = line.split_once(':')?;
        if header.eq_ignore_ascii_case("content-type") {
            content_type = Some(value.trim().to_owned());
        }
        if header.eq_ignore_ascii_case("content-disposition") {
            name =
                value.split(';').find_map(|item| item.trim().strip_prefix("name=")).map(|name| name.trim_matches('"'));
        }
    }
    Some(Part { name: name?.to_owned(), content_type, bytes: whole.get(end + 4..)?.to_vec() })
}

fn after<'b>(body: &'b [u8], mark: &[u8]) -> Option<&'b [u8]> {
    body.get(find(body, mark)? + mark.len()..)
}

fn find(body: &[u8], mark: &[u8]) -> Option<usize> {
    body.windows(mark.len()).position(|window| window == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_taken_apart() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"messaging_product\"\r\n\r\nwhatsapp\r\n--x\r\n\
            content-disposition: form-data; name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n\
            \x00\r\n--y\r\n\x01\r\n--x--\r\n";
        let parts = parts("multipart/form-data; boundary=\"x\"", body).unwrap();
        assert_eq!((parts[0].name.as_str(), parts[0].bytes.as_slice()), ("messaging_product", &b"whatsapp"[..]));
        assert_eq!((parts[1].name.as_str(), parts[1].content_type.as_deref()), ("file", Some("image/png")));
        assert_eq!(parts[1].bytes, b"\x00\r\n--y\r\n\x01");
    }

    #[test]
    fn what_ends_too_soon_is_no_form() {
        for body in [&b""[..], b"--x", b"--x\r\n\r\n", b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb"] {
            assert_eq!(parts("multipart/form-data; boundary=x", body), None);
        }
        assert_eq!(parts("multipart/form-data", b"--x--"), None);
    }
}
