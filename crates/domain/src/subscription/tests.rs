//! The notice by table and property, and who may do what.

use proptest::prelude::*;

use super::*;
use crate::permission::Permission;

const fn date(year: i64, month: u8, day: u8) -> Date {
    Date { year, month, day }
}

#[test]
fn thirty_days_to_the_end_of_a_month() {
    for (notice, last) in [
        (date(2026, 5, 15), date(2026, 6, 30)),
        (date(2026, 5, 1), date(2026, 5, 31)),
        (date(2026, 5, 2), date(2026, 6, 30)),
        (date(2026, 4, 30), date(2026, 5, 31)),
        // The end of January, before a February of 28 and of 29 days.
        (date(2026, 1, 1), date(2026, 1, 31)),
        (date(2026, 1, 29), date(2026, 2, 28)),
        (date(2026, 1, 30), date(2026, 3, 31)),
        (date(2026, 1, 31), date(2026, 3, 31)),
        (date(2028, 1, 29), date(2028, 2, 29)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2028, 1, 31), date(2028, 3, 31)),
        (date(2028, 2, 29), date(2028, 3, 31)),
        (date(2100, 1, 30), date(2100, 3, 31)),
        // The end of a year.
        (date(2026, 11, 30), date(2026, 12, 31)),
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2026, 12, 2), date(2027, 1, 31)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2027, 12, 31), date(2028, 1, 31)),
    ] {
        assert_eq!(last_day(notice), last, "{notice}");
    }
}

proptest! {
    #[test]
    fn the_last_day_is_the_first_end_of_a_month_that_is_far_enough(days in -100_000_i64..200_000) {
        let notice = Date::from_days(days);
        let last = last_day(notice);
        prop_assert_eq!(last, last.month_end());
        prop_assert!(NOTICE_DAYS <= last.days() - notice.days());
        let month_before = Date { day: 1, ..last }.plus_days(-1);
        prop_assert!(month_before.days() - notice.days() < NOTICE_DAYS);
    }

    #[test]
    fn whatever_happens_dates_are_ends_of_months_and_who_pays_is_not_stopped_by_the_other(
        steps in proptest::collection::vec((0..Step::ALL.len(), 0..Party::ALL.len(), 0_i64..40), 0..30)
    ) {
        let mut contract = contract(PaymentType::Partner, Lifecycle::Open);
        let mut today = date(2026, 1, 31);
        for (step, party, days) in steps {
            let (step, party) = (Step::ALL[step], Party::ALL[party]);
            today = today.plus_days(days);
            let before = contract.lifecycle;
            let Ok(lifecycle) = step.after(&contract, party, today) else { continue };
            contract.lifecycle = lifecycle;
            prop_assert_eq!(step.after(&contract, party, today).unwrap_or(lifecycle), lifecycle, "twice is once");
            if step == Step::TakeOver {
                contract = contract.under(crate::permission::Terms { payment: PaymentType::Direct, permission: contract.permission });
            }
            if let Some(day) = lifecycle.last_day() {
                prop_assert_eq!(day, day.month_end());
            }
            if let (Lifecycle::Ended(was), after) = (before, lifecycle) {
                prop_assert_eq!(after, Lifecycle::Ended(was), "what has ended stays so");
            }
            let unpaid = lifecycle.ending().and_then(Ending::unpaid);
            prop_assert!(unpaid.is_none() || contract.payment == PaymentType::Partner);
        }
    }
}

fn contract(payment: PaymentType, lifecycle: Lifecycle) -> Contract {
    Contract { payment, permission: Permission::Shared, lifecycle }
}

