//! What the list of templates was asked for. All of it stands in the address, so that a view can be shared.

use serde::{Deserialize, Serialize};

use super::{Category, Language, Quality, TemplateStatus};
use crate::closed_enum;
use crate::ids::TemplateId;
use crate::list::percent_encode;
use crate::search::MAX_SEARCH;

closed_enum! {
    /// Order of the list.
    pub enum TemplateSort {
        Name = "name" => "Name, A to Z",
        Changed = "changed" => "Last change first",
    }
}

/// Which page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TemplatesAt {
    /// The first.
    #[default]
    First,
    /// The one that begins after the name of this template, or after itself where names are not kept together.
    After(TemplateId),
    /// The one that ends before it.
    Before(TemplateId),
}

/// Which templates, in which order, from where.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TemplateQuery {
    /// What was typed: it is looked for in names and texts.
    pub search: String,
    /// Only this status.
    pub status: Option<TemplateStatus>,
    /// Only this category.
    pub category: Option<Category>,
    /// Only this quality.
    pub quality: Option<Quality>,
    /// Only this language.
    pub language: Option<Language>,
    /// Order.
    pub sort: TemplateSort,
    /// Page.
    pub page: TemplatesAt,
}

impl Default for TemplateQuery {
    fn default() -> Self {
        Self {
            search: String::new(),
            status: None,
            category: None,
            quality: None,
            language: None,
            sort: TemplateSort::Name,
            page: TemplatesAt::First,
        }
    }
}

impl TemplateQuery {
    /// Reads decoded `name`, `value` pairs of an address. A value that is not known is left out and named.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> (Self, Vec<String>) {
        let (mut query, mut ignored) = (Self::default(), Vec::new());
        for (name, value) in pairs.into_iter().filter(|(_, value)| !value.is_empty()) {
            let known = match name {
                "q" => {
                    query.search = value.chars().take(MAX_SEARCH).collect();
                    true
                }
                "status" => {
                    query.status = Some(TemplateStatus::from(value)).filter(|it| TemplateStatus::KNOWN.contains(it));
                    query.status.is_some()
                }
                "category" => {
                    query.category = Some(Category::from(value)).filter(|it| Category::KNOWN.contains(it));
                    query.category.is_some()
                }
                "quality" => {
                    query.quality = Some(Quality::from(value)).filter(|it| Quality::KNOWN.contains(it));
                    query.quality.is_some()
                }
                "language" => {
                    query.language = Some(Language::from_wire(value)).filter(Language::is_known);
                    query.language.is_some()
                }
                "sort" => TemplateSort::from_code(value).map(|sort| query.sort = sort).is_some(),
                "after" => TemplateId::parse(value).map(|id| query.page = TemplatesAt::After(id)).is_ok(),
                "before" => TemplateId::parse(value).map(|id| query.page = TemplatesAt::Before(id)).is_ok(),
                _ => true,
            };
            if !known {
                ignored.push(format!("{name}={}", value.chars().take(40).collect::<String>()));
            }
        }
        (query, ignored)
    }

    /// The address query without the leading `?`, percent-encoded; defaults are left out.
    pub fn to_query_string(&self) -> String {
        let mut out = String::new();
        let mut add = |name: &str, value: &str| {
            if !out.is_empty() {
                out.push('&');
            }
            out.push_str(name);
            out.push('=');
            percent_encode(value, &mut out);
        };
        let Self { search, status, category, quality, language, sort, page } = self;
        if !search.is_empty() {
            add("q", search);
        }
        if let Some(status) = status {
            add("status", status.code());
        }
        if let Some(category) = category {
            add("category", category.code());
        }
        if let Some(quality) = quality {
            add("quality", quality.code());
        }
        if let Some(language) = language {
            add("language", language.code());
        }
        if *sort != TemplateSort::Name {
            add("sort", sort.code());
        }
        match page {
            TemplatesAt::First => {}
            TemplatesAt::After(id) => add("after", id.as_str()),
            TemplatesAt::Before(id) => add("before", id.as_str()),
        }
        out
    }

    /// The same view at another page.
    pub fn at(&self, page: TemplatesAt) -> Self {
        Self { page, ..self.clone() }
    }

    /// Whether anything narrows the list.
    pub fn is_narrowed(&self) -> bool {
        let Self { search, status, category, quality, language, sort: _, page: _ } = self;
        !search.trim().is_empty() || status.is_some() || category.is_some() || quality.is_some() || language.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_holds_the_whole_view() {
        let query = TemplateQuery {
            search: "order".into(),
            status: Some(TemplateStatus::Rejected),
            category: Some(Category::Utility),
            quality: Some(Quality::Red),
            language: Some(Language::from_wire("en_US")),
            sort: TemplateSort::Changed,
            page: TemplatesAt::After(TemplateId::parse("abcTM").unwrap()),
        };
        let text = query.to_query_string();
        assert_eq!(
            text,
            "q=order&status=REJECTED&category=UTILITY&quality=RED&language=en_US&sort=changed&after=abcTM"
        );
        let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        assert_eq!(TemplateQuery::read(pairs), (query, Vec::new()));
        assert_eq!(TemplateQuery::default().to_query_string(), "");
    }

    #[test]
    fn unknown_values_are_left_out_and_named() {
        let (query, ignored) = TemplateQuery::read([("status", "flying"), ("after", "../etc"), ("utm", "x")]);
        assert_eq!(query, TemplateQuery::default());
        assert_eq!(ignored, ["status=flying", "after=../etc"]);
    }
}
