//! `GET /{waba}/message_templates` (Template management: get templates; parameters as in Meta's business
//! SDK).

use serde_json::Value;

use super::node::TemplateNode;
use crate::graph::call::Call;
use crate::graph::error::GraphError;
use crate::graph::fields::select;
use crate::graph::node::asked;
use crate::graph::paging::Window;
use crate::state::template::Template;

pub(crate) fn get(call: &Call<'_>, waba_id: &str) -> Result<Value, GraphError> {
    let fields = asked(call)?;
    let window = Window::of(call)?;
    let filter = Filter::of(call)?;
    let world = call.shared().world();
    world.waba(waba_id)?;
    let ids: Vec<String> =
        world.templates_of(waba_id).filter(|template| filter.fits(template)).map(|t| t.id.clone()).collect();
    let page = window.cut(&ids)?;
    let items = page
        .ids
        .iter()
        .map(|id| select(&TemplateNode::of(call, &world, id)?, &fields))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(page.wrap(call, &format!("{waba_id}/message_templates"), window.limit, items))
}

/// What is asked for; an empty list asks for everything.
struct Filter {
    name: Option<String>,
    content: Option<String>,
    name_or_content: Option<String>,
    languages: Vec<String>,
    categories: Vec<String>,
    statuses: Vec<String>,
    scores: Vec<String>,
    since: Option<i64>,
    until: Option<i64>,
}

impl Filter {
    fn of(call: &Call<'_>) -> Result<Self, GraphError> {
        let lower = |name: &str| call.params.text(name).filter(|text| !text.is_empty()).map(|text| text.to_lowercase());
        // Meta's own examples write `status=approved`.
        let upper =
            |name: &str| call.params.list(name).iter().map(|text| text.to_ascii_uppercase()).collect::<Vec<_>>();
        let seconds = |name: &str| {
            let text = call.params.text(name);
            text.map(|text| text.parse::<i64>())
                .transpose()
                .map_err(|_| GraphError::invalid_parameter(&format!("Param {name} must be a UNIX timestamp")))
        };
        Ok(Self {
            name: lower("name"),
            content: lower("content"),
            name_or_content: lower("name_or_content"),
            languages: call.params.list("language"),
            categories: upper("category"),
            statuses: upper("status"),
            scores: upper("quality_score"),
            since: seconds("since")?,
            until: seconds("until")?,
        })
    }

    fn fits(&self, template: &Template) -> bool {
        let in_name = |text: &String| template.name.contains(text.as_str());
        let in_content = |text: &String| content(template).contains(text.as_str());
        let among = |list: &[String], value: &str| list.is_empty() || list.iter().any(|item| item == value);
        self.name.as_ref().is_none_or(in_name)
            && self.content.as_ref().is_none_or(in_content)
            && self.name_or_content.as_ref().is_none_or(|text| in_name(text) || in_content(text))
            && among(&self.languages, &template.language)
            && among(&self.categories, &template.category)
            && among(&self.statuses, &template.status)
            && among(&self.scores, &template.quality_score)
            && self.since.is_none_or(|since| template.last_updated_time >= since)
            && self.until.is_none_or(|until| template.last_updated_time <= until)
    }
}

fn content(template: &Template) -> String {
    let mut text = ["HEADER", "BODY", "FOOTER"].map(|kind| template.text(kind)).join("\n");
    for button in template.buttons() {
        text.push('\n');
        text.push_str(button["text"].as_str().unwrap_or_default());
    }
    text.to_lowercase()
}
