//! `/{business}/client_whatsapp_business_accounts` and `/{business}/owned_whatsapp_business_accounts`:
//! the accounts that are shared with a business, and those that it owns.

use serde_json::Value;

use super::auth;
use super::call::Call;
use super::error::GraphError;
use super::fields::select;
use super::node::asked;
use super::paging::Window;
use super::waba::WabaNode;
use crate::state::PARTNER_BUSINESS;
use crate::state::waba::Waba;

/// The accounts that others share with the business. Only the partner's gets any.
pub(crate) fn clients(call: &Call<'_>, business_id: &str) -> Result<Value, GraphError> {
    let is_partner = business_id == PARTNER_BUSINESS;
    list(call, &format!("{business_id}/client_whatsapp_business_accounts"), |waba| {
        is_partner && waba.owner_business != business_id
    })
}

/// The accounts that the business owns, those on behalf of others included.
pub(crate) fn owned(call: &Call<'_>, business_id: &str) -> Result<Value, GraphError> {
    list(call, &format!("{business_id}/owned_whatsapp_business_accounts"), |waba| waba.owner_business == business_id)
}

fn list(call: &Call<'_>, path: &str, belongs: impl Fn(&Waba) -> bool) -> Result<Value, GraphError> {
    let fields = asked(call)?;
    let window = Window::of(call)?;
    let world = call.shared().world();
    let token = auth::user_token(call, &world)?;
    let ids: Vec<String> = world
        .wabas
        .values()
        .filter(|waba| token.reach.covers(&waba.id) && belongs(waba))
        .map(|waba| waba.id.clone())
        .collect();
    let page = window.cut(&ids)?;
    let items =
        page.ids.iter().map(|id| select(&WabaNode::of(call, &world, id)?, &fields)).collect::<Result<Vec<_>, _>>()?;
    Ok(page.wrap(call, path, window.limit, items))
}
