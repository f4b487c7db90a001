//! Templates of an account (`GET /{waba}/message_templates`, `GET /{template}`; Meta, "Templates", "Template
//! management").

use domain::templates::TemplateFacts;
use serde::Deserialize;
use serde_json::Value;

use super::fields::{Asked, FieldList};
use super::pace::Scope;
use super::paging::{self, Cursor, Page, Unreadable};
use super::request::{Call, malformed, read};
use super::{AccessToken, Graph, GraphError};
use crate::template;
use crate::wire::{List, Text};

const FIELDS: FieldList = FieldList {
    node: "template",
    full: &[
        "id",
        "name",
        "language",
        "category",
        "status",
        "components",
        "parameter_format",
        "quality_score",
        "rejected_reason",
        "previous_category",
        "last_updated_time",
        "message_send_ttl_seconds",
        "sub_category",
        "display_format",
        "cta_url_link_tracking_opted_out",
    ],
    base: &["id", "name", "language", "category", "status", "components", "previous_category"],
};

/// See [`Graph::phone_numbers`]: a page whose answer grows too large for Meta is asked for in parts.
const PAGE_SIZE: &str = "100";
const SMALL_PAGE_SIZE: &str = "20";

impl Graph {
    /// One page of an account's templates: the first, or the one that `cursor` points to. A template that cannot be
    /// read does not spoil the page; it is named in [`Page::unreadable`].
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn templates(
        &self,
        waba: &str,
        cursor: Option<&Cursor>,
        token: &AccessToken,
    ) -> Result<Page<TemplateFacts>, GraphError> {
        self.page(Call::get(&[waba, "message_templates"], token, Scope::Object(waba)), cursor).await
    }

    /// The languages of one template, whatever their status: what became of a creation whose answer was lost.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn templates_named(
        &self,
        waba: &str,
        name: &str,
        token: &AccessToken,
    ) -> Result<Vec<TemplateFacts>, GraphError> {
        let call = Call::get(&[waba, "message_templates"], token, Scope::Object(waba)).query("name", name);
        let (mut found, mut cursor) = (Vec::new(), None);
        loop {
            let page = self.page(call.clone(), cursor.as_ref()).await?;
            // Meta may find names that only contain this one.
            found.extend(page.items.into_iter().filter(|facts| facts.template.name == name));
            cursor = page.next;
            if cursor.is_none() {
                return Ok(found);
            }
        }
    }

    /// What Meta says about a template.
    ///
    /// # Errors
    /// [`GraphError`]; of kind `Malformed` when the answer has no template.
    pub async fn template(&self, id: &str, token: &AccessToken) -> Result<TemplateFacts, GraphError> {
        let call = Call::get(&[id], token, Scope::Object(id));
        let (body, _) = self.send_for_fields(&call, &FIELDS, Asked::Full).await?;
        let node: Value = read(&body)?;
        template::facts_of(&node, Some(id)).map_err(|error| malformed(&error.to_string()))
    }

    async fn page(&self, mut call: Call<'_>, cursor: Option<&Cursor>) -> Result<Page<TemplateFacts>, GraphError> {
        if let Some(cursor) = cursor {
            call = call.query("after", cursor.after());
        }
        let asked = cursor.map_or(Asked::Full, Cursor::asked);
        let whole = self.send_for_fields(&call.clone().query("limit", PAGE_SIZE), &FIELDS, asked).await;
        let (body, asked) = match whole {
            Err(error) if error.code == Some(1) && error.message.contains("reduce the amount of data") => {
                self.send_for_fields(&call.query("limit", SMALL_PAGE_SIZE), &FIELDS, asked).await?
            }
            whole => whole?,
        };
        let wire: ListWire<'_> = read(&body)?;
        let mut page = Page { items: Vec::new(), unreadable: Vec::new(), next: wire.paging.next(cursor, asked)? };
        for node in &wire.data.0 {
            match template::facts(node) {
                Ok(facts) => page.items.push(facts),
                Err(error) => page.unreadable.push(unreadable(node, error.to_string())),
            }
        }
        Ok(page)
    }
}

fn unreadable(node: &Value, reason: String) -> Unreadable {
    let text = |name: &str| node.get(name).and_then(|value| Text::deserialize(value).ok()?.owned());
    Unreadable { id: text("id"), number: text("name"), reason }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ListWire<'a> {
    data: List<Value>,
    #[serde(borrow)]
    paging: paging::Wire<'a>,
}
