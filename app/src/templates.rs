//! Message templates: the lists, one template with its history, the editor, and what can be done with a template.

mod act;
pub(crate) mod copy;
pub(crate) mod deletion;
pub mod editor;
mod filters;
pub(crate) mod list;
mod load;
mod pause;
mod preview;
mod row;
pub(crate) mod template;
pub(crate) mod test_message;

pub use act::{start_draft, sync_templates};
pub use copy::{copy_template, load_copy};
pub use deletion::{delete_template, load_deletion};
pub use load::{NumberTemplates, TemplatesData, load_number_templates, load_templates};
pub use pause::unpause_template;
pub use template::{TemplateData, load_template};
pub use test_message::{load_test, send_test_message};
