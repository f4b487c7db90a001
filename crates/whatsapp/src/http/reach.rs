//! To which addresses a client connects.

use std::net::{IpAddr, SocketAddr};

use domain::network::Networks;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// To which addresses a client connects.
#[derive(Clone, Debug)]
pub enum Reach {
    /// To every one: for servers that the operator has named.
    Anywhere,
    /// To public ones and to these networks: for addresses that users name. It is looked at when a connection is made, so
    /// that a name cannot lead elsewhere than it did when it was entered. A client like this has to go straight
    /// ([`super::Route::Direct`]): a proxy would connect for it. An address that stands in the URL itself is never looked
    /// up: ask [`Reach::check`] before each request.
    Public(Networks),
}

/// Why a host was not connected to.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
pub enum NotReached {
    /// It has no address that the client may connect to.
    #[error("{0} is no public address, and the operator of this hub has not allowed it")]
    NotPublic(String),
    /// Its name leads nowhere.
    #[error("the name {0} was not found")]
    NotFound(String),
}

impl Reach {
    /// Refuses a URL that names an address to which the client must not connect. Names are looked at when they are
    /// resolved.
    ///
    /// # Errors
    /// [`NotReached::NotPublic`].
    pub fn check(&self, url: &Url) -> Result<(), NotReached> {
        let Self::Public(networks) = self else { return Ok(()) };
        let address: IpAddr = match url.host() {
            Some(Host::Ipv4(address)) => address.into(),
            Some(Host::Ipv6(address)) => address.into(),
            Some(Host::Domain(_)) | None => return Ok(()),
        };
        if networks.let_through(address) { Ok(()) } else { Err(NotReached::NotPublic(address.to_string())) }
    }
}

/// Resolves as the system does, and leaves out what must not be connected to.
pub(super) struct Resolver(pub(super) Networks);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let networks = self.0.clone();
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let Ok(found) = tokio::net::lookup_host((host.as_str(), 0)).await else {
                return Err(NotReached::NotFound(host).into());
            };
            let open: Vec<SocketAddr> = found.filter(|address| networks.let_through(address.ip())).collect();
            if open.is_empty() {
                return Err(NotReached::NotPublic(host).into());
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_the_url_is_checked_however_it_is_written() {
        let reach = Reach::Public(Networks::default());
        for refused in [
            "http://127.0.0.1/",
            "https://169.254.169.254/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://2130706433/",
        ] {
            assert!(reach.check(&refused.parse().unwrap()).is_err(), "{refused}");
        }
        for taken in ["https://1.1.1.1/", "https://example.com/"] {
            assert_eq!(reach.check(&taken.parse().unwrap()), Ok(()), "{taken}");
        }
        assert_eq!(Reach::Public(Networks::loopback()).check(&"http://127.0.0.1/".parse().unwrap()), Ok(()));
        assert_eq!(Reach::Anywhere.check(&"http://10.0.0.1/".parse().unwrap()), Ok(()));
    }

    #[tokio::test]
    async fn a_name_that_leads_into_a_network_is_refused() {
        let name = |text: &str| text.parse::<Name>().unwrap();
        let refused = Resolver(Networks::default()).resolve(name("localhost")).await.err().unwrap();
        assert_eq!(refused.downcast_ref(), Some(&NotReached::NotPublic("localhost".to_owned())));
        let mut found = Resolver(Networks::loopback()).resolve(name("localhost")).await.ok().unwrap();
        assert!(found.all(|address| address.ip().is_loopback()));
    }
}
