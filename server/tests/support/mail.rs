//! Mails that wait to be sent.

use super::TestHub;

/// A mail.
#[derive(Debug, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub body: String,
}

impl Mail {
    /// The path of the first link to the hub.
    pub fn link(&self, hub: &TestHub) -> String {
        let line = self.body.lines().find(|line| line.starts_with(&hub.origin)).unwrap();
        line.strip_prefix(&hub.origin).unwrap().to_owned()
    }
}

/// The mail that was written last of those that nobody has looked at yet.
pub async fn newest_mail(hub: &TestHub) -> Option<Mail> {
    let now = hub.hub.clock.now();
    let claim = hub.hub.store.write(move |tx| Box::pin(store::mails::claim(tx, now, now.plus_seconds(86_400), 100)));
    let mail = claim.await.unwrap().into_iter().max_by_key(|mail| mail.n)?;
    let body = hub.hub.sealer.open("mail", &mail.sealed_body).unwrap();
    Some(Mail { to: mail.recipient.as_str().to_owned(), subject: mail.subject, body: String::from_utf8(body).unwrap() })
}
