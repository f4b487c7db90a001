//! Samples of media: what Meta answers is an address that ends and cannot be sent again, so it is fetched and
//! uploaded anew.

use bytes::Bytes;
use domain::templates::header::Sample;
use domain::templates::{Component, HeaderKind, MediaKind, Template};
use store::wabas::Waba;
use whatsapp::AccessToken;
use whatsapp::graph::{SampleError, UploadError};
use whatsapp::media::MediaRule;

use super::account;
use crate::Hub;

/// The template with handles for its samples. One that cannot be had any more is left out, so that the editor asks for
/// a new one.
pub(super) async fn samples(hub: &Hub, waba: &Waba, mut template: Template) -> Template {
    let Ok(token) = account::token_of(hub, waba) else { return template };
    for component in &mut template.content.components {
        match component {
            Component::Carousel { cards, .. } => {
                for component in cards.iter_mut().flat_map(|card| &mut card.components) {
                    renew(hub, component, &token).await;
                }
            }
            other => renew(hub, other, &token).await,
        }
    }
    template
}

async fn renew(hub: &Hub, component: &mut Component, token: &AccessToken) {
    let Component::Header(header) = component else { return };
    let HeaderKind::Media(media) = &mut header.kind else { return };
    let mut renewed = Vec::with_capacity(media.samples.len());
    for sample in media.samples.drain(..) {
        match sample {
            Sample::Handle(handle) => renewed.push(Sample::Handle(handle)),
            Sample::Address(address) => match uploaded_anew(hub, media.kind, &address, token).await {
                Ok(handle) => renewed.push(Sample::Handle(handle)),
                Err(error) => {
                    tracing::info!(%error, "The sample of a template could not be had again; the editor asks for one");
                }
            },
        }
    }
    media.samples = renewed;
}

#[derive(Debug, thiserror::Error)]
enum NotRenewed {
    #[error(transparent)]
    Fetch(#[from] SampleError),
    #[error(transparent)]
    Upload(#[from] UploadError),
}

/// The upload wants the length first, which not every server says: a sample is read whole, and its kind bounds it.
async fn uploaded_anew(hub: &Hub, kind: MediaKind, address: &str, token: &AccessToken) -> Result<String, NotRenewed> {
    let rule = MediaRule::of(kind);
    let mut file = hub.graph.fetch_sample(address, rule.largest).await?;
    let media_type = file.media_type().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while let Some(chunk) = file.chunk().await? {
        bytes.extend_from_slice(&chunk);
    }
    let uploads = hub.graph.uploads(token);
    Ok(uploads.upload_bytes(&format!("sample-{kind}"), &media_type, &rule, Bytes::from(bytes)).await?.0)
}
