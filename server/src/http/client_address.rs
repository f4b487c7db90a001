//! Where a request comes from, seen through the proxies that the operator trusts.

use std::net::{IpAddr, Ipv4Addr};

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use domain::network::Networks;
use http::HeaderMap;

use super::Web;
use super::listener::Peer;

/// The address of the client, in the extensions of every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// Finds the address.
pub async fn layer(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<Peer>>().map(|ConnectInfo(peer)| peer.0.ip());
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let address = client_address(peer, request.headers(), &web.trusted_proxies);
    request.extensions_mut().insert(ClientAddress(address));
    next.run(request).await
}

/// Every proxy appends the address that it saw, so the list is read from its end for as long as whoever wrote an
/// entry is trusted. Entries in front of that are the client's own words.
fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &Networks) -> IpAddr {
    let mut address = peer.to_canonical();
    let lines: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok()).collect();
    for entry in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        if !trusted.contain(address) {
            break;
        }
        let Ok(seen) = entry.trim().parse::<IpAddr>() else { break };
        address = seen.to_canonical();
    }
    address
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;
    use domain::network::Networks;

    fn seen(peer: &str, forwarded: &[&'static str], trusted: &Networks) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        client_address(peer.parse().unwrap(), &headers, trusted).to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let trusted: Networks = "127.0.0.1,10.0.0.0/8".parse().unwrap();
        for (peer, forwarded, expected) in [
            ("203.0.113.9", &["1.2.3.4"][..], "203.0.113.9"),
            ("127.0.0.1", &[][..], "127.0.0.1"),
            ("127.0.0.1", &["198.51.100.7"][..], "198.51.100.7"),
            ("::ffff:127.0.0.1", &["198.51.100.7"][..], "198.51.100.7"),
            ("127.0.0.1", &["6.6.6.6, 198.51.100.7"][..], "198.51.100.7"),
            ("127.0.0.1", &["6.6.6.6, 198.51.100.7, 10.1.1.1"][..], "198.51.100.7"),
            ("127.0.0.1", &["6.6.6.6", "198.51.100.7"][..], "198.51.100.7"),
            ("127.0.0.1", &["nonsense"][..], "127.0.0.1"),
            ("127.0.0.1", &["2001:db8::1"][..], "2001:db8::1"),
        ] {
            assert_eq!(seen(peer, forwarded, &trusted), expected, "{peer} {forwarded:?}");
        }
    }
}
