//! The fields of the four webhooks.

use domain::templates::{Language, RejectionReason};
use serde::Deserialize;

use super::super::UpdateBody;
use super::super::change::instant;
use super::{
    CategoryChange, TemplateCategoryUpdate, TemplateComponentsUpdate, TemplateQualityUpdate, TemplateStatusUpdate,
    WebhookButton, WebhookTemplate,
};
use crate::wire::{Int, List, Nested, Text};

/// Reads one of the four fields; `None` for any other, and for a value that does not look like its field's.
pub(in super::super) fn read(field: &str, wire: &Wire<'_>) -> Option<UpdateBody> {
    let template = wire.template()?;
    Some(match field {
        "message_template_status_update" => UpdateBody::TemplateStatus(Box::new(wire.status(template)?)),
        "message_template_quality_update" => UpdateBody::TemplateQuality(TemplateQualityUpdate {
            template,
            previous: wire.previous_quality_score.as_open(),
            quality: wire.new_quality_score.as_open()?,
        }),
        "message_template_components_update" => UpdateBody::TemplateComponents(Box::new(wire.components(template))),
        "template_category_update" => {
            UpdateBody::TemplateCategory(TemplateCategoryUpdate { template, change: wire.category()? })
        }
        _ => return None,
    })
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(in super::super) struct Wire<'a> {
    #[serde(borrow)]
    message_template_id: Text<'a>,
    #[serde(borrow)]
    message_template_name: Text<'a>,
    #[serde(borrow)]
    message_template_language: Text<'a>,
    #[serde(borrow)]
    message_template_category: Text<'a>,
    #[serde(borrow)]
    event: Text<'a>,
    #[serde(borrow)]
    reason: Text<'a>,
    #[serde(borrow)]
    other_info: Nested<OtherWire<'a>>,
    #[serde(borrow)]
    rejection_info: Nested<RejectionWire<'a>>,
    #[serde(borrow)]
    disable_info: Nested<DisableWire<'a>>,
    #[serde(borrow)]
    previous_quality_score: Text<'a>,
    #[serde(borrow)]
    new_quality_score: Text<'a>,
    #[serde(borrow)]
    message_template_title: Text<'a>,
    #[serde(borrow)]
    message_template_element: Text<'a>,
    #[serde(borrow)]
    message_template_footer: Text<'a>,
    #[serde(borrow)]
    message_template_buttons: List<Nested<ButtonWire<'a>>>,
    #[serde(borrow)]
    previous_category: Text<'a>,
    #[serde(borrow)]
    new_category: Text<'a>,
    #[serde(borrow)]
    correct_category: Text<'a>,
    category_update_timestamp: Int,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct OtherWire<'a> {
    #[serde(borrow)]
    title: Text<'a>,
    #[serde(borrow)]
    description: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct RejectionWire<'a> {
    #[serde(borrow)]
    reason: Text<'a>,
    #[serde(borrow)]
    recommendation: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct DisableWire<'a> {
    #[serde(borrow)]
    disable_date: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ButtonWire<'a> {
    #[serde(borrow)]
    message_template_button_type: Text<'a>,
    #[serde(borrow)]
    message_template_button_text: Text<'a>,
    #[serde(borrow)]
    message_template_button_url: Text<'a>,
    #[serde(borrow)]
    message_template_button_phone_number: Text<'a>,
}

impl Wire<'_> {
    fn template(&self) -> Option<WebhookTemplate> {
        Some(WebhookTemplate {
            id: self.message_template_id.owned()?,
            name: self.message_template_name.or_empty(),
            language: self.message_template_language.get().map(Language::from_wire),
        })
    }

    fn status(&self, template: WebhookTemplate) -> Option<TemplateStatusUpdate> {
        let other = self.other_info.0.as_ref();
        let rejection = self.rejection_info.0.as_ref();
        let said = |text: &Text<'_>| text.owned().filter(|text| text != "NONE");
        Some(TemplateStatusUpdate {
            template,
            event: self.event.as_open()?,
            category: self.message_template_category.as_open(),
            reason: said(&self.reason).map(RejectionReason::from),
            title: other.and_then(|other| other.title.owned()),
            description: rejection
                .and_then(|rejection| said(&rejection.reason))
                .or_else(|| other.and_then(|other| other.description.owned())),
            recommendation: rejection.and_then(|rejection| rejection.recommendation.owned()),
            disable_date: self.disable_info.0.as_ref().and_then(|info| info.disable_date.owned()),
        })
    }

    fn components(&self, template: WebhookTemplate) -> TemplateComponentsUpdate {
        TemplateComponentsUpdate {
            template,
            header: self.message_template_title.owned(),
            body: self.message_template_element.owned(),
            footer: self.message_template_footer.owned(),
            buttons: self.message_template_buttons.objects().map(ButtonWire::button).collect(),
        }
    }

    fn category(&self) -> Option<CategoryChange> {
        Some(match self.correct_category.as_open() {
            Some(next) => CategoryChange::Impending {
                current: self.new_category.as_open(),
                next,
                at: self.category_update_timestamp.0.map(instant),
            },
            None => CategoryChange::Done {
                previous: self.previous_category.as_open(),
                category: self.new_category.as_open()?,
            },
        })
    }
}

impl ButtonWire<'_> {
    fn button(&self) -> WebhookButton {
        WebhookButton {
            kind: self.message_template_button_type.or_empty(),
            text: self.message_template_button_text.owned(),
            url: self.message_template_button_url.owned(),
            number: self.message_template_button_phone_number.owned(),
        }
    }
}
