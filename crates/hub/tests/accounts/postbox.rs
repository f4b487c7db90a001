//! A mail server on loopback that keeps what it gets, or refuses it.

use std::sync::{Arc, Mutex};

use hub::mail::Mailer;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

#[derive(Clone, Debug)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    pub text: String,
}

impl Letter {
    /// The last part of the link in it.
    pub fn token(&self) -> &str {
        let link = self.text.lines().find(|line| line.starts_with("https://hub.example.com/")).expect("a link");
        link.rsplit('/').next().unwrap().trim_end()
    }
}

#[derive(Clone)]
pub struct Postbox {
    address: String,
    letters: Arc<Mutex<Vec<Letter>>>,
    refusal: Arc<Mutex<Option<&'static str>>>,
}

impl Postbox {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let postbox = Self { address, letters: Arc::default(), refusal: Arc::default() };
        let serving = postbox.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serving.clone().talk(stream));
            }
        });
        postbox
    }

    pub fn mailer(&self) -> Mailer {
        Mailer::smtp(&format!("smtp://{}", self.address), "Partner Hub <hub@example.com>").unwrap()
    }

    /// Answers every recipient like this from now on.
    pub fn refuse(&self, answer: Option<&'static str>) {
        *self.refusal.lock().unwrap() = answer;
    }

    pub fn letters(&self) -> Vec<Letter> {
        self.letters.lock().unwrap().clone()
    }

    /// The newest letter to this address.
    pub fn last_to(&self, address: &str) -> Letter {
        self.letters().into_iter().rfind(|letter| letter.to == address).expect("a letter")
    }

    async fn talk(self, mut stream: TcpStream) {
        let (from_client, mut to_client) = stream.split();
        let mut lines = BufReader::new(from_client).lines();
        let mut to = String::new();
        to_client.write_all(b"220 postbox\r\n").await.unwrap();
        while let Ok(Some(line)) = lines.next_line().await {
            let command = line.to_ascii_uppercase();
            let mut answer = "250 ok";
            let refusal = *self.refusal.lock().unwrap();
            if command.starts_with("EHLO") {
                answer = "250 postbox";
            } else if let Some(address) = line.strip_prefix("RCPT TO:<") {
                address.split('>').next().unwrap().clone_into(&mut to);
                answer = refusal.unwrap_or(answer);
            } else if command == "DATA" {
                to_client.write_all(b"354 go on\r\n").await.unwrap();
                let mut message = Vec::new();
                while let Ok(Some(line)) = lines.next_line().await {
                    if line == "." {
                        break;
                    }
                    message.push(line);
                }
                self.keep(&to, &message);
            } else if command == "QUIT" {
                let _ = to_client.write_all(b"221 bye\r\n").await;
                return;
            }
            to_client.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
        }
    }

    fn keep(&self, to: &str, message: &[String]) {
        let end = message.iter().position(String::is_empty).expect("an empty line after the head");
        let subject = message[..end].iter().find_map(|line| line.strip_prefix("Subject: ")).expect("a subject");
        let text = readable(&message[end + 1..].join("\n"));
        let letter = Letter { to: to.to_owned(), subject: subject.to_owned(), text };
        self.letters.lock().unwrap().push(letter);
    }
}

/// Undoes quoted-printable (RFC 2045, 6.7), which long lines such as links are sent in.
fn readable(text: &str) -> String {
    let joined = text.replace("=\n", "");
    let mut pieces = joined.split('=');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        let (code, rest) = piece.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).expect("two hexadecimal digits"));
        bytes.extend(rest.as_bytes());
    }
    String::from_utf8(bytes).expect("text")
}
