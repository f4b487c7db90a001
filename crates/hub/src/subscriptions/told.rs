//! The mails that tell the client what its partner does about the payment.

use domain::account::{Organisation, Role};
use domain::email::Email;
use domain::subscription::Step;
use store::channels::Channel;
use store::partners::PartnerRow;
use store::wabas::Waba;
use store::{Tx, memberships};

use super::Done;
use crate::mail::{self, texts};
use crate::{Hub, HubError};

/// Tells the owners of the client, and its contact address, where the partner has done something; the worker is woken
/// after the commit.
pub(super) async fn tell_client(
    hub: &Hub,
    tx: &mut Tx,
    (waba, channel): (&Waba, &Channel),
    partner: &PartnerRow,
    done: &Done<'_>,
) -> Result<(), HubError> {
    let about = texts::Payment {
        number: channel.facts.number.display(),
        client: &waba.client_name,
        partner: &partner.name,
        link: &hub.settings.page(&format!("/numbers/{}/take-over", channel.id)),
    };
    let text = |to: &Email| match (done.step, done.after.ending().and_then(|ending| ending.unpaid())) {
        (Step::StopPaying, Some(last_day)) => Some(mail::compose(hub, to, texts::payment_ends(&about, last_day))),
        (Step::KeepPaying, _) => Some(mail::compose(hub, to, texts::payment_goes_on(&about))),
        _ => None,
    };
    let owners = memberships::members(tx, Organisation::Client(waba.partner, waba.client)).await?;
    let owners = owners.into_iter().filter(|member| member.role == Role::Owner).map(|member| member.email);
    let mut addresses: Vec<Email> =
        owners.chain(waba.client_email.clone()).filter_map(|address| Email::parse(&address).ok()).collect();
    addresses.sort_unstable_by(|one, other| one.as_str().cmp(other.as_str()));
    addresses.dedup();
    for address in &addresses {
        if let Some(letter) = text(address) {
            mail::queue(tx, &letter?).await?;
        }
    }
    Ok(())
}
