//! The sandbox: checkouts, how calls go, and what survives.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use domain::Timestamp;
use domain::money::{Currency, Minor};
use payments::sandbox::{Behaviour, PageState, SandboxConfig, SandboxError};
use payments::{
    Charge, Checkout, CheckoutId, CheckoutState, Gateway, GatewayError, NewCheckout, Notice, PaymentRef, Sandbox,
};
use secrecy::SecretString;
use tempfile::TempDir;

use crate::server::{key, new_checkout, url};

/// A sandbox in a directory of its own, and the clock that it reads.
pub struct World {
    pub directory: TempDir,
    clock: Arc<AtomicI64>,
    pub sandbox: Sandbox,
    pub gateway: Gateway,
}

impl World {
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let clock = Arc::new(AtomicI64::new(1_795_000_000_000));
        let sandbox = open(&directory, &clock).unwrap();
        Self { directory, clock, gateway: Gateway::Sandbox(sandbox.clone()), sandbox }
    }

    /// What a new process finds.
    pub fn again(self) -> Self {
        let Self { directory, clock, sandbox, gateway } = self;
        drop((sandbox, gateway));
        let sandbox = open(&directory, &clock).unwrap();
        Self { directory, clock, gateway: Gateway::Sandbox(sandbox.clone()), sandbox }
    }

    pub fn now(&self) -> Timestamp {
        Timestamp(self.clock.load(Ordering::SeqCst))
    }

    fn advance(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000, Ordering::SeqCst);
    }

    pub async fn paid(&self) -> PaymentRef {
        let begun = self.gateway.begin(&new_checkout()).await.unwrap();
        self.sandbox.pay(&begun.id).await.unwrap();
        match self.gateway.checkout(&begun.id).await {
            Ok(CheckoutState::Paid { payment }) => payment,
            other => panic!("{other:?}"),
        }
    }
}

fn open(directory: &TempDir, clock: &Arc<AtomicI64>) -> Result<Sandbox, payments::sandbox::StorageError> {
    let clock = Arc::clone(clock);
    Sandbox::open(SandboxConfig {
        directory: directory.path().join("payments"),
        hub: url("https://hub.example/"),
        secret: SecretString::from("secret-of-the-sandbox"),
        now: Arc::new(move || Timestamp(clock.load(Ordering::SeqCst))),
        usual: Behaviour::Works,
    })
}

pub fn is_unclear<T>(found: &Result<T, GatewayError>) -> bool {
    matches!(found, Err(GatewayError::Unclear(_)))
}

pub fn is_refused<T>(found: &Result<T, GatewayError>) -> bool {
    matches!(found, Err(GatewayError::Refused(_)))
}

#[tokio::test]
async fn a_checkout_is_paid_on_a_page_of_the_hub() {
    let world = World::new();
    let Checkout { id, url } = world.gateway.begin(&new_checkout()).await.unwrap();
    assert_eq!(url.as_str(), format!("https://hub.example/sandbox/checkout/{id}"));
    assert_eq!(world.gateway.checkout(&id).await, Ok(CheckoutState::Open));
    let page = world.sandbox.page(&id).unwrap();
    assert_eq!((page.title, page.charge, page.state), (new_checkout().title, new_checkout().charge, PageState::Open));

    let notice = world.sandbox.pay(&id).await.unwrap();
    let read = world.gateway.read_notice(Some(&notice.signature), &notice.body, world.now());
    assert_eq!(read, Ok(Notice::Checkout(id.clone())));
    assert!(matches!(world.gateway.checkout(&id).await, Ok(CheckoutState::Paid { .. })));
    assert_eq!(world.sandbox.page(&id).unwrap().state, PageState::Paid);

    assert_eq!(world.sandbox.pay(&id).await, Err(SandboxError::Over));
    assert_eq!(world.sandbox.cancel(&id).await, Err(SandboxError::Over));
}

#[tokio::test]
async fn a_checkout_ends_by_hand_or_in_time() {
    let world = World::new();
    let cancelled = world.gateway.begin(&new_checkout()).await.unwrap().id;
    world.sandbox.cancel(&cancelled).await.unwrap();
    assert_eq!(world.gateway.checkout(&cancelled).await, Ok(CheckoutState::Expired));
    assert_eq!(world.sandbox.pay(&cancelled).await, Err(SandboxError::Over));

    let second = NewCheckout { key: key("topup-2"), ..new_checkout() };
    let late = world.gateway.begin(&second).await.unwrap().id;
    world.advance(3_601);
    assert_eq!(world.gateway.checkout(&late).await, Ok(CheckoutState::Expired));
    assert_eq!(world.sandbox.page(&late).unwrap().state, PageState::Expired);
    assert_eq!(world.sandbox.pay(&late).await, Err(SandboxError::Over));
}

