//! Makes a call, and fails when the answer holds what whoever asks may not read.

use http::Method;
use url::form_urlencoded::byte_serialize;

use super::table::{Call, Takes};
use super::world::{Kind, Object, Person, World};
use crate::support::Answer;

/// What the caller makes of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A browser that shows it.
    Browser,
    /// A script or another program.
    Program,
}

impl World {
    /// Makes the call for this person, or for nobody.
    pub async fn send(&self, who: Option<&Person>, call: &Call, id: &str, reader: Reader) -> Answer {
        self.send_by(call.method.clone(), who, call, id, reader).await
    }

    /// Makes the call by another method.
    pub async fn send_by(&self, method: Method, who: Option<&Person>, call: &Call, id: &str, reader: Reader) -> Answer {
        let browser = who.map_or_else(|| self.hub.anonymous(), |person| person.browser.clone());
        let written: String = byte_serialize(id.as_bytes()).collect();
        let address = call.address.replace("{id}", &written);
        let mut ask = browser.ask(method, &address).header("origin", &self.hub.origin);
        if reader == Reader::Browser {
            ask = ask.header("accept", "text/html");
        }
        if call.method == Method::POST {
            let twice: String = byte_serialize(written.as_bytes()).collect();
            // What stands in a query that is a field is encoded twice.
            let form = call.form.replace("%3D{id}", &format!("%3D{twice}")).replace("{id}", &written);
            let kind = if form.starts_with('{') { "application/json" } else { "application/x-www-form-urlencoded" };
            ask = ask.header("content-type", kind).body(form);
        }
        let answer = match who {
            Some(person) if call.is_stream() => {
                let mut response = ask.header("last-event-id", "0").open().await;
                let (status, headers) = (response.status(), response.headers().clone());
                let mut body = String::new();
                while !hears(&body, person.last_change) {
                    body += std::str::from_utf8(&response.chunk().await.unwrap().unwrap()).unwrap();
                }
                Answer { status, headers, body }
            }
            _ => ask.send().await,
        };
        if let Some(told) = self.told(who, &answer, id) {
            let who = who.map_or_else(|| "Nobody".to_owned(), Person::title);
            panic!("{who} asked for {id} by {} {address} and was told {told}: {answer:?}", call.method);
        }
        answer
    }

    /// What an answer holds that is not for whoever asked; the id that was asked for is known already.
    pub fn told(&self, who: Option<&Person>, answer: &Answer, asked: &str) -> Option<&str> {
        let headers = answer.headers.values().filter_map(|value| value.to_str().ok());
        let mut text = headers.collect::<Vec<_>>().join("\n");
        text.push_str(&read(&answer.body));
        let foreign = self.markers.iter().filter(|marker| !who.is_some_and(|person| person.may_read(marker)));
        let mut foreign = foreign.map(|marker| marker.text.as_str()).filter(|marker| !asked.contains(marker));
        foreign.find(|marker| text.contains(marker))
    }

    /// Everything of others that a call can be asked for: all that it takes, and one of each kind that it does not.
    pub fn foreign_for(&self, person: &Person, call: &Call) -> Vec<&str> {
        let of = |kind: Kind| {
            let foreign = move |object: &&Object| object.kind == kind && !person.may_reach(object);
            self.objects.iter().filter(foreign).map(|object| object.id.as_str())
        };
        let kinds = [
            Kind::Number,
            Kind::Key,
            Kind::Template,
            Kind::Draft,
            Kind::Event,
            Kind::User,
            Kind::Session,
            Kind::Invitation,
            Kind::Organisation,
            Kind::Client,
        ];
        let one_of_each = kinds.into_iter().filter_map(|kind| of(kind).next());
        // A client is an organisation too, and has one id as both.
        let is_own = |kind: Kind, id: &str| {
            self.objects.iter().any(|object| object.kind == kind && object.id == id && person.may_reach(object))
        };
        match call.takes {
            Takes::Nothing => vec![""],
            Takes::Object(kind) => of(kind).chain(one_of_each.filter(|id| !is_own(kind, id))).collect(),
            Takes::Place(kind) => of(kind).take(3).collect(),
            Takes::Secret => one_of_each.collect(),
            Takes::Words => {
                let foreign = self.markers.iter().filter(|marker| marker.searched && !person.may_read(marker));
                foreign.map(|marker| marker.text.as_str()).collect()
            }
        }
    }

    /// What the person's own call is about; nothing where no id of the world fits.
    pub fn own_for(&self, person: &Person, call: &Call) -> Option<&str> {
        match call.takes {
            Takes::Nothing => Some(""),
            Takes::Object(kind) | Takes::Place(kind) => Some(self.own(person, kind)),
            Takes::Words => {
                let mut own = self.markers.iter().filter(|marker| marker.searched && person.may_read(marker));
                own.next().map(|marker| marker.text.as_str())
            }
            Takes::Secret => None,
        }
    }
}

/// Whether the stream has come to this place.
fn hears(stream: &str, place: i64) -> bool {
    let ids = stream.lines().filter_map(|line| line.strip_prefix("id:"));
    stream.ends_with('\n') && ids.filter_map(|id| id.trim().parse::<i64>().ok()).any(|id| place <= id)
}

/// The characters that stand for markup, as they are read.
fn read(body: &str) -> String {
    let pairs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    pairs.into_iter().fold(body.to_owned(), |text, (written, meant)| text.replace(written, meant))
}
