//! What the tests of this crate build on.

pub mod channels;
pub mod model;
pub mod portfolio;

use std::sync::atomic::{AtomicU64, Ordering};

use domain::Timestamp;
use domain::email::Email;
use domain::ids::{ClientId, PartnerId, PartnerKey, UserId, UserKey, WabaId};
use domain::permission::PaymentType;
use domain::text::Name;
use domain::waba::{AccountType, WabaFacts};
use store::clients::{ClientRow, NewClient};
use store::users::{self, NewUser};
use store::wabas::{NewWaba, Waba};
use store::{Store, clients, partners, wabas};

/// The time of everything that happens in these tests.
pub const NOW: Timestamp = Timestamp(1_795_338_180_000);

/// One transaction: `commit!(store, |tx| partners::create(tx, …).await)`.
macro_rules! commit {
    ($store:expr, |$tx:ident| $work:expr) => {
        $store.write::<_, store::StoreError, _>(move |$tx| Box::pin(async move { $work })).await
    };
}
pub(crate) use commit;

static NEXT: AtomicU64 = AtomicU64::new(1);

/// Bytes that no other call gets.
pub fn entropy() -> [u8; 16] {
    let mut rng = Rng(NEXT.fetch_add(1, Ordering::Relaxed) << 20);
    u128::from(rng.next()).wrapping_mul(u128::from(u64::MAX)).wrapping_add(u128::from(rng.next())).to_be_bytes()
}

/// Numbers that look random and are the same in each run (splitmix64, S. Vigna).
pub struct Rng(pub u64);

impl Rng {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to `end`, without it.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// True in `percent` of 100 calls.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

pub async fn partner(store: &Store, name: &str) -> PartnerKey {
    let (id, name) = (PartnerId::from_entropy(entropy()), Name::parse(name).unwrap());
    commit!(store, |tx| partners::create(tx, &id, &name, NOW).await).unwrap()
}

pub async fn client(store: &Store, partner: PartnerKey, name: &str, email: &str) -> ClientRow {
    let new = NewClient {
        id: ClientId::from_entropy(entropy()),
        partner,
        name: Name::parse(name).unwrap(),
        legal_name: Name::parse(&format!("{name} GmbH")).unwrap(),
        contact_email: Some(Email::parse(email).unwrap()),
        country: None,
        partner_payload: None,
        at: NOW,
    };
    let id = new.id.clone();
    commit!(store, |tx| clients::create(tx, &new).await).unwrap();
    clients::find(&mut store.read().await.unwrap(), partner, &id).await.unwrap().unwrap()
}

pub async fn user(store: &Store, email: &str) -> UserKey {
    let new = NewUser {
        id: UserId::from_entropy(entropy()),
        email: Email::parse(email).unwrap(),
        name: Name::parse("Somebody").unwrap(),
        password_hash: None,
        at: NOW,
    };
    commit!(store, |tx| users::create(tx, &new).await).unwrap()
}

/// What Meta says about an account that runs.
pub fn waba_facts(external_id: &str, name: &str, account_type: AccountType) -> WabaFacts {
    WabaFacts {
        external_id: external_id.to_owned(),
        name: name.to_owned(),
        status: None,
        review: None,
        business_verification: None,
        account_type,
        on_behalf: None,
        business_id: None,
        business_name: None,
        timezone: None,
        namespace: None,
        currency: None,
        country: None,
        messaging_limit: None,
        can_send: None,
        health: Vec::new(),
        disable_date: None,
    }
}

pub async fn waba(store: &Store, client: &ClientRow, facts: WabaFacts) -> Waba {
    let (partner, client) = (client.partner, client.key);
    let key = commit!(store, |tx| {
        let new = NewWaba {
            id: WabaId::from_entropy(entropy()),
            partner,
            client,
            payment: PaymentType::Partner,
            facts: &facts,
            token: b"sealed".to_vec(),
            at: NOW,
        };
        wabas::insert(tx, &new).await
    })
    .unwrap();
    wabas::find(&mut store.read().await.unwrap(), key).await.unwrap().unwrap()
}

/// Waits for something that is bound to happen; a test that waits in vain fails instead of hanging.
pub async fn soon<T>(what: &str, happens: impl Future<Output = T>) -> T {
    let limit = std::time::Duration::from_secs(60);
    tokio::time::timeout(limit, happens).await.unwrap_or_else(|_| panic!("{what}: it did not happen"))
}
