//! `POST /{waba}/message_templates` (Templates: creation; parameters as in Meta's business SDK).

use serde_json::{Value, json};

use crate::changes::template::event;
use crate::graph::call::Call;
use crate::graph::error::GraphError;
use crate::rules::parameters::Format;
use crate::rules::{self, CATEGORIES, Draft, Refusal, languages, normal};
use crate::state::World;
use crate::state::schedule::Job;
use crate::state::template::{CategoryChoice, Template};

/// What a creation may name beside its contents; it is kept as it comes.
const KEPT: &[&str] = &[
    "bid_spec",
    "creative_sourcing_spec",
    "cta_url_link_tracking_opted_out",
    "degrees_of_freedom_spec",
    "display_format",
    "is_primary_device_delivery_only",
    "library_template_body_inputs",
    "library_template_button_inputs",
    "library_template_name",
    "send_type",
];

pub(crate) fn post(call: &Call<'_>, waba_id: &str) -> Result<Value, GraphError> {
    let now = call.shared().now();
    let name = call.params.required("name")?;
    let language = language(&call.params.required("language")?)?;
    let category = category(&call.params.required("category")?)?;
    let format = parameter_format(call.params.text("parameter_format").as_deref())?;
    let library = call.params.text("library_template_name");
    let mut components = match (components(call)?, &library) {
        (Some(components), _) => components,
        (None, Some(name)) => from_library(name),
        (None, None) => return Err(GraphError::missing_parameter("components")),
    };
    rules::check_name(&name)?;

    let mut world = call.shared().world();
    let waba = world.waba(waba_id)?;
    let most = world.most_templates(waba);
    let count = waba.templates.len();
    check_free(&world, waba_id, &name, &language, now)?;
    if library.is_none() {
        rules::check(&Draft { category: &category, format, components: &components, media: &world.media })?;
    }
    let ttl = ttl(call, &category)?;
    if count >= most {
        return Err(Refusal::limit(most).into());
    }
    if !world.names.may_create(waba_id, now) {
        return Err(GraphError::template_rate_limit());
    }
    normal::keep_files(&mut components, &world.media);
    if category == "AUTHENTICATION" {
        normal::complete_authentication(&mut components);
    }
    let id = world.new_id();
    let mut template = Template::new(&id, waba_id, &name, &language, &category, now);
    template.components = components;
    template.parameter_format = match format {
        Format::Positional => "POSITIONAL".to_owned(),
        Format::Named => "NAMED".to_owned(),
    };
    template.ttl = ttl;
    template.sub_category = call.params.text("sub_category").map(|text| text.to_ascii_uppercase());
    if call.params.text("allow_category_change").as_deref() == Some("true") {
        template.category_choice = CategoryChoice::ByMeta;
    }
    for (name, value) in call.params.all().filter(|(name, _)| KEPT.contains(name)) {
        template.kept.insert(name.to_owned(), value.clone());
    }
    world.add_template(template);
    if library.is_some() {
        // What comes from the library needs no review (Template library).
        let updates = event::approve(&mut world, &id, now)?;
        drop(world);
        call.handle.publish(&updates);
        return Ok(json!({ "id": id, "status": "APPROVED", "category": category }));
    }
    let due = now + call.shared().template_review_delay();
    world.schedule.add(due, Job::Review { template_id: id.clone(), revision: 0 });
    Ok(json!({ "id": id, "status": "PENDING", "category": category }))
}

/// The components of a creation or an edit, as Meta will answer them.
pub(super) fn components(call: &Call<'_>) -> Result<Option<Vec<Value>>, GraphError> {
    match call.params.json("components") {
        Some(Value::Array(items)) => Ok(Some(normal::components(items))),
        Some(Value::Null) => Ok(None),
        None if call.params.text("components").is_none() => Ok(None),
        _ => Err(GraphError::invalid_parameter("Param components must be an array.")),
    }
}

/// A category of today's; those of before 2023 are refused.
pub(super) fn category(text: &str) -> Result<String, GraphError> {
    let upper = text.to_ascii_uppercase();
    if CATEGORIES.contains(&upper.as_str()) {
        return Ok(upper);
    }
    let list = CATEGORIES.join(", ");
    Err(GraphError::invalid_parameter(&format!("Param category must be one of {{{list}}} - got \"{text}\".")))
}

pub(super) fn ttl(call: &Call<'_>, category: &str) -> Result<Option<i64>, GraphError> {
    let Some(text) = call.params.text("message_send_ttl_seconds") else {
        return Ok(None);
    };
    let seconds =
        text.parse().map_err(|_| GraphError::invalid_parameter("Param message_send_ttl_seconds must be an integer"))?;
    rules::check_ttl(category, seconds)?;
    Ok(Some(seconds))
}

fn language(code: &str) -> Result<String, GraphError> {
    if languages::CODES.contains(&code) {
        return Ok(code.to_owned());
    }
    let list = languages::CODES.join(", ");
    Err(GraphError::invalid_parameter(&format!("Param language must be one of {{{list}}} - got \"{code}\".")))
}

fn parameter_format(text: Option<&str>) -> Result<Format, GraphError> {
    let text = text.unwrap_or("POSITIONAL");
    Format::of(text).ok_or_else(|| {
        GraphError::invalid_parameter(&format!(
            "Param parameter_format must be one of {{NAMED, POSITIONAL}} - got \"{text}\"."
        ))
    })
}

/// A name is there once in each language, and not for a while after it was deleted.
fn check_free(world: &World, waba_id: &str, name: &str, language: &str, now: i64) -> Result<(), GraphError> {
    let same = world.templates_of(waba_id).find(|other| other.name == name && other.language == language);
    match same.map(|other| other.status.as_str()) {
        Some("PENDING_DELETION") => return Err(Refusal::being_deleted(language).into()),
        Some(_) => return Err(Refusal::exists(language).into()),
        None => {}
    }
    if world.names.is_locked(waba_id, name, language, now) {
        return Err(Refusal::being_deleted(language).into());
    }
    Ok(())
}

/// The simulator has no library; a body stands for what would be in it.
fn from_library(name: &str) -> Vec<Value> {
    vec![json!({ "type": "BODY", "text": format!("This is the library template {}.", name.replace('_', " ")) })]
}
