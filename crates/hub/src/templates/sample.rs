//! The file of a header, on its way from Meta to whoever looks at the template. The hub keeps none of it.

use std::pin::Pin;

use bytes::Bytes;
use domain::account::Actor;
use domain::ids::TemplateId;
use domain::templates::Template;
use domain::templates::sample::SampleAt;
use futures::Stream;
use store::templates::{self, StoredTemplate};
use whatsapp::GraphErrorKind;
use whatsapp::graph::{ByteRange, SampleError, SampleFile};
use whatsapp::media::{MediaProblem, MediaRule};

use super::{account, received};
use crate::{Hub, HubError};

/// The bytes of a file as they come from Meta.
pub type SampleStream = Pin<Box<dyn Stream<Item = Result<Bytes, SampleError>> + Send>>;

/// A file that can be shown.
pub struct ShownSample {
    /// One of the types that Meta takes for its kind of header: `image/png`.
    pub media_type: &'static str,
    /// A name for it that needs no quoting: `welcome.png`.
    pub file_name: String,
    /// How many bytes come, where Meta says so.
    pub length: Option<u64>,
    /// Which part of the file comes, as the header `Content-Range` says it; `None` for the whole.
    pub part: Option<String>,
    /// The bytes.
    pub bytes: SampleStream,
}

/// Why a file is not shown.
#[derive(Debug, thiserror::Error)]
pub enum NoSample {
    /// As for the template itself, or Meta does not answer.
    #[error(transparent)]
    Hub(#[from] HubError),
    /// Meta has it no more.
    #[error("Meta no longer has this sample. Edit the template and upload the file anew.")]
    Gone,
    /// The part that was asked for lies beyond the end of the file.
    #[error("The file has no such part.")]
    Part,
    /// Meta answers what such a header cannot hold.
    #[error("What Meta answers does not fit the header. {0}")]
    Unfit(String),
}

impl From<MediaProblem> for NoSample {
    fn from(problem: MediaProblem) -> Self {
        Self::Unfit(problem.to_string())
    }
}

/// Fetches the file of a header, or the part of it that `range` names. Meta's addresses end: once one has, Meta is
/// asked for the template anew, and what it answers is kept for the next time.
///
/// # Errors
/// [`NoSample`]; [`HubError::NotFound`] for a template of somebody else, or a header without a file.
pub async fn sample(
    hub: &Hub,
    actor: &Actor,
    id: &TemplateId,
    at: SampleAt,
    range: Option<&ByteRange>,
) -> Result<ShownSample, NoSample> {
    let stored = find(hub, actor, id).await?;
    let known = &stored.facts.template;
    match fetch(hub, known, at, range).await? {
        Some(shown) => Ok(shown),
        None => {
            let fresh = read_anew(hub, actor, stored).await?;
            fetch(hub, &fresh, at, range).await?.ok_or(NoSample::Gone)
        }
    }
}

async fn find(hub: &Hub, actor: &Actor, id: &TemplateId) -> Result<StoredTemplate, HubError> {
    let mut conn = hub.store.read().await?;
    templates::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)
}

/// The file at the address that the template has; `None` where that has ended, or where it has none.
async fn fetch(
    hub: &Hub,
    template: &Template,
    at: SampleAt,
    range: Option<&ByteRange>,
) -> Result<Option<ShownSample>, NoSample> {
    let media = at.media(&template.content).ok_or(HubError::NotFound)?;
    let Some(address) = media.address() else { return Ok(None) };
    let rule = MediaRule::of(media.kind);
    match hub.graph.fetch_sample_part(address, rule.largest, range).await {
        Ok(file) => shown(&template.name, &rule, file).map(Some),
        Err(SampleError::Part) => Err(NoSample::Part),
        Err(error @ SampleError::TooLarge { .. }) => Err(NoSample::Unfit(error.to_string())),
        Err(error) if has_ended(&error) => Ok(None),
        Err(error) => Err(HubError::Upstream { message: error.to_string() }.into()),
    }
}

/// Of what Meta's servers refuse, "too slow" and "too many" say nothing about the address.
const fn has_ended(error: &SampleError) -> bool {
    match error {
        SampleError::Gone => true,
        SampleError::Status(status) => matches!(status, 400..=499) && !matches!(status, 408 | 429),
        _ => false,
    }
}

fn shown(name: &str, rule: &MediaRule, file: SampleFile) -> Result<ShownSample, NoSample> {
    let told = file.media_type().unwrap_or_default();
    // A part may be short, and where no length is told the limit is kept while the bytes come.
    rule.check(told, file.length().unwrap_or(1).max(1))?;
    let known = rule.known(told).ok_or(HubError::NotFound)?;
    Ok(ShownSample {
        media_type: known.code,
        file_name: file_name(name, known.extensions.first().copied().unwrap_or_default()),
        length: file.length(),
        part: file.part().map(str::to_owned),
        bytes: Box::pin(file.into_stream()),
    })
}

/// Meta's rule for names leaves only such letters, but a name comes from outside all the same.
fn file_name(name: &str, extension: &str) -> String {
    let plain: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(100).collect();
    format!("{}.{extension}", if plain.is_empty() { "sample" } else { &plain })
}

/// The template as Meta has it now, which is also kept, since its addresses are good for some time.
async fn read_anew(hub: &Hub, actor: &Actor, stored: StoredTemplate) -> Result<Template, NoSample> {
    let waba = {
        let mut conn = hub.store.read().await.map_err(HubError::from)?;
        account::of_key(&mut conn, actor, stored.waba).await?
    };
    let token = account::token_of(hub, &waba)?;
    let facts = match hub.graph.template(&stored.facts.meta_id, &token).await {
        Ok(facts) => facts,
        Err(error) if error.kind == GraphErrorKind::NotFound => return Err(NoSample::Gone),
        Err(error) => return Err(account::refused(&error).into()),
    };
    let template = facts.template.clone();
    let worker = hub.clone();
    let kept: Result<(), HubError> = hub
        .store
        .write(move |tx| Box::pin(async move { Ok(received::late_answer(&worker, tx, &waba, facts).await?) }))
        .await;
    kept?;
    Ok(template)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_need_no_quoting() {
        assert_eq!(file_name("order_update2", "png"), "order_update2.png");
        assert_eq!(file_name("a\"; filename=x\r\n/../é", "pdf"), "afilenamex.pdf");
        assert_eq!(file_name("é", "mp4"), "sample.mp4");
    }

    #[test]
    fn only_a_refusal_of_the_address_means_that_it_has_ended() {
        for ended in [SampleError::Gone, SampleError::Status(400), SampleError::Status(401)] {
            assert!(has_ended(&ended), "{ended:?}");
        }
        for other in
            [SampleError::Status(408), SampleError::Status(429), SampleError::Status(500), SampleError::Address]
        {
            assert!(!has_ended(&other), "{other:?}");
        }
    }
}
