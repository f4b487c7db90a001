//! The download of all accounts: CSV, written while it is read, page by page.

use bytes::Bytes;
use domain::account::{Actor, Capability};
use domain::ids::ChannelKey;
use domain::meta::BusinessVerification;
use futures::Stream;
use futures::stream;
use store::StoreError;
use store::channels::export::{self, ExportRow, ExportScope};
use tokio::sync::mpsc;

use crate::spreadsheet::{MARK, write_cell};
use crate::{Hub, HubError};

/// Rows of one run: large enough that a run is cheap, small enough that memory stays flat.
const RUN: usize = 2_000;
/// Rows of the first run, so that the first byte comes at once.
const FIRST_RUN: usize = 100;
/// Runs that are read ahead of a slow reader.
const AHEAD: usize = 2;

const HEAD: &str = "Company legal name,WhatsApp number,Contact e-mail,Message on behalf,Meta business verification,Number registration\r\n";

/// The lines of a download.
pub type CsvStream = std::pin::Pin<Box<dyn Stream<Item = Result<Bytes, StoreError>> + Send>>;

/// The channels as CSV (RFC 4180, with a byte order mark so that spreadsheets read UTF-8). The statuses are the words of
/// the details page; what Meta does not say is an empty cell, and a value that is not known stands as Meta wrote it.
///
/// # Errors
/// The role does not allow it. Later failures end the stream.
pub fn csv(hub: &Hub, actor: &Actor, scope: ExportScope) -> Result<CsvStream, HubError> {
    if !actor.role.may(Capability::ViewNumbers) {
        return Err(HubError::Forbidden);
    }
    let (send, receive) = mpsc::channel(AHEAD);
    let (hub, organisation) = (hub.clone(), actor.organisation);
    tokio::spawn(async move {
        let mut after: Option<ChannelKey> = None;
        let mut size = FIRST_RUN;
        let mut text = format!("{MARK}{HEAD}");
        loop {
            let run = async {
                let mut conn = hub.store.read().await?;
                export::run(&mut conn, organisation, &scope, after, size).await
            };
            let rows = match run.await {
                Ok(rows) => rows,
                Err(error) => {
                    tracing::error!(%error, "The download of accounts broke off");
                    let _ = send.send(Err(error)).await;
                    return;
                }
            };
            let last = rows.len() < size;
            after = rows.last().map(|row| ChannelKey(row.n)).or(after);
            size = RUN;
            for row in &rows {
                write_line(row, &mut text);
            }
            // A reader that has gone away ends the work.
            if send.send(Ok(Bytes::from(std::mem::take(&mut text)))).await.is_err() || last {
                return;
            }
        }
    });
    Ok(Box::pin(stream::unfold(receive, |mut receive| async move { receive.recv().await.map(|item| (item, receive)) })))
}

fn write_line(row: &ExportRow, out: &mut String) {
    write_cell(&row.legal_name, out);
    out.push(',');
    // From the validated type: it begins with + and holds digits and spaces only.
    out.push_str(&row.number);
    out.push(',');
    write_cell(row.contact_email.as_deref().unwrap_or_default(), out);
    out.push(',');
    write_cell(row.message_on_behalf.label(), out);
    out.push(',');
    write_cell(row.business_verification.as_ref().map_or("", BusinessVerification::label), out);
    out.push(',');
    write_cell(row.number_registration.label(), out);
    out.push_str("\r\n");
}