#[test]
fn every_step_of_every_party_has_its_outcome() {
    const TODAY: Date = date(2026, 5, 15);
    const JUNE: Date = date(2026, 6, 30);
    const MAY: Date = date(2026, 5, 31);
    use {Party as By, Refused as R, Step as S};
    let open = Lifecycle::Open;
    let cancelled = Lifecycle::of(Some(MAY), None);
    let unpaid = Lifecycle::of(None, Some(MAY));
    let both = Lifecycle::of(Some(MAY), Some(MAY));
    let begins = [open, cancelled, unpaid, both];
    let table = [
        (
            By::Client,
            S::Cancel,
            [Ok(Lifecycle::of(Some(JUNE), None)), Ok(cancelled), Ok(Lifecycle::of(Some(JUNE), Some(MAY))), Ok(both)],
        ),
        (By::Client, S::TakeBack, [Ok(open), Ok(open), Ok(unpaid), Ok(unpaid)]),
        (By::Client, S::TakeOver, [Err(R::PartnerGoesOn), Err(R::PartnerGoesOn), Ok(open), Ok(cancelled)]),
        (By::Client, S::StopPaying, [Err(R::PartnerPays); 4]),
        (By::Client, S::KeepPaying, [Err(R::PartnerPays); 4]),
        (By::Client, S::End, [Err(R::ByItself); 4]),
        (By::Partner, S::Cancel, [Err(R::ClientCancels); 4]),
        (By::Partner, S::TakeBack, [Err(R::ClientCancels); 4]),
        (By::Partner, S::TakeOver, [Err(R::ClientTakesOver); 4]),
        (
            By::Partner,
            S::StopPaying,
            [Ok(Lifecycle::of(None, Some(JUNE))), Ok(Lifecycle::of(Some(MAY), Some(JUNE))), Ok(unpaid), Ok(both)],
        ),
        (By::Partner, S::KeepPaying, [Ok(open), Ok(cancelled), Ok(open), Ok(cancelled)]),
        (By::Partner, S::End, [Err(R::ByItself); 4]),
        (By::Hub, S::Cancel, [Err(R::ClientCancels); 4]),
        (By::Hub, S::TakeBack, [Err(R::ClientCancels); 4]),
        (By::Hub, S::TakeOver, [Err(R::ClientTakesOver); 4]),
        (By::Hub, S::StopPaying, [Err(R::PartnerPays); 4]),
        (By::Hub, S::KeepPaying, [Err(R::PartnerPays); 4]),
        (By::Hub, S::End, begins.map(Ok)),
    ];
    assert_eq!(table.len(), Party::ALL.len() * Step::ALL.len());
    for (party, step, outcomes) in table {
        for (lifecycle, outcome) in begins.into_iter().zip(outcomes) {
            let after = step.after(&contract(PaymentType::Partner, lifecycle), party, TODAY);
            assert_eq!(after, outcome, "{party} {step} {lifecycle:?}");
        }
    }
}

#[test]
fn a_number_works_through_its_last_day_and_ends_with_it() {
    let last = date(2026, 6, 30);
    for lifecycle in [Lifecycle::of(Some(last), None), Lifecycle::of(Some(date(2026, 7, 31)), Some(last))] {
        let contract = contract(PaymentType::Partner, lifecycle);
        assert_eq!(Step::End.after(&contract, Party::Hub, last), Ok(lifecycle));
        assert!(Step::TakeBack.after(&contract, Party::Client, last).is_ok());
        let day_after = last.plus_days(1);
        assert_eq!(Step::End.after(&contract, Party::Hub, day_after), Ok(Lifecycle::Ended(last)));
        for (party, step) in [
            (Party::Client, Step::Cancel),
            (Party::Client, Step::TakeBack),
            (Party::Client, Step::TakeOver),
            (Party::Partner, Step::StopPaying),
            (Party::Partner, Step::KeepPaying),
        ] {
            assert_eq!(step.after(&contract, party, day_after), Err(Refused::Over), "{step}");
        }
    }
}

#[test]
fn a_client_that_pays_itself_cancels_and_takes_nothing_over() {
    let today = date(2026, 5, 15);
    let direct = contract(PaymentType::Direct, Lifecycle::Open);
    assert_eq!(Step::Cancel.after(&direct, Party::Client, today), Ok(Lifecycle::of(Some(date(2026, 6, 30)), None)));
    assert_eq!(Step::StopPaying.after(&direct, Party::Partner, today), Err(Refused::ClientPaysAlready));
    assert_eq!(Step::TakeOver.after(&direct, Party::Client, today), Ok(Lifecycle::Open));
}
