//! The end of subscriptions: the client's cancellation, the partner that stops to pay, and what becomes of a number
//! when its last day is over. The rules stand in [`domain::subscription`].
//!
//! A sync from Meta changes none of it: the notices are part of the contract, which only changes here.

mod due;
mod told;

pub use due::end_due;
pub use store::channels::ending::{COUNTED, Counts};

use domain::account::{Actor, Capability, Organisation};
use domain::channel::{Contract, Lifecycle};
use domain::details::ClientSummary;
use domain::ids::ChannelId;
use domain::permission::PaymentType;
use domain::subscription::{self, CANCEL_WORD, Ending, Refused, Step};
use domain::time::Date;
use store::channels::{self, Channel, ending};
use store::partners::{self, PartnerRow};
use store::subscription_changes::{self, SubscriptionChange};
use store::wabas::{self, Waba};
use store::{Conn, Tx};

use crate::accounts::audit::{self, Action, By, Entry};
use crate::accounts::require;
use crate::channels::save;
use crate::confirmation::Confirmation;
use crate::{Hub, HubError, calendar, permissions};

/// A notice that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The last day that it leads to.
    pub last_day: Date,
    /// Who gave it and when; unknown where the channel came with it.
    pub change: Option<SubscriptionChange>,
}

/// Where the subscription of a channel stands, for whoever is about to change it.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The number, as people read it.
    pub number: String,
    /// Whose number it is.
    pub client: ClientSummary,
    /// What the partner is called.
    pub partner: String,
    /// Who pays, and what ends it.
    pub contract: Contract,
    /// The client's cancellation.
    pub cancelled: Option<Given>,
    /// The partner that stops to pay.
    pub unpaid: Option<Given>,
    /// The day it is in the partner's calendar.
    pub today: Date,
    /// The last day of a notice that is given today.
    pub last_day: Date,
    /// The zone of the partner's calendar.
    pub time_zone: String,
}

/// Where the subscription of a channel stands.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else.
pub async fn of_channel(hub: &Hub, actor: &Actor, id: &ChannelId) -> Result<Standing, HubError> {
    let mut conn = hub.store.read().await?;
    let channel = channels::find(&mut conn, actor.organisation, id).await?.ok_or(HubError::NotFound)?;
    let (waba, partner) = around(&mut conn, &channel).await?;
    let running = channel.contract.lifecycle.ending();
    let cancelled = given(&mut conn, &channel, running.and_then(Ending::cancelled), Step::Cancel).await?;
    let unpaid = given(&mut conn, &channel, running.and_then(Ending::unpaid), Step::StopPaying).await?;
    let today = calendar::day_in(&partner.time_zone, hub.clock.now());
    Ok(Standing {
        number: channel.facts.number.display().to_owned(),
        client: ClientSummary {
            id: waba.client_id,
            name: waba.client_name,
            legal_name: waba.client_legal_name,
            contact_email: waba.client_email,
        },
        partner: partner.name,
        contract: channel.contract,
        cancelled,
        unpaid,
        today,
        last_day: subscription::last_day(today),
        time_zone: partner.time_zone,
    })
}

async fn given(
    conn: &mut Conn,
    channel: &Channel,
    last_day: Option<Date>,
    step: Step,
) -> Result<Option<Given>, HubError> {
    let Some(last_day) = last_day else { return Ok(None) };
    Ok(Some(Given { last_day, change: subscription_changes::last(conn, channel.key, step).await? }))
}

/// How many running numbers the actor's client has, and how many of them want attention; nothing on the partner's
/// side, which may have too many to count.
///
/// # Errors
/// The database refuses.
pub async fn counts(hub: &Hub, actor: &Actor) -> Result<Option<Counts>, HubError> {
    let Organisation::Client(partner, client) = actor.organisation else { return Ok(None) };
    Ok(Some(ending::counts(&mut hub.store.read().await?, partner, client).await?))
}

