//! How mails leave: over SMTP, or into the log where none is configured.

use std::time::{Duration, UNIX_EPOCH};

use domain::Timestamp;
use domain::email::Email;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

/// How long one conversation with the mail server may take.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Sends mails.
#[derive(Clone)]
pub enum Mailer {
    /// Over SMTP.
    Smtp(Box<Smtp>),
    /// Into the log, text and links included: for trying the hub out and for whoever has no mail server.
    Log,
}

/// A mail server and whom mails are from.
#[derive(Clone)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why the settings for mail cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The server's address.
    #[error(
        "the mail server is given as smtps://user:password@host or smtp://user:password@host:587?tls=required: {0}"
    )]
    Server(#[source] lettre::transport::smtp::Error),
    /// The sender.
    #[error("the sender of mails is an address such as `Partner Hub <hub@example.com>`")]
    From,
}

/// Why a mail was not sent.
#[derive(Debug, thiserror::Error)]
#[error("{cause}")]
pub struct SendError {
    /// What the server or the network said.
    pub cause: String,
    /// Whether another try is worth it.
    pub again: Again,
}

/// Whether a mail is worth another try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// The reason may pass.
    Later,
    /// The server refused for good (RFC 5321, 4.2.1: 5yz).
    Never,
}

impl Mailer {
    /// Over SMTP: `smtps://…` encrypts from the start, `smtp://…?tls=required` after STARTTLS. Nothing is sent yet.
    ///
    /// # Errors
    /// An address or a sender that cannot be read.
    pub fn smtp(server: &str, from: &str) -> Result<Self, MailError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(server)
            .map_err(MailError::Server)?
            .timeout(Some(TIME_LIMIT))
            .build();
        let from = from.parse().map_err(|_| MailError::From)?;
        Ok(Self::Smtp(Box::new(Smtp { transport, from })))
    }

    /// Whether the mail server answers; always with [`Mailer::Log`].
    ///
    /// # Errors
    /// What the server or the network said.
    pub async fn check(&self) -> Result<(), SendError> {
        let Mailer::Smtp(smtp) = self else { return Ok(()) };
        match smtp.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(SendError { cause: "the mail server does not answer".to_owned(), again: Again::Later }),
            Err(error) => Err(error.into()),
        }
    }

    /// Sends one mail in plain text.
    ///
    /// # Errors
    /// What the server or the network said.
    pub async fn send(&self, to: &Email, subject: &str, text: &str, at: Timestamp) -> Result<(), SendError> {
        let smtp = match self {
            Mailer::Smtp(smtp) => smtp,
            Mailer::Log => {
                tracing::info!(mail.to = %to, mail.subject = subject, "Mail to {to}: {subject}\n{text}");
                return Ok(());
            }
        };
        let never = |error: &dyn std::fmt::Display| SendError { cause: error.to_string(), again: Again::Never };
        let recipient = Mailbox::new(None, to.as_str().parse().map_err(|error| never(&error))?);
        let date = UNIX_EPOCH + Duration::from_millis(u64::try_from(at.millis()).unwrap_or_default());
        let message = Message::builder()
            .from(smtp.from.clone())
            .to(recipient)
            .date(date)
            .message_id(None)
            .subject(subject)
            .header(ContentType::TEXT_PLAIN)
            .body(text.to_owned())
            .map_err(|error| never(&error))?;
        smtp.transport.send(message).await?;
        Ok(())
    }
}

impl From<lettre::transport::smtp::Error> for SendError {
    fn from(error: lettre::transport::smtp::Error) -> Self {
        let again = if error.is_permanent() { Again::Never } else { Again::Later };
        let mut cause = error.to_string();
        if let Some(source) = std::error::Error::source(&error) {
            cause = format!("{cause}: {source}");
        }
        Self { cause, again }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn servers_and_senders_are_checked_at_the_start() {
        assert!(Mailer::smtp("smtps://anna:secret@mail.example.com", "Partner Hub <hub@example.com>").is_ok());
        assert!(Mailer::smtp("smtp://127.0.0.1:2525", "hub@example.com").is_ok());
        assert!(matches!(Mailer::smtp("https://mail.example.com", "hub@example.com"), Err(MailError::Server(_))));
        assert!(matches!(Mailer::smtp("smtp://127.0.0.1", "nobody"), Err(MailError::From)));
    }
}
