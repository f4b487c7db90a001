//! One connection, one request after the other.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use crate::Failure;
use crate::wire::{Answer, Keep};

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A keep-alive connection.
pub struct Client {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// A download that is being read.
pub struct Download {
    /// From the request to the first byte of the body.
    pub first_byte: Duration,
    /// From the request to the last byte.
    pub whole: Duration,
    /// Line feeds in the body.
    pub lines: u64,
    /// Bytes.
    pub bytes: u64,
    /// Status code.
    pub status: u16,
}

impl Client {
    /// Connects.
    ///
    /// # Errors
    /// Nobody listens.
    pub fn connect(address: SocketAddr) -> Result<Self, Failure> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream, buffer: vec![0; 256 * 1024] })
    }

    /// Sends a request and reads all of the answer.
    ///
    /// # Errors
    /// The connection breaks.
    pub fn send(&mut self, request: &[u8], keep: Keep) -> Result<Answer, Failure> {
        self.stream.write_all(request)?;
        let mut answer = Answer::new(keep);
        while !answer.is_done() {
            match self.stream.read(&mut self.buffer)? {
                0 => {
                    answer.close();
                    if !answer.is_done() {
                        return Err("the server closed the connection within an answer".into());
                    }
                }
                read => answer.feed(&self.buffer[..read]),
            }
        }
        Ok(answer)
    }

    /// Sends a request and counts the lines of the answer; `watch` is called now and then while it comes.
    ///
    /// # Errors
    /// The connection breaks.
    pub fn download(&mut self, request: &[u8], mut watch: impl FnMut()) -> Result<Download, Failure> {
        let begun = Instant::now();
        self.stream.write_all(request)?;
        let mut answer = Answer::new(Keep::Body);
        let mut first_byte = None;
        let mut lines = 0;
        let mut reads = 0_u32;
        while !answer.is_done() {
            let read = self.stream.read(&mut self.buffer)?;
            if read == 0 {
                return Err("the server closed the connection within the download".into());
            }
            answer.feed(&self.buffer[..read]);
            let body = answer.take_body();
            if !body.is_empty() {
                first_byte.get_or_insert_with(|| begun.elapsed());
            }
            lines += body.iter().filter(|byte| **byte == b'\n').count() as u64;
            reads += 1;
            if reads.is_multiple_of(64) {
                watch();
            }
        }
        let whole = begun.elapsed();
        let first_byte = first_byte.unwrap_or(whole);
        Ok(Download { first_byte, whole, lines, bytes: answer.length(), status: answer.status() })
    }
}

/// A GET request.
pub fn get(host: &str, path: &str, cookie: &str, encoding: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nAccept-Encoding: {encoding}\r\nCookie: {cookie}\r\nUser-Agent: bench\r\n\r\n")
        .into_bytes()
}

/// A form, sent as a browser does from a page of the same origin.
pub fn post_form(host: &str, path: &str, cookie: &str, fields: &[(String, String)]) -> Vec<u8> {
    let mut body = String::new();
    for (name, value) in fields {
        if !body.is_empty() {
            body.push('&');
        }
        domain::list::percent_encode(name, &mut body);
        body.push('=');
        domain::list::percent_encode(value, &mut body);
    }
    format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nAccept: text/html\r\nReferer: http://{host}/sign-in\r\nCookie: {cookie}\r\nUser-Agent: bench\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// A POST of JSON, as a program sends it.
pub fn post_json(host: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Vec<u8> {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Accept: */*\r\nContent-Type: application/json\r\nUser-Agent: bench\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