#[tokio::test]
async fn what_nobody_began_is_not_there() {
    let world = World::new();
    let unknown = CheckoutId::parse("cs_sandbox_unknown").unwrap();
    assert!(is_refused(&world.gateway.checkout(&unknown).await));
    assert_eq!(world.sandbox.page(&unknown), None);
    assert_eq!(world.sandbox.pay(&unknown).await, Err(SandboxError::Unknown));
}

#[tokio::test]
async fn the_same_key_is_the_same_checkout() {
    let world = World::new();
    let begun = world.gateway.begin(&new_checkout()).await.unwrap();
    assert_eq!(world.gateway.begin(&new_checkout()).await, Ok(begun.clone()));
    let charge = Charge::new(Minor(1), Minor(0), Currency::Eur).unwrap();
    assert!(is_refused(&world.gateway.begin(&NewCheckout { charge, ..new_checkout() }).await));
    let other = world.gateway.begin(&NewCheckout { key: key("topup-2"), ..new_checkout() }).await.unwrap();
    assert_ne!(other.id, begun.id);
}

#[tokio::test]
async fn calls_go_as_scripted() {
    let world = World::new();
    let slow = Duration::from_millis(20);
    use Behaviour::{Refuses, ReportsLater, Slow, TimesOutAfter, TimesOutBefore, Works};
    world.sandbox.behave([Refuses, TimesOutBefore, TimesOutAfter, Slow(slow), Works, ReportsLater, TimesOutBefore]);
    let begin = async || world.gateway.begin(&new_checkout()).await;
    let kept = || std::fs::read_to_string(world.directory.path().join("payments/sandbox.json")).is_ok();

    assert!(is_refused(&begin().await) && !kept());
    assert!(is_unclear(&begin().await) && !kept());
    assert!(is_unclear(&begin().await) && kept());
    let began = Instant::now();
    let begun = begin().await.unwrap();
    assert!(began.elapsed() >= slow);
    assert_eq!(begin().await, Ok(begun.clone()));
    assert_eq!(begin().await, Ok(begun.clone()));
    assert!(is_unclear(&world.gateway.checkout(&begun.id).await));
    assert_eq!(world.gateway.checkout(&begun.id).await, Ok(CheckoutState::Open));
}

#[tokio::test]
async fn everything_is_there_again_after_the_process_ended() {
    let world = World::new();
    let open = world.gateway.begin(&NewCheckout { key: key("topup-2"), ..new_checkout() }).await.unwrap();
    let payment = world.paid().await;
    let begun = world.gateway.begin(&new_checkout()).await.unwrap();

    let world = world.again();
    assert_eq!(world.gateway.checkout(&open.id).await, Ok(CheckoutState::Open));
    assert_eq!(world.gateway.checkout(&begun.id).await, Ok(CheckoutState::Paid { payment }));
    assert_eq!(world.gateway.begin(&new_checkout()).await, Ok(begun));

    let path = world.directory.path().join("payments/sandbox.json");
    assert!(!path.with_extension("new").exists());
    std::fs::write(path.with_extension("new"), "half of a").unwrap();
    let world = world.again();
    assert_eq!(world.gateway.checkout(&open.id).await, Ok(CheckoutState::Open));
}

#[tokio::test]
async fn a_file_of_another_make_is_not_overwritten() {
    let world = World::new();
    let path = world.directory.path().join("payments/sandbox.json");
    std::fs::write(&path, "[1]").unwrap();
    let Err(error) = open(&world.directory, &world.clock) else { panic!("opened") };
    assert!(error.to_string().contains("sandbox.json"), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "[1]");
}

#[tokio::test]
async fn what_cannot_be_written_has_not_happened() {
    let world = World::new();
    std::fs::remove_dir_all(world.directory.path().join("payments")).unwrap();
    assert!(is_unclear(&world.gateway.begin(&new_checkout()).await));
    std::fs::create_dir(world.directory.path().join("payments")).unwrap();
    let begun = world.gateway.begin(&new_checkout()).await.unwrap();
    std::fs::remove_dir_all(world.directory.path().join("payments")).unwrap();
    assert!(matches!(world.sandbox.pay(&begun.id).await, Err(SandboxError::Storage(_))));
    assert_eq!(world.gateway.checkout(&begun.id).await, Ok(CheckoutState::Open));
}

#[tokio::test]
async fn every_call_can_be_made_from_a_task() {
    let world = World::new();
    let (sandbox, gateway) = (world.sandbox.clone(), world.gateway.clone());
    let task = tokio::spawn(async move {
        let id = gateway.begin(&new_checkout()).await.unwrap().id;
        sandbox.cancel(&id).await.unwrap();
        gateway.checkout(&id).await
    });
    assert_eq!(task.await.unwrap(), Ok(CheckoutState::Expired));
}
