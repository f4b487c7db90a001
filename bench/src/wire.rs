//! HTTP/1.1 answers (RFC 9112) as they come off the wire, with as little work as possible: the load comes from the
//! same cores that answer it.

/// An answer that is being read.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// Status line and headers.
    head: Vec<u8>,
    /// The body, where it is kept.
    body: Vec<u8>,
    /// Bytes of the body so far.
    length: u64,
    keep: Keep,
    state: State,
}

/// Whether the body is needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// Only counted.
    #[default]
    Length,
    /// Kept.
    Body,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Head,
    Sized(u64),
    ChunkHead(u64, Digits),
    Chunk(u64),
    /// The line break after a chunk.
    ChunkEnd,
    /// After the last chunk: lines up to an empty one.
    Trailer(u64),
    UntilClosed,
    Done,
}

/// Whether the hexadecimal digits of a chunk's size go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Digits {
    GoOn,
    Over,
}

impl Answer {
    /// Nothing read yet.
    pub fn new(keep: Keep) -> Self {
        Self { keep, ..Self::default() }
    }

    /// Whether all of it has come.
    pub fn is_done(&self) -> bool {
        self.state == State::Done
    }

    /// Bytes of the body so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The status code; 0 for what is no answer.
    pub fn status(&self) -> u16 {
        std::str::from_utf8(self.head.get(9..12).unwrap_or_default())
            .ok()
            .and_then(|code| code.parse().ok())
            .unwrap_or(0)
    }

    /// The value of a header, and of the same header again.
    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let head = std::str::from_utf8(&self.head).unwrap_or_default();
        head.split("\r\n")
            .filter_map(|line| line.split_once(':'))
            .filter(move |(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body.
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Takes the body that came since the last time.
    pub fn take_body(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.body)
    }

    /// The connection was closed: the end of an answer that says nothing of its length.
    pub fn close(&mut self) {
        if self.state == State::UntilClosed {
            self.state = State::Done;
        }
    }

    /// Reads on.
    pub fn feed(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() && self.state != State::Done {
            bytes = match self.state {
                State::Head => self.feed_head(bytes),
                State::Sized(left) => {
                    let rest = self.take(bytes, left);
                    let left = left - (bytes.len() - rest.len()) as u64;
                    self.state = if left == 0 { State::Done } else { State::Sized(left) };
                    rest
                }
                State::Chunk(left) => {
                    let rest = self.take(bytes, left);
                    let left = left - (bytes.len() - rest.len()) as u64;
                    self.state = if left == 0 { State::ChunkEnd } else { State::Chunk(left) };
                    rest
                }
                State::UntilClosed => self.take(bytes, u64::MAX),
                State::ChunkHead(..) | State::ChunkEnd | State::Trailer(_) | State::Done => {
                    self.feed_byte(bytes[0]);
                    &bytes[1..]
                }
            };
        }
    }

    fn take<'b>(&mut self, bytes: &'b [u8], at_most: u64) -> &'b [u8] {
        let length = bytes.len().min(usize::try_from(at_most).unwrap_or(usize::MAX));
        let (taken, rest) = bytes.split_at(length);
        self.length += taken.len() as u64;
        if self.keep == Keep::Body {
            self.body.extend_from_slice(taken);
        }
        rest
    }

    fn feed_head<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let before = self.head.len();
        self.head.extend_from_slice(bytes);
        let from = before.saturating_sub(3);
        let Some(end) = self.head[from..].windows(4).position(|window| window == b"\r\n\r\n") else { return &[] };
        let end = from + end + 4;
        self.head.truncate(end);
        let length = self.headers("content-length").next().and_then(|length| length.parse().ok());
        let chunked = self.headers("transfer-encoding").any(|coding| coding.eq_ignore_ascii_case("chunked"));
        self.state = match (chunked, length) {
            (true, _) => State::ChunkHead(0, Digits::GoOn),
            (false, Some(0)) => State::Done,
            (false, Some(length)) => State::Sized(length),
            (false, None) if matches!(self.status(), 204 | 304) => State::Done,
            (false, None) => State::UntilClosed,
        };
        &bytes[end - before..]
    }

    fn feed_byte(&mut self, byte: u8) {
        self.state = match self.state {
            State::ChunkHead(0, _) if byte == b'\n' => State::Trailer(0),
            State::ChunkHead(size, _) if byte == b'\n' => State::Chunk(size),
            State::ChunkHead(size, Digits::GoOn) => match char::from(byte).to_digit(16) {
                Some(digit) => State::ChunkHead(size * 16 + u64::from(digit), Digits::GoOn),
                None => State::ChunkHead(size, Digits::Over),
            },
            State::ChunkEnd if byte == b'\n' => State::ChunkHead(0, Digits::GoOn),
            State::Trailer(0) if byte == b'\n' => State::Done,
            State::Trailer(_) if byte == b'\n' => State::Trailer(0),
            State::Trailer(letters) if byte != b'\r' => State::Trailer(letters + 1),
            state => state,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, step: usize) -> Answer {
        let mut answer = Answer::new(Keep::Body);
        for piece in text.as_bytes().chunks(step) {
            answer.feed(piece);
        }
        answer
    }

    #[test]
    fn answers_are_read_however_they_are_cut() {
        for step in [1, 2, 3, 7, 1000] {
            let sized =
                read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\n\r\nhello", step);
            assert!(sized.is_done());
            assert_eq!((sized.status(), sized.text().as_str(), sized.length()), (200, "hello", 5));
            assert_eq!(sized.headers("set-cookie").collect::<Vec<_>>(), ["a=1", "b=2"]);

            let chunked = read(
                "HTTP/1.1 404 No\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\nb;x=1\r\n world, you\r\n0\r\nA: b\r\n\r\n",
                step,
            );
            assert!(chunked.is_done(), "{step}");
            assert_eq!((chunked.status(), chunked.text().as_str()), (404, "hello world, you"));

            assert!(read("HTTP/1.1 303 See Other\r\ncontent-length: 0\r\n\r\n", step).is_done());
            assert!(!read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", step).is_done());
        }
    }
}
