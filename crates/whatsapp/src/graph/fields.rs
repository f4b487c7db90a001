//! Which fields are asked for, and what happens when this version of the API does not have one of them.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::request::Call;
use super::{Graph, GraphError};

/// The fields of one kind of object.
pub(super) struct FieldList {
    /// Which kind of object.
    pub node: &'static str,
    /// All that the hub uses.
    pub full: &'static [&'static str],
    /// Those that every version since v13.0 has had.
    pub base: &'static [&'static str],
}

/// Which of the two lists Meta answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Full,
    Base,
}

/// Fields that Meta has named as unknown, with their kind of object; they are not asked for again.
#[derive(Default)]
pub(super) struct Unsupported(Mutex<BTreeSet<(&'static str, &'static str)>>);

impl Unsupported {
    fn supported(&self, node: &'static str, fields: &'static [&'static str]) -> Vec<&'static str> {
        let unsupported = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        fields.iter().copied().filter(|field| !unsupported.contains(&(node, *field))).collect()
    }

    fn add(&self, node: &'static str, field: &'static str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((node, field));
    }
}

/// How many fields Meta may name as unknown before the base list is tried.
const MOST_NAMED: usize = 4;

impl Graph {
    /// Makes a call with the full list of fields. Error 100 about a field leaves out the one that it names, or
    /// falls back to the base list, because Meta's versions and permissions differ in what they answer.
    pub(super) async fn send_for_fields(
        &self,
        call: &Call<'_>,
        list: &FieldList,
        first: Asked,
    ) -> Result<(Vec<u8>, Asked), GraphError> {
        let unsupported = &self.inner.unsupported;
        let tries = match first {
            Asked::Full => MOST_NAMED,
            Asked::Base => 0,
        };
        for _ in 0..tries {
            let fields = unsupported.supported(list.node, list.full);
            match self.send(&call.clone().query("fields", fields.join(","))).await {
                Ok(body) => return Ok((body, Asked::Full)),
                Err(error) if speaks_of_a_field(&error) => match named(&error, &fields) {
                    Some(field) => unsupported.add(list.node, field),
                    None => break,
                },
                Err(error) => return Err(error),
            }
        }
        let fields = unsupported.supported(list.node, list.base);
        let body = self.send(&call.clone().query("fields", fields.join(","))).await?;
        Ok((body, Asked::Base))
    }
}

fn speaks_of_a_field(error: &GraphError) -> bool {
    error.code == Some(100) && error.subcode != Some(33) && error.message.to_ascii_lowercase().contains("field")
}

/// `(#100) Tried accessing nonexisting field (health_status) on node type (WhatsAppBusinessAccount)`
fn named(error: &GraphError, fields: &[&'static str]) -> Option<&'static str> {
    fields.iter().copied().find(|field| error.message.contains(&format!("({field})")))
}
