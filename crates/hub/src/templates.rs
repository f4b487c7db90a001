//! Message templates: watched, written, sent for review, copied and deleted. They belong to the account and are
//! shared by its numbers.

pub(crate) mod account;
mod by_key;
mod copy;
mod delete;
mod draft;
mod list;
mod media;
mod possible;
pub(crate) mod received;
mod renew;
mod sample;
mod save;
mod show;
mod submit;
mod surroundings;
mod sync;
mod test_message;
mod unpause;

pub use by_key::{ListedTemplates, Made, create_by_key, delete_by_key, list_by_key};
pub use copy::{copy_to, targets};
pub use delete::{Extent, delete};
pub use draft::{Beginning, DraftView, discard, draft, save_draft, start};
pub use list::{PAGE_SIZE, Place, TemplateList, list};
pub use media::{Upload, upload};
pub use sample::{NoSample, SampleStream, ShownSample, sample};
pub use show::{TemplateView, show};
pub use store::templates::drafts::{Draft, Purpose};
pub use store::templates::history::{HistoryEntry, TemplateChange};
pub use store::templates::listing::{Direction, Filter, Filters, Order, Slice, SortKey};
pub use store::templates::{ListedTemplate, StoredTemplate, TemplatePage};
pub use submit::{Refusal, Submitted, submit};
pub use surroundings::give_text_keys;
pub(crate) use sync::read_all;
pub use sync::{Changed, sync_now};
pub use test_message::{Place as OpenPlace, TestMessage, places, send_test, senders};
pub use unpause::unpause;
pub use whatsapp::graph::ByteRange;
