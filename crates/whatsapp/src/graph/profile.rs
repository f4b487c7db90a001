//! The business profile of a number (`/{number}/whatsapp_business_profile`; Meta, "Business profiles").

use domain::profile::{Change, Field, Profile, Published, Vertical};
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::pace::Scope;
use super::request::{Call, confirmed, read};
use super::{AccessToken, Graph, GraphError, Handle};
use crate::wire::{List, Nested, Text};

const FIELDS: &str = "about,address,description,email,profile_picture_url,websites,vertical";

impl Graph {
    /// The profile as Meta has it.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn business_profile(&self, number: &str, token: &AccessToken) -> Result<Published, GraphError> {
        let call = Call::get(&[number, "whatsapp_business_profile"], token, Scope::Object(number));
        let body = self.send(&call.query("fields", FIELDS)).await?;
        let wire: ListWire<'_> = read(&body)?;
        // A number that nobody has written anything about has no entry.
        Ok(wire.data.objects().next().map(EntryWire::published).unwrap_or_default())
    }

    /// Writes the fields of `profile` that these changes name, and the picture that was uploaded; everything else
    /// stays as Meta has it.
    ///
    /// # Errors
    /// [`GraphError`]; [`profile_field_of`] tells the field that Meta blames.
    pub async fn write_business_profile(
        &self,
        number: &str,
        profile: &Profile,
        changes: &[Change],
        picture: Option<&Handle>,
        token: &AccessToken,
    ) -> Result<(), GraphError> {
        let mut body = Map::new();
        body.insert("messaging_product".to_owned(), "whatsapp".into());
        for change in changes {
            body.insert(wire_name(change.field).to_owned(), wire_value(profile, change.field));
        }
        if let Some(Handle(handle)) = picture {
            body.insert(wire_name(Field::Picture).to_owned(), handle.as_str().into());
        }
        let path = [number, "whatsapp_business_profile"];
        let call = Call::new(Method::POST, &path, token, Scope::Object(number)).json(&Value::Object(body));
        confirmed(&self.send(&call).await?, "the profile was not written")
    }
}

/// The field that an error is about, where Meta names one: the parameter that it blames, or that its words begin with.
pub fn profile_field_of(error: &GraphError) -> Option<Field> {
    let blamed = error.blame.iter().map(String::as_str);
    let texts = [error.details.as_deref(), Some(error.message.as_str()), error.user_message.as_deref()];
    blamed.chain(texts.into_iter().flatten()).find_map(named)
}

/// The one field whose parameter stands in a text.
fn named(text: &str) -> Option<Field> {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '[' && c != ']');
    words.find_map(|word| match word {
        "websites[1]" => Some(Field::SecondWebsite),
        "websites[0]" => Some(Field::FirstWebsite),
        word => Field::ALL.iter().copied().find(|field| wire_name(*field) == word),
    })
}

const fn wire_name(field: Field) -> &'static str {
    match field {
        Field::About => "about",
        Field::Description => "description",
        Field::Vertical => "vertical",
        Field::Address => "address",
        Field::Email => "email",
        Field::FirstWebsite | Field::SecondWebsite => "websites",
        Field::Picture => "profile_picture_handle",
    }
}

fn wire_value(profile: &Profile, field: Field) -> Value {
    match field {
        Field::FirstWebsite | Field::SecondWebsite => {
            json!(profile.websites.iter().filter(|website| !website.is_empty()).collect::<Vec<_>>())
        }
        other => profile.text(other).into(),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ListWire<'a> {
    #[serde(borrow)]
    data: List<Nested<EntryWire<'a>>>,
}

/// An entry; older answers have one more object around the fields.
#[derive(Deserialize, Default)]
#[serde(default)]
struct EntryWire<'a> {
    #[serde(borrow)]
    business_profile: Nested<FieldsWire<'a>>,
    #[serde(flatten, borrow)]
    fields: FieldsWire<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct FieldsWire<'a> {
    #[serde(borrow)]
    about: Text<'a>,
    #[serde(borrow)]
    address: Text<'a>,
    #[serde(borrow)]
    description: Text<'a>,
    #[serde(borrow)]
    email: Text<'a>,
    #[serde(borrow)]
    profile_picture_url: Text<'a>,
    #[serde(borrow)]
    websites: List<Text<'a>>,
    #[serde(borrow)]
    vertical: Text<'a>,
}

impl EntryWire<'_> {
    fn published(&self) -> Published {
        self.business_profile.0.as_ref().unwrap_or(&self.fields).published()
    }
}

impl FieldsWire<'_> {
    fn published(&self) -> Published {
        let mut websites = self.websites.0.iter().map(Text::or_empty).filter(|website| !website.is_empty());
        let mut next = || websites.next().unwrap_or_default();
        let profile = Profile {
            about: self.about.or_empty(),
            description: self.description.or_empty(),
            vertical: self.vertical.get().and_then(Vertical::chosen),
            address: self.address.or_empty(),
            email: self.email.or_empty(),
            websites: [next(), next()],
        };
        Published { profile, picture: self.profile_picture_url.owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(json: &str) -> Published {
        let wire: ListWire<'_> = serde_json::from_str(json).unwrap();
        wire.data.objects().next().map(EntryWire::published).unwrap_or_default()
    }

    #[test]
    fn both_shapes_are_read() {
        let fields = r#""about":"Succulent specialists!","email":"lucky@luckyshrub.com","vertical":"RETAIL",
            "websites":["https://www.luckyshrub.com/"],"profile_picture_url":"https://pps.whatsapp.net/v/t61"#;
        for json in [
            format!(r#"{{"data":[{{"messaging_product":"whatsapp",{fields}"}}]}}"#),
            format!(r#"{{"data":[{{"business_profile":{{{fields}"}}}}]}}"#),
        ] {
            let read = published(&json);
            assert_eq!(read.profile.about, "Succulent specialists!");
            assert_eq!(read.profile.vertical, Some(Vertical::Retail));
            assert_eq!(read.profile.websites, ["https://www.luckyshrub.com/".to_owned(), String::new()]);
            assert_eq!(read.picture.as_deref(), Some("https://pps.whatsapp.net/v/t61"));
        }
    }

    #[test]
    fn what_is_missing_or_odd_is_empty() {
        for json in [
            r#"{"data":[]}"#,
            r#"{"data":[{"messaging_product":"whatsapp"}]}"#,
            r#"{"data":[{"about":7,"websites":"x","vertical":"UNDEFINED","email":null}]}"#,
            r#"{}"#,
        ] {
            assert_eq!(published(json).profile.vertical, None, "{json}");
            assert_eq!(published(json).profile.email, "", "{json}");
        }
    }

    #[test]
    fn the_field_that_meta_names_is_found() {
        for (text, expected) in [
            ("(#100) Param about must be at most 139 characters", Some(Field::About)),
            ("(#100) Param websites[1] must be a URL", Some(Field::SecondWebsite)),
            ("(#100) Param vertical must be one of {UNDEFINED, OTHER}", Some(Field::Vertical)),
            ("(#100) Invalid profile_picture_handle", Some(Field::Picture)),
            ("(#131000) Something went wrong", None),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }
}
