//! A provider without money, inside the hub: for the demo and for tests. It keeps what it knows in one file, so that it
//! survives the process as a provider would, and it can be slow, refuse, fall silent and report later.
//!
//! One process may use a directory at a time.

mod behaviour;
mod file;
mod page;
mod refund;
mod state;

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use domain::Timestamp;
use ring::hmac;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::checkout::{Checkout, CheckoutState, NewCheckout};
use crate::error::GatewayError;
use crate::names::{CheckoutId, InvalidName, RequestKey};
use crate::signature;

pub use behaviour::Behaviour;
pub use file::StorageError;
pub use page::{PageState, SandboxPage};
pub use refund::{Outcome, SandboxError};

use file::File;
use state::{Progress, Session, State};

/// Tells the time.
pub type Now = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Where a sandbox keeps its things, and how it is reached.
#[derive(Clone)]
pub struct SandboxConfig {
    /// A directory of its own; it is made where it is missing.
    pub directory: PathBuf,
    /// The address of the hub, which shows the page of a checkout under `/sandbox/checkout/{id}`.
    pub hub: Url,
    /// Signs notices, and makes names that nobody guesses. Not empty, or no notice fits.
    pub secret: SecretString,
    /// The time, for signatures and for checkouts that expire.
    pub now: Now,
    /// What happens to calls that no script is about.
    pub usual: Behaviour,
}

/// A provider without money. Clones share everything.
#[derive(Clone)]
pub struct Sandbox {
    inner: Arc<Inner>,
}

struct Inner {
    config: SandboxConfig,
    file: Mutex<File>,
    script: Mutex<VecDeque<Behaviour>>,
}

impl Sandbox {
    /// Opens a directory and finds what was there.
    ///
    /// # Errors
    /// When the file cannot be read or is of another make.
    pub fn open(config: SandboxConfig) -> Result<Self, StorageError> {
        let file = Mutex::new(File::open(&config.directory)?);
        Ok(Self { inner: Arc::new(Inner { config, file, script: Mutex::default() }) })
    }

    /// What happens to the next calls, one after the other; those after them are as usual.
    pub fn behave(&self, script: impl IntoIterator<Item = Behaviour>) {
        self.inner.script.lock().unwrap_or_else(PoisonError::into_inner).extend(script);
    }

    pub(crate) async fn begin(&self, checkout: &NewCheckout) -> Result<Checkout, GatewayError> {
        let request = checkout.clone();
        let sandbox = self.clone();
        self.next().act(async move |_| sandbox.write(move |state, sandbox| state.begin(request, sandbox)).await).await
    }

    pub(crate) async fn checkout(&self, id: &CheckoutId) -> Result<CheckoutState, GatewayError> {
        let (id, now) = (id.clone(), self.now());
        let sandbox = self.clone();
        self.next().act(async move |_| sandbox.read(|state| state.checkout(&id, now))).await
    }

    pub(crate) fn secret(&self) -> &SecretString {
        &self.inner.config.secret
    }

    fn next(&self) -> Behaviour {
        let scripted = self.inner.script.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        scripted.unwrap_or(self.inner.config.usual)
    }

    fn now(&self) -> Timestamp {
        (self.inner.config.now)()
    }

    /// A name for what a key asks for: it needs no counter, and nobody guesses it.
    fn name<T: TryFrom<String, Error = InvalidName>>(&self, kind: &str, key: &RequestKey) -> Result<T, GatewayError> {
        let secret = hmac::Key::new(hmac::HMAC_SHA256, self.secret().expose_secret().as_bytes());
        let name = hmac::sign(&secret, format!("{kind}:{key}").as_bytes());
        let digits: String = signature::hex(name.as_ref()).chars().take(32).collect();
        T::try_from(format!("{kind}_sandbox_{digits}"))
            .map_err(|InvalidName| GatewayError::Refused("The sandbox has no name for this.".to_owned()))
    }

    fn url(&self, id: &CheckoutId) -> Url {
        let mut url = self.inner.config.hub.clone();
        url.set_path(&format!("/sandbox/checkout/{id}"));
        url
    }

    fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(self.inner.file.lock().unwrap_or_else(PoisonError::into_inner).state())
    }

    /// Changes the state; what was changed is in the file before anybody is told. Writing waits for the disk, so it is
    /// done where that holds nobody up.
    async fn write<T, E>(
        &self,
        change: impl FnOnce(&mut State, &Sandbox) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StorageError> + Send + 'static,
    {
        let sandbox = self.clone();
        let written = tokio::task::spawn_blocking(move || {
            let mut file = sandbox.inner.file.lock().unwrap_or_else(PoisonError::into_inner);
            file.change(|state| change(state, &sandbox))
        });
        written.await.unwrap_or_else(|error| Err(StorageError::stopped(&error).into()))
    }
}

impl State {
    /// The same request is the same checkout.
    fn begin(&mut self, request: NewCheckout, sandbox: &Sandbox) -> Result<Checkout, GatewayError> {
        if let Some((id, known)) = self.checkouts.iter().find(|(_, session)| session.request.key == request.key) {
            if known.request == request {
                return Ok(Checkout { id: id.clone(), url: sandbox.url(id) });
            }
            return Err(GatewayError::Refused("This key was used before, for another payment.".to_owned()));
        }
        let id: CheckoutId = sandbox.name("cs", &request.key)?;
        let payment = sandbox.name("pi", &request.key)?;
        let url = sandbox.url(&id);
        self.checkouts.insert(id.clone(), Session { request, payment, progress: Progress::Open });
        Ok(Checkout { id, url })
    }

    fn checkout(&self, id: &CheckoutId, now: Timestamp) -> Result<CheckoutState, GatewayError> {
        let session = self.checkouts.get(id);
        let session =
            session.ok_or_else(|| GatewayError::Refused(format!("The sandbox knows of no checkout {id}.")))?;
        Ok(match session.state(now) {
            PageState::Open => CheckoutState::Open,
            PageState::Paid => CheckoutState::Paid { payment: session.payment.clone() },
            PageState::Expired => CheckoutState::Expired,
        })
    }
}
