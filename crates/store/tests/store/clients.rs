//! The list of clients, the numbers that end, and how many want attention.

use domain::channel::{Contract, Lifecycle};
use domain::client::{ClientState, ClientsAt, ClientsQuery, Numbers};
use domain::ids::PartnerKey;
use domain::meta::QualityRating;
use domain::time::Date;
use domain::waba::AccountType;
use store::Store;
use store::channels::ending::{self, Counts};
use store::channels::{self as stored};
use store::clients;
use store::clients::page::{Page, page};

use crate::support::{channels, client, commit, partner, waba, waba_facts};

async fn look(store: &Store, partner: PartnerKey, search: &str, at: ClientsAt) -> Page {
    let query = ClientsQuery { search: search.to_owned(), page: at };
    page(&mut store.read().await.unwrap(), partner, &query, 2).await.unwrap()
}

fn names(page: &Page) -> Vec<&str> {
    page.clients.iter().map(|client| client.name.as_str()).collect()
}

const JUNE: Date = Date { year: 2026, month: 6, day: 30 };
const JULY: Date = Date { year: 2026, month: 7, day: 31 };

store::on_both_engines! {
    async fn clients_are_listed_by_name_and_found_by_the_beginning_of_words(test: TestStore) {
        let store = &test.store;
        let ours = partner(store, "Nordlicht").await;
        let others = partner(store, "Southwind").await;
        for (name, email) in [
            ("Zebra", "hello@zebra.example"),
            ("Élan Shoes", "elan@example.com"),
            ("bakery north", "north@example.com"),
            ("Anna's Garden", "anna@garden.example"),
            ("bakery north", "second@example.com"),
        ] {
            client(store, ours, name, email).await;
        }
        let foreign = client(store, others, "Bakery South", "south@example.com").await;
        let first = look(store, ours, "", ClientsAt::First).await;
        assert_eq!((names(&first), first.has_previous, first.has_next), (vec!["Anna's Garden", "bakery north"], false, true));
        let second = look(store, ours, "", ClientsAt::After(first.clients[1].id.clone())).await;
        assert_eq!((names(&second), second.has_previous, second.has_next), (vec!["bakery north", "Élan Shoes"], true, true));
        let third = look(store, ours, "", ClientsAt::After(second.clients[1].id.clone())).await;
        assert_eq!((names(&third), third.has_previous, third.has_next), (vec!["Zebra"], true, false));
        let back = look(store, ours, "", ClientsAt::Before(third.clients[0].id.clone())).await;
        assert_eq!(back, second);
        for (typed, found) in [
            ("elan", vec!["Élan Shoes"]),
            ("SHOE ela", vec!["Élan Shoes"]),
            ("hoes", vec![]),
            ("second@example", vec!["bakery north"]),
            ("garden", vec!["Anna's Garden"]),
            ("south", vec![]),
            ("%", vec![]),
            ("!", vec![]),
            ("\0", vec![]),
            (" ", vec!["Anna's Garden", "bakery north"]),
            (third.clients[0].id.as_str(), vec!["Zebra"]),
            (foreign.id.as_str(), vec![]),
        ] {
            assert_eq!(names(&look(store, ours, typed, ClientsAt::First).await), found, "{typed:?}");
        }
        let stray = look(store, ours, "", ClientsAt::After(foreign.id.clone())).await;
        assert_eq!(stray, first, "a place in another partner's list is no place");
    }

    async fn clients_of_an_older_version_get_their_words_once(test: TestStore) {
        let store = &test.store;
        let ours = partner(store, "Nordlicht").await;
        client(store, ours, "Élan", "elan@example.com").await;
        store::testing::execute(&test.url, "update clients set words = '', name_key = ''").await;
        assert_eq!(names(&look(store, ours, "elan", ClientsAt::First).await), [""; 0]);
        assert_eq!(commit!(store, |tx| clients::give_words(tx, 10).await).unwrap(), 1);
        assert_eq!(commit!(store, |tx| clients::give_words(tx, 10).await).unwrap(), 0);
        assert_eq!(names(&look(store, ours, "elan", ClientsAt::First).await), ["Élan"]);
    }

    async fn numbers_end_after_their_last_day_and_are_counted_until_then(test: TestStore) {
        let store = &test.store;
        let ours = partner(store, "Nordlicht").await;
        let shop = client(store, ours, "Shop", "shop@example.com").await;
        let account = waba(store, &shop, waba_facts("1", "Shop", AccountType::Shared)).await;
        let with = |lifecycle| Contract { lifecycle, ..channels::contract() };
        let mut red = channels::facts("13", "+4930901823", "Red");
        red.quality = QualityRating::Red;
        channels::add(store, &account, vec![
            (channels::facts("10", "+4930901820", "Open"), with(Lifecycle::Open)),
            (channels::facts("11", "+4930901821", "Cancelled"), with(Lifecycle::of(Some(JULY), None))),
            (channels::facts("12", "+4930901822", "Unpaid"), with(Lifecycle::of(Some(JULY), Some(JUNE)))),
            (red, with(Lifecycle::of(None, Some(JULY)))),
            (channels::facts("14", "+4930901824", "Ended"), with(Lifecycle::Ended(JUNE))),
        ])
        .await;
        let mut conn = store.read().await.unwrap();
        let unpaid = stored::find_by_external_id(&mut conn, account.key, "12").await.unwrap().unwrap();
        assert_eq!(unpaid.contract.lifecycle, Lifecycle::of(Some(JULY), Some(JUNE)));
        assert_eq!(ending::due(&mut conn, ours, JUNE, 10).await.unwrap(), []);
        assert_eq!(ending::due(&mut conn, ours, JUNE.plus_days(1), 10).await.unwrap(), [unpaid.key]);
        assert_eq!(ending::due(&mut conn, ours, JULY.plus_days(1), 2).await.unwrap().len(), 2);
        assert_eq!(ending::due(&mut conn, PartnerKey(ours.0 + 1), JULY.plus_days(9), 10).await.unwrap(), []);
        let counts = ending::counts(&mut conn, ours, shop.key).await.unwrap();
        assert_eq!(counts, Counts { running: 4, to_do: 1, ending: 2, unpaid: 1 });
        let listed = page(&mut conn, ours, &ClientsQuery::default(), 10).await.unwrap();
        let numbers = Numbers { running: 4, to_do: true, ending: true, ended: true };
        assert_eq!(listed.clients[0].numbers, numbers);
        assert_eq!(numbers.state(), ClientState::NeedsAction);
    }
}
