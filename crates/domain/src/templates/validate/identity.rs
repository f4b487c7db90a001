//! Name, language, category, and what else the account has.

use super::{Findings, Rule, Surroundings, surroundings};
use crate::templates::name::InvalidTemplateName;
use crate::templates::{Category, Template, TemplateName};

/// Meta, templates overview; subcodes 2388046 (name), 2388024 (taken), 2388023 (being deleted), 2388019 (count).
pub(super) fn check(template: &Template, around: &Surroundings, findings: &mut Findings) {
    name(&template.name, findings);
    let taken = |(name, language): &(String, _)| *name == template.name && *language == template.language;
    if around.taken.iter().any(taken) {
        let message = format!(
            "Choose another name or another language: this account has a template `{}` in {}.",
            template.name,
            template.language.label()
        );
        findings.add("name", Rule::NameTaken, message);
    }
    let locked = around.locked.iter().find(|lock| {
        lock.name == template.name && lock.language.as_ref().is_none_or(|language| *language == template.language)
    });
    if let Some(lock) = locked {
        let until = match lock.until {
            Some(until) => format!("until {}", until.to_words()),
            None => "for up to 30 days".to_owned(),
        };
        let message = format!("Choose another name: the deletion of `{}` blocks it {until}.", template.name);
        findings.add("name", Rule::NameLocked, message);
    }
    language_and_category(template, findings);
    if let Some((body, footer)) = surroundings::wording(template)
        && let Some(other) = around.texts.iter().find(|other| other.body == body && other.footer == footer)
    {
        let message = format!("Change the body or the footer: the template `{}` says the same.", other.name);
        findings.add("body.text", Rule::TextTaken, message);
    }
    count(around, findings);
}

fn name(name: &str, findings: &mut Findings) {
    let Err(invalid) = TemplateName::parse(name) else { return };
    let rule = match invalid {
        InvalidTemplateName::Empty => Rule::NameMissing,
        InvalidTemplateName::TooLong => Rule::NameTooLong,
        InvalidTemplateName::Characters => Rule::NameCharacters,
    };
    let suggestion = TemplateName::suggestion(name);
    let message = match rule {
        Rule::NameTooLong => format!("{invalid} This one has {}.", name.chars().count()),
        Rule::NameCharacters if !suggestion.is_empty() => format!("{invalid} For example: {suggestion}"),
        _ => invalid.to_string(),
    };
    findings.add("name", rule, message);
}

fn language_and_category(template: &Template, findings: &mut Findings) {
    let language = &template.language;
    if language.code().is_empty() {
        findings.add("language", Rule::LanguageMissing, "Choose the language.");
    } else if !language.is_known() {
        let message = format!("Check the language: Meta does not list `{language}`.");
        findings.add("language", Rule::LanguageUnknown, message);
    }
    match &template.category {
        Category::Other(code) if code.is_empty() => {
            findings.add("category", Rule::CategoryMissing, "Choose a category: marketing, utility or authentication.");
        }
        Category::Other(code) => {
            let message =
                format!("Check the category: Meta names marketing, utility and authentication, but not `{code}`.");
            findings.add("category", Rule::CategoryUnknown, message);
        }
        _ => {}
    }
}

fn count(around: &Surroundings, findings: &mut Findings) {
    if let (Some(count), Some(limit)) = (around.count, around.limit)
        && limit <= count
    {
        let message = format!(
            "Delete a template first: this account has {count} and may have {limit}. Each language counts as one."
        );
        findings.add("template", Rule::TooManyTemplates, message);
    }
    if let Some(created) = around.created_last_hour
        && Surroundings::CREATIONS_PER_HOUR <= created
    {
        let message = format!(
            "Wait: {created} templates were created in the last hour, and Meta accepts {} an hour.",
            Surroundings::CREATIONS_PER_HOUR
        );
        findings.add("template", Rule::TooManyCreations, message);
    }
}
