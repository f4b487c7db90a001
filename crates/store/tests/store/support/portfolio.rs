//! Two partners with many clients and numbers, large enough that each way to search is taken: more matches than
//! are ordered in one go (500), with few words and with more words than are merged (64).

use domain::account::Organisation;
use domain::channel::{ChannelFacts, Contract, Lifecycle};
use domain::ids::{ChannelId, PartnerKey};
use domain::meta::{
    AccountReview, BusinessVerification, CodeVerification, MessagingLimit, NameStatus, NumberStatus, OnBehalfStatus,
    QualityRating,
};
use domain::permission::{PaymentType, Permission};
use domain::search::{fold, words};
use domain::subscription::Ending;
use domain::time::Date;
use domain::waba::AccountType;
use store::Store;
use store::wabas::Waba;

use super::model::Known;
use super::{Rng, channels, client, partner, waba, waba_facts};

/// Everything that there is.
pub struct Portfolio {
    /// The partner with most channels.
    pub large: PartnerKey,
    /// The partner whose rows nobody else may see.
    pub small: PartnerKey,
    /// All channels in the order in which they were added.
    pub all: Vec<Known>,
}

const CLIENTS: &[(&str, &str)] = &[
    ("Bäckerei Kessler", "digital@kessler-backwaren.example"),
    ("Harbour Lane Books", "orders@harbourlane.example"),
    ("Пекарна Слънчоглед", "ofis@slanchogled.example"),
    ("مطاعم النخيل", "contact@nakheel.example"),
    ("आरोग्य क्लिनिक", "admin@arogya.example"),
    ("春風茶館", "info@chunfeng.example"),
    ("Padaria Três Irmãos", "contato@tresirmaos.example"),
];

/// Most names have one of these words: many channels with few different words.
const COMMON: &[&str] = &["Café", "CAFE", "Cafés", "Cafeteria"];

const WORDS: &[&str] = &[
    "Nord",
    "Süd",
    "Straße",
    "Ångström",
    "İstanbul",
    "Слънце",
    "Άνεμος",
    "さくら",
    "שמש",
    "النخيل",
    "आरोग्य",
    "한빛",
    "24h",
    "O'Neil",
    "A-1",
    "ﬁlter",
];

/// Adds it to an empty database.
pub async fn plant(store: &Store) -> Portfolio {
    plant_with(store, 230).await
}

/// The same with few numbers, where it does not matter which way a search takes.
pub async fn plant_few(store: &Store) -> Portfolio {
    plant_with(store, 16).await
}

async fn plant_with(store: &Store, each: usize) -> Portfolio {
    let mut rng = Rng(2026);
    let (large, small) = (partner(store, "Large").await, partner(store, "Small").await);
    let mut all = Vec::new();
    for (index, named) in CLIENTS.iter().enumerate() {
        all.extend(plant_client(store, &mut rng, large, *named, index, each).await);
    }
    all.extend(plant_client(store, &mut rng, small, CLIENTS[0], CLIENTS.len(), each.min(70)).await);
    Portfolio { large, small, all }
}

async fn plant_client(
    store: &Store,
    rng: &mut Rng,
    partner: PartnerKey,
    (name, email): (&str, &str),
    index: usize,
    count: usize,
) -> Vec<Known> {
    let owner = client(store, partner, name, email).await;
    let account_type = if index.is_multiple_of(3) { AccountType::OnBehalf } else { AccountType::Shared };
    let mut facts = waba_facts(&format!("1022901{index:08}"), &format!("Account {index}"), account_type);
    facts.review = [None, Some(AccountReview::Pending), Some(AccountReview::Rejected)][index % 3].clone();
    facts.business_verification = Some(BusinessVerification::KNOWN[index % BusinessVerification::KNOWN.len()].clone());
    facts.on_behalf = Some(OnBehalfStatus::KNOWN[index % OnBehalfStatus::KNOWN.len()].clone());
    let waba = waba(store, &owner, facts).await;
    let wanted: Vec<(ChannelFacts, Contract)> = (0..count).map(|line| number(rng, index, line)).collect();
    let ids = channels::add(store, &waba, wanted.clone()).await;
    ids.into_iter().zip(wanted).map(|(id, (facts, contract))| known(&id, &facts, &contract, &waba)).collect()
}

fn number(rng: &mut Rng, client: usize, line: usize) -> (ChannelFacts, Contract) {
    let country = if rng.chance(90) { "49" } else { *rng.pick(&["1", "359", "81", "2449"]) };
    let end = if rng.chance(80) { "00" } else { *rng.pick(&["07", "49", "24"]) };
    let digits = format!("{country}{client}{line:04}{end}");
    let mut name = rng.pick(WORDS).to_string();
    if rng.chance(90) {
        name = format!("{} {name}", rng.pick(COMMON));
    }
    if rng.chance(80) {
        name = format!("{name} shop{}", rng.below(400));
    }
    let mut facts = channels::facts(&format!("10654{client:04}{line:06}"), &digits, &name);
    facts.status = rng.pick(NumberStatus::KNOWN).clone();
    facts.quality = rng.pick(QualityRating::KNOWN).clone();
    facts.messaging_limit = rng.chance(80).then(|| rng.pick(MessagingLimit::KNOWN).clone());
    facts.name_status = rng.chance(50).then(|| rng.pick(NameStatus::KNOWN).clone());
    facts.code_verification = rng.chance(50).then(|| rng.pick(CodeVerification::KNOWN).clone());
    let day = Date { year: 2026, month: 12, day: 31 };
    let lifecycle = match rng.below(100) {
        0..45 => Lifecycle::Ended(day),
        45..50 => Lifecycle::Ending(Ending::Cancelled(day)),
        _ => Lifecycle::Open,
    };
    let contract = Contract { payment: *rng.pick(PaymentType::ALL), permission: *rng.pick(Permission::ALL), lifecycle };
    (facts, contract)
}

fn known(id: &ChannelId, facts: &ChannelFacts, contract: &Contract, waba: &Waba) -> Known {
    Known {
        owner: Organisation::Client(waba.partner, waba.client),
        ended: matches!(contract.lifecycle, Lifecycle::Ended(_)),
        card: channels::derived(id, facts, contract, waba).card,
        words: channels::texts(facts, waba).iter().flat_map(|text| words(text)).collect(),
        ids: channels::ids(id, facts, waba).iter().map(|id| (*id).to_owned()).collect(),
        name_key: fold(&facts.name),
        client_key: fold(&waba.client_name),
    }
}
