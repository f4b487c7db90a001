//! What the editor knows: one template, and what follows from it.

use std::collections::{BTreeMap, BTreeSet};

use domain::templates::preview::{HeaderView, Preview, preview};
use domain::templates::validate::{Finding, OtherText, Rule, Severity, Surroundings, validate};
use domain::templates::{HeaderKind, Language, Template};
use leptos::prelude::*;

use super::load::{EditorData, MetaRefusal};
use super::model::{Place, act, get, id_of, parts, set, tidy};
use super::work::{browser, upload};

/// Which findings stand beside their fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Showing {
    /// Those of fields that were touched: nobody has done anything wrong in a form that is still empty.
    Touched,
    /// All.
    All,
}

/// How far keeping what was written is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Keeping {
    /// Everything is kept.
    Kept,
    /// Something was written since.
    Waiting,
    /// It is on its way.
    OnTheWay,
    /// It was not kept, and why.
    Failed(String),
    /// Nobody is signed in any more.
    SignedOut,
}

/// An upload of a sample.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser uploads"))]
pub(super) enum Upload {
    /// So many hundredths have been sent.
    Going(u32),
    /// It did not work, and why.
    Failed(String),
}

/// What the server has found that a browser cannot, and for which name and text.
#[derive(Clone, Debug)]
struct Told {
    name: String,
    language: Language,
    text: Option<OtherText>,
    findings: Vec<Finding>,
}

/// The editor. Every view has a copy of it.
#[derive(Clone, Copy)]
pub(super) struct Editor {
    /// What it was opened with.
    pub data: StoredValue<EditorData>,
    /// The template: all that is shown follows from it.
    pub template: RwSignal<Template>,
    /// What Meta would refuse.
    pub findings: Memo<Vec<Finding>>,
    /// Meta's refusal of the last try.
    pub refused: RwSignal<Option<MetaRefusal>>,
    /// Which findings stand beside their fields.
    pub showing: RwSignal<Showing>,
    /// How far keeping it is.
    pub keeping: RwSignal<Keeping>,
    /// True while it is being sent.
    pub sending: RwSignal<bool>,
    /// Why it was not sent.
    pub failure: RwSignal<Option<String>>,
    /// Uploads by the path of their header.
    pub uploads: RwSignal<BTreeMap<String, Upload>>,
    /// Addresses of files by the handle that Meta gave them: those that were chosen in this page, and those that the
    /// draft began with.
    pub pictures: RwSignal<BTreeMap<String, String>>,
    touched: RwSignal<BTreeSet<String>>,
    told: RwSignal<Told>,
}

impl Editor {
    /// Of a draft.
    pub(super) fn new(data: EditorData, showing: Showing) -> Self {
        let template = RwSignal::new(data.template.clone());
        let told = RwSignal::new(Told::of(&data.template, data.told.clone()));
        let findings = Memo::new(move |_| template.with(|template| told.with(|told| told.with(template))));
        let showing = if data.refused.is_some() { Showing::All } else { showing };
        Self {
            refused: RwSignal::new(data.refused.clone()),
            pictures: RwSignal::new(data.pictures.clone()),
            data: StoredValue::new(data),
            template,
            findings,
            showing: RwSignal::new(showing),
            keeping: RwSignal::new(Keeping::Kept),
            sending: RwSignal::new(false),
            failure: RwSignal::new(None),
            uploads: RwSignal::new(BTreeMap::new()),
            touched: RwSignal::new(BTreeSet::new()),
            told,
        }
    }

    /// What a field holds.
    pub(super) fn value(self, path: &str) -> Memo<String> {
        let path = path.to_owned();
        Memo::new(move |_| self.template.with(|template| get(template, &path)).unwrap_or_default())
    }

    /// Writes a field. Meta's refusal of it stood for what was there before.
    pub(super) fn set(self, path: &str, value: &str) {
        self.template.update(|template| set(template, path, value));
        if self.refused.with_untracked(|refused| refused.as_ref().is_some_and(|refused| refused.field == path)) {
            self.refused.set(None);
        }
    }

    /// The field was left: from now on its findings stand beside it.
    pub(super) fn touch(self, path: &str) {
        if self.touched.with_untracked(|touched| !touched.contains(path)) {
            self.touched.update(|touched| {
                touched.insert(path.to_owned());
            });
        }
    }

    /// Changes the structure, and moves the focus to what was made or moved.
    pub(super) fn act(self, wish: &str) {
        // An upload would end in whatever stands at its place by then.
        for path in self.uploads.with_untracked(|uploads| uploads.keys().cloned().collect::<Vec<_>>()) {
            upload::abort(self, &path);
        }
        let mut focus = None;
        self.template.update(|template| focus = act(template, wish));
        if let Some(path) = focus {
            browser::focus_soon(id_of(&path));
        }
    }

    /// Why a field cannot change.
    pub(super) fn lock(self, path: &str) -> Option<String> {
        self.data.with_value(|data| data.locks.why(path).map(str::to_owned))
    }