/// Does one step about the end of a subscription. What was done before is done again without a trace. A notice has to
/// be confirmed by word and tick.
///
/// # Errors
/// [`HubError::NotFound`] for a channel of somebody else, [`HubError::Forbidden`] for members, [`HubError::Conflict`]
/// where the rules refuse it or the last day is not the one that was shown, [`HubError::Invalid`] for a confirmation that is not complete.
pub async fn set(
    hub: &Hub,
    actor: &Actor,
    id: &ChannelId,
    step: Step,
    confirmation: &Confirmation,
) -> Result<(), HubError> {
    let (worker, actor, id, confirmation) = (hub.clone(), *actor, id.clone(), confirmation.clone());
    hub.store
        .write(move |tx| {
            Box::pin(async move {
                let channel = permissions::as_of_now(tx, actor.organisation, &id).await?;
                require(&actor, Capability::ManageBilling)?;
                let (waba, partner) = around(tx, &channel).await?;
                let today = calendar::day_in(&partner.time_zone, worker.clock.now());
                let party = actor.organisation.kind().into();
                let after = step.after(&channel.contract, party, today).map_err(refused)?;
                if matches!(step, Step::Cancel | Step::StopPaying) {
                    confirmation.check(CANCEL_WORD)?;
                }
                if after == channel.contract.lifecycle {
                    return Ok(());
                }
                if matches!(step, Step::Cancel | Step::StopPaying) {
                    confirmation.check_day(subscription::last_day(today))?;
                }
                let name = audit::name_of(tx, actor.user).await?;
                let side = match actor.organisation {
                    Organisation::Client(..) => waba.client_name.as_str(),
                    Organisation::Partner(_) => partner.name.as_str(),
                };
                let done = Done { step, after, by: By::Actor(actor), name: &name, side: Some(side) };
                apply(&worker, tx, (&waba, &channel), &done).await?;
                told::tell_client(&worker, tx, (&waba, &channel), &partner, &done).await
            })
        })
        .await?;
    hub.signals.mail.notify_one();
    Ok(())
}

fn refused(refused: Refused) -> HubError {
    HubError::Conflict(refused.to_string())
}

/// A step that the rules allow.
struct Done<'a> {
    step: Step,
    after: Lifecycle,
    by: By,
    /// The name of who did it.
    name: &'a str,
    /// The person's organisation.
    side: Option<&'a str>,
}

async fn apply(hub: &Hub, tx: &mut Tx, (waba, channel): (&Waba, &Channel), done: &Done<'_>) -> Result<(), HubError> {
    let at = hub.clock.now();
    if done.step == Step::TakeOver {
        permissions::turn_payment(hub, tx, channel.key, PaymentType::Direct).await?;
    } else {
        let words = match done.side {
            Some(side) => format!("{} by {}, {side}", done.step.label(), done.name),
            None => "Its last day is over".to_owned(),
        };
        let contract = Contract { lifecycle: done.after, ..channel.contract.clone() };
        save::change_contract(hub, tx, waba, channel, &contract, &words).await?;
    }
    let user = done.by.user();
    let last_day = done.after.last_day();
    let change = SubscriptionChange { step: done.step, last_day, user, actor: done.name.to_owned(), at };
    subscription_changes::append(tx, channel.key, &change).await?;
    let log = Organisation::Client(channel.partner, channel.client);
    let entry = Entry::new(done.by, log, action(done.step), channel.facts.number.display()).channel(channel.key);
    let detail = last_day.map_or_else(|| "Runs on".to_owned(), |day| format!("Last day {}", day.to_words()));
    audit::record(tx, entry.detail(detail), at).await
}

const fn action(step: Step) -> Action {
    match step {
        Step::Cancel => Action::SubscriptionCancelled,
        Step::TakeBack => Action::CancellationTakenBack,
        Step::StopPaying => Action::PaymentCancelled,
        Step::KeepPaying => Action::PaymentContinued,
        Step::TakeOver => Action::PaymentTakenOver,
        Step::End => Action::SubscriptionEnded,
    }
}

/// The account and the partner of a channel.
async fn around(conn: &mut Conn, channel: &Channel) -> Result<(Waba, PartnerRow), HubError> {
    let waba = wabas::find(conn, channel.waba).await?.ok_or(HubError::NotFound)?;
    let partner = partners::get(conn, channel.partner).await?.ok_or(HubError::NotFound)?;
    Ok((waba, partner))
}
