//! The list: of one account, or of all accounts of the organisation.

use domain::account::Actor;
use domain::ids::ChannelId;
use domain::templates::TemplateQuery;
use store::templates::drafts::{self, Draft};
use store::templates::{self, LastSync, TemplatePage};
use store::wabas::Waba;

use super::account;
use crate::{Hub, HubError};

/// Names on a page.
pub const PAGE_SIZE: usize = 50;

/// Whose templates are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Those of the account of this number.
    Number(ChannelId),
    /// Those of all accounts.
    Everywhere,
}

/// A page of the list with what stands around it.
#[derive(Clone, Debug)]
pub struct TemplateList {
    /// The account, where the list is of one.
    pub account: Option<Account>,
    /// The page.
    pub page: TemplatePage,
}

/// An account as the list of its templates shows it.
#[derive(Clone, Debug)]
pub struct Account {
    /// The account.
    pub waba: Waba,
    /// Its last sync.
    pub sync: LastSync,
    /// What the person is writing for it.
    pub drafts: Vec<Draft>,
}

/// A page of the list.
///
/// # Errors
/// [`HubError::NotFound`] for a number of somebody else; [`HubError::TooSlow`] for a combination that takes too long.
pub async fn list(hub: &Hub, actor: &Actor, place: &Place, query: &TemplateQuery) -> Result<TemplateList, HubError> {
    let mut conn = hub.store.read().await?;
    let account = match place {
        Place::Everywhere => None,
        Place::Number(id) => {
            let waba = account::of_channel(&mut conn, actor, id).await?;
            let sync = templates::last_sync(&mut conn, waba.key).await?;
            let drafts = drafts::open(&mut conn, (actor.user, actor.organisation), waba.key).await?;
            Some(Account { waba, sync, drafts })
        }
    };
    let waba = account.as_ref().map(|account| account.waba.key);
    let page = templates::page(&mut conn, actor.organisation, waba, query, PAGE_SIZE).await?;
    Ok(TemplateList { account, page })
}
