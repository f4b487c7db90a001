//! The fields of the form.

use domain::profile::{Field, Vertical, limit};
use leptos::prelude::*;

use super::editing::Editing;
use crate::ui::{Choice, Counter, InputKind, Select, TextArea, TextInput};

/// All of them, in their order.
pub(super) fn fields(editing: Editing) -> impl IntoView {
    let about = "Stands at the end of the profile, under the number. Links in it cannot be clicked.";
    view! {
        {line(editing, Field::About, InputKind::Text, Some(about))}
        {description(editing)}
        {category(editing)}
        {line(editing, Field::Address, InputKind::Text, None)}
        {line(editing, Field::Email, InputKind::Email, None)}
        {line(editing, Field::FirstWebsite, InputKind::Url, Some("The whole address, beginning with https:// or http://."))}
        {line(editing, Field::SecondWebsite, InputKind::Url, None)}
    }
}

/// A field of one line; what is typed rises to the frame around it.
fn line(editing: Editing, field: Field, kind: InputKind, hint: Option<&'static str>) -> impl IntoView {
    view! {
        <div class="area">
            <TextInput
                name=field.code()
                label=field.label()
                kind
                value=editing.at_first(field)
                hint=hint.map(str::to_owned)
                error=editing.error(field)
                on:input=move |event| editing.write(field, &event_target_value(&event))
            />
            {counter(editing, field)}
        </div>
    }
}

fn description(editing: Editing) -> impl IntoView {
    let field = Field::Description;
    let text = RwSignal::new(editing.at_first(field));
    view! {
        <div class="area">
            <TextArea
                name=field.code()
                label=field.label()
                hint="Stands right below the picture: what the business is, in short.".to_owned()
                value=text
                error=editing.error(field)
                on:input=move |event| editing.write(field, &event_target_value(&event))
            />
            {counter(editing, field)}
        </div>
    }
}

fn counter(editing: Editing, field: Field) -> Option<impl IntoView> {
    let text = Signal::derive(move || editing.tidied.with(|profile| profile.text(field).to_owned()));
    limit(field).map(|limit| view! { <Counter text limit/> })
}

/// A category that cannot be chosen stays in the list where it is the one that Meta has.
fn category(editing: Editing) -> impl IntoView {
    let field = Field::Vertical;
    let now = editing.at_first(field);
    let known = Vertical::KNOWN.iter().filter(|vertical| vertical.can_be_chosen() || vertical.code() == now);
    let mut choices = vec![Choice::new("", "None chosen")];
    choices.extend(known.map(|vertical| Choice::new(vertical.code(), vertical.label())));
    if choices.iter().all(|choice| choice.value != now) {
        choices.push(Choice::new(now.as_str(), now.as_str()));
    }
    view! {
        <Select
            name=field.code()
            label=field.label()
            choices
            value=now
            error=editing.error(field)
            on:change=move |event| editing.write(field, &event_target_value(&event))
        />
    }
}