    /// What a field of the template that the draft begins with holds, where it is translated.
    pub(super) fn original(self, path: &str) -> Option<String> {
        self.data.with_value(|data| {
            let source = data.source.as_ref().filter(|_| data.purpose == super::Purpose::Language)?;
            get(&source.template, path).filter(|text| !text.is_empty())
        })
    }

    /// The sentences of one severity that stand beside a field. Meta's own refusal is an error.
    pub(super) fn beside(self, path: &str, severity: Severity) -> Memo<Vec<String>> {
        let path = path.to_owned();
        Memo::new(move |_| {
            let mut words = Vec::new();
            if severity == Severity::Error {
                self.refused.with(|refused| {
                    words.extend(
                        refused.iter().filter(|refused| refused.field == path).map(|refused| refused.message.clone()),
                    );
                });
            }
            let shown = self.showing.get() == Showing::All || self.touched.with(|touched| touched.contains(&path));
            if shown {
                self.findings.with(|findings| {
                    let here = findings.iter().filter(|finding| finding.path == path && finding.severity == severity);
                    words.extend(here.map(|finding| finding.message.clone()));
                });
            }
            words
        })
    }

    /// How many findings stand in the way.
    pub(super) fn errors(self) -> usize {
        self.findings.with(|findings| findings.iter().filter(|finding| finding.severity == Severity::Error).count())
    }

    /// What is kept and sent.
    pub(super) fn tidied(self) -> Template {
        self.template.with_untracked(tidy)
    }

    /// What the server has found about a template.
    pub(super) fn tell(self, template: &Template, findings: Vec<Finding>) {
        let findings = findings.into_iter().filter(|finding| finding.rule.is_about_the_account()).collect();
        self.told.set(Told::of(template, findings));
    }

    /// What a phone shows, with the files that were chosen in this page.
    pub(super) fn preview(self) -> Memo<Preview> {
        Memo::new(move |_| {
            self.template.with(|template| {
                let mut shown = preview(&tidy(template));
                self.pictures.with(|pictures| {
                    picture(&mut shown.header, template, Place::Message, pictures);
                    for (index, card) in shown.cards.iter_mut().enumerate() {
                        picture(&mut card.header, template, Place::Card(index), pictures);
                    }
                });
                shown
            })
        })
    }
}

impl Told {
    fn of(template: &Template, findings: Vec<Finding>) -> Self {
        Self {
            name: template.name.clone(),
            language: template.language.clone(),
            text: OtherText::of(template),
            findings,
        }
    }

    /// All findings about a template: those that any browser can make, and those of here while what they are about is
    /// still as it was.
    fn with(&self, template: &Template) -> Vec<Finding> {
        let now = Self::of(template, Vec::new());
        let still = |finding: &&Finding| match finding.rule {
            Rule::NameTaken | Rule::NameLocked => now.name == self.name && now.language == self.language,
            Rule::TextTaken => now.text == self.text,
            _ => true,
        };
        let mut findings: Vec<Finding> = self.findings.iter().filter(still).cloned().collect();
        findings.extend(validate(&tidy(template), &Surroundings::unknown()));
        findings
    }
}

fn picture(header: &mut Option<HeaderView>, template: &Template, place: Place, pictures: &BTreeMap<String, String>) {
    let Some(HeaderView::Media { sample, .. }) = header else { return };
    let media = parts(template, place).iter().find_map(|part| match part {
        domain::templates::Component::Header(header) => match &header.kind {
            HeaderKind::Media(media) => Some(media),
            _ => None,
        },
        _ => None,
    });
    let handle = media.and_then(|media| media.samples.first()).map(|sample| sample.as_str());
    if let Some(address) = handle.and_then(|handle| pictures.get(handle)) {
        *sample = Some(address.clone());
    }
}

#[cfg(test)]
mod tests {
    use domain::templates::testing::samples;

    use super::super::model::set;
    use super::*;

    #[test]
    fn what_only_the_server_finds_stands_while_it_is_about_the_same() {
        for (rule, changed, stands) in [
            (Rule::TextTaken, "body.text", false),
            (Rule::TextTaken, "footer.text", false),
            (Rule::TextTaken, "name", false),
            (Rule::TextTaken, "header.text", true),
            (Rule::NameTaken, "name", false),
            (Rule::NameTaken, "language", false),
            (Rule::NameTaken, "body.text", true),
            (Rule::TooManyTemplates, "name", true),
        ] {
            let mut template = samples::text();
            let (path, message) = ("template".to_owned(), "It is so.".to_owned());
            let finding = Finding { path, rule, severity: Severity::Warning, message };
            let told = Told::of(&template, vec![finding.clone()]);
            assert!(told.with(&template).contains(&finding), "{rule}");
            set(&mut template, changed, "de");
            assert_eq!(told.with(&template).contains(&finding), stands, "{rule} {changed}");
        }
    }
}
