//! Templates between Meta's JSON and the model (Meta, "Templates", "Template components").
//!
//! Reading takes what Meta writes in either case and in both shapes of its documents; writing is exact: upper case,
//! nested `body_text`, lists where Meta's live examples have lists. What the model has no place for stays where it
//! stood, in `extra` or as a part of its own, and is written back untouched.

mod button;
mod carousel;
mod component;
mod example;
mod fields;
mod header;
mod moment;
mod node;
mod send;

use domain::templates::{Category, Content, Language, ParameterFormat, Template, TemplateFacts};
use serde_json::{Map, Value};

use fields::Fields;

pub use send::{
    ButtonValue, HeaderValue, MediaSource, MediaValue, MissingValue, PartValues, SendComponents, SendValues,
    send_components,
};

/// Why a template cannot be read. Nothing else is refused: a part that is damaged is kept as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableTemplate {
    /// Something else than an object.
    #[error("a template is a JSON object")]
    NotAnObject,
    /// Without this field there is no template.
    #[error("the template has no {0}")]
    Missing(&'static str),
}

/// Reads a template: the body of a creation, or a node as Graph answers it. What only Graph writes, such as the
/// status, is left out.
///
/// # Errors
/// Without a name, a language or a category.
pub fn read(value: &Value) -> Result<Template, UnreadableTemplate> {
    let mut fields = Fields::of(value).ok_or(UnreadableTemplate::NotAnObject)?;
    let name = fields.text("name").ok_or(UnreadableTemplate::Missing("name"))?;
    let language = fields.text("language").ok_or(UnreadableTemplate::Missing("language"))?;
    let category = fields.code("category").ok_or(UnreadableTemplate::Missing("category"))?;
    Ok(Template {
        name,
        language: Language::from_wire(&language),
        category: Category::from(category),
        content: content(fields),
    })
}

/// Reads a template with what Meta says of it.
///
/// # Errors
/// Without an id, a name, a language or a category.
pub fn facts(node: &Value) -> Result<TemplateFacts, UnreadableTemplate> {
    node::facts(node, None)
}

pub(crate) use node::facts as facts_of;

/// Reads what a template says, and its category where it is named: the body of an edit.
pub fn read_edit(value: &Value) -> Result<(Content, Option<Category>), UnreadableTemplate> {
    let mut fields = Fields::of(value).ok_or(UnreadableTemplate::NotAnObject)?;
    let category = fields.code("category").map(Category::from);
    for name in ["name", "language"] {
        fields.take(name);
    }
    Ok((content(fields), category))
}

/// The body of a creation (`POST /{waba}/message_templates`). A sample that is only an address is written as it
/// stands, and refused by Meta: upload it first.
pub fn write(template: &Template) -> Value {
    let Template { name, language, category, content } = template;
    let mut body = content.extra.clone();
    body.insert("name".to_owned(), name.as_str().into());
    body.insert("language".to_owned(), language.code().into());
    body.insert("category".to_owned(), category.code().into());
    if let Some(format) = &content.parameter_format {
        body.insert("parameter_format".to_owned(), format.code().into());
    }
    put_content(&mut body, content);
    Value::Object(body)
}

/// The body of an edit (`POST /{template}`), which replaces all parts: Meta takes parts, lifetime and category, and
/// whether taps on links are counted. How parameters are written is said where they have names, since the parts
/// cannot be read without it.
pub fn write_edit(content: &Content, category: Option<&Category>) -> Value {
    let mut body = Map::new();
    if let Some(category) = category {
        body.insert("category".to_owned(), category.code().into());
    }
    if content.is_named() {
        body.insert("parameter_format".to_owned(), ParameterFormat::Named.code().into());
    }
    if let Some(opted_out) = content.extra.get(LINK_TRACKING) {
        body.insert(LINK_TRACKING.to_owned(), opted_out.clone());
    }
    put_content(&mut body, content);
    Value::Object(body)
}

const LINK_TRACKING: &str = "cta_url_link_tracking_opted_out";

fn put_content(body: &mut Map<String, Value>, content: &Content) {
    if !content.components.is_empty() {
        body.insert("components".to_owned(), component::write_all(&content.components));
    }
    if let Some(seconds) = content.ttl_seconds {
        body.insert("message_send_ttl_seconds".to_owned(), seconds.into());
    }
}

/// What is left after name, language and category.
fn content(mut fields: Fields) -> Content {
    node::leave_out(&mut fields);
    Content {
        parameter_format: fields.code("parameter_format").map(ParameterFormat::from),
        components: fields.objects("components", component::read).unwrap_or_default(),
        ttl_seconds: fields.int("message_send_ttl_seconds"),
        extra: fields.rest(),
    }
}
