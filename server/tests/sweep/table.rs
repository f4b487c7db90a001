//! How each route and server function is called with the id of an object.
//!
//! A route or function that is missing here fails the test beside this file, so whoever adds one says here what it
//! takes and whom it is for.

mod onboarding;

use http::Method;

use super::world::Kind;

/// What an id in a call stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing of the kind.
    Nothing,
    /// The object that is shown or changed: other people's are refused.
    Object(Kind),
    /// A place in a list, which other people's objects are not in.
    Place(Kind),
    /// What a list is searched for.
    Words,
    /// What no id is: the token of a link, the name of a step.
    Secret,
}

/// Whom a call is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// Anybody, before the sign-in.
    Everybody,
    /// Programs, which never have a session.
    Machines,
    /// Whoever is signed in.
    Members,
    /// Owners.
    Owners,
    /// People of a client; to a partner it is not there.
    Clients,
    /// People of a partner; to a client it is not there.
    Partners,
    /// Owners of a partner; to a client it is not there.
    PartnerOwners,
}

/// What a call does besides answering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Nothing.
    None,
    /// It shows numbers, names or ids of whoever asks.
    Shows,
    /// It changes something, of whoever asks or of the object.
    Changes,
}

/// One way to call a route or a server function.
#[derive(Clone, Debug)]
pub struct Call {
    /// The path as the router knows it.
    pub route: &'static str,
    /// How it is called.
    pub method: Method,
    /// Path and query; `{id}` stands for the id.
    pub address: String,
    /// The form; `{id}` stands for the id.
    pub form: &'static str,
    pub takes: Takes,
    pub whom: For,
    pub effect: Effect,
}

impl Call {
    /// Whether the answer is a server function's or a stream's, which programs read.
    pub fn is_for_programs(&self) -> bool {
        self.address.starts_with("/api/") || self.is_stream()
    }

    /// Whether the answer never ends.
    pub fn is_stream(&self) -> bool {
        self.route == "/live"
    }

    /// Whether it can be made without changing anything.
    pub fn is_harmless(&self) -> bool {
        self.effect != Effect::Changes
    }

    fn at(self, address: &str) -> Self {
        Self { address: address.to_owned(), ..self }
    }

    fn takes(self, takes: Takes) -> Self {
        Self { takes, ..self }
    }

    fn whom(self, whom: For) -> Self {
        Self { whom, ..self }
    }

    fn shows(self) -> Self {
        Self { effect: Effect::Shows, ..self }
    }

    fn changes(self) -> Self {
        Self { effect: Effect::Changes, ..self }
    }
}

/// A page: its parameter, where it has one, is the id.
fn page(route: &'static str) -> Call {
    let address = match (route.find('{'), route.find('}')) {
        (Some(start), Some(end)) => format!("{}{{id}}{}", &route[..start], &route[end + 1..]),
        _ => route.to_owned(),
    };
    Call {
        route,
        method: Method::GET,
        address,
        form: "",
        takes: Takes::Nothing,
        whom: For::Members,
        effect: Effect::None,
    }
}

/// A server function with its form.
fn function(route: &'static str, form: &'static str) -> Call {
    Call { method: Method::POST, form, ..page(route) }
}

/// Every call, in an order in which all of them can be made: what ends something comes after what needs it.
pub fn calls() -> Vec<Call> {
    let mut calls = functions();
    calls.extend(changing());
    calls.extend(public());
    calls.extend(pages());
    calls.extend(others());
    calls.extend(onboarding::onboarding());
    let discard = function("/api/app/templates/draft/discard", "id={id}");
    calls.push(discard.takes(Takes::Object(Kind::Draft)).changes());
    // Its colleague, who comes next, finds nothing to remove any more.
    calls.push(function("/api/app/integration/webhook/remove", "").whom(For::Partners).changes());
    calls.push(function("/sign-out", "next=").changes().whom(For::Everybody));
    calls
}

fn functions() -> Vec<Call> {
    use Kind::{Client, Draft, Event, Key, Number, Template, User};
    use Takes::{Object, Place, Secret, Words};
    vec![
        function("/api/app/templates/draft/page", "id={id}").takes(Object(Draft)).shows(),
        function("/api/app/frame", "").shows(),
        function("/api/app/numbers", "query=").shows(),
        function("/api/app/numbers", "query=q%3D{id}").takes(Words),
        function("/api/app/numbers", "query=after%3D{id}").takes(Place(Number)),
        function("/api/app/numbers", "query=before%3D{id}").takes(Place(Number)),
        function("/api/app/number-overview", "id={id}").takes(Object(Number)).shows(),
        function("/api/app/number-details", "id={id}").takes(Object(Number)).shows(),
        function("/api/app/number-webhook/page", "id={id}").takes(Object(Number)).shows(),
        function("/api/app/api-key/page", "id={id}").takes(Object(Number)).shows(),
        function("/api/app/business-profile/page", "id={id}").takes(Object(Number)).shows(),
        function("/api/app/business-profile/review/page", "id={id}").takes(Object(Number)).shows(),
        function("/api/app/business-profile/picture/page", "id={id}").takes(Object(Number)).shows(),
        function("/api/app/catalog/page", "id={id}").takes(Object(Number)).shows(),
        function("/api/app/balance/page", "id={id}").takes(Object(Number)).shows(),
        function("/api/app/api-key/revoke/page", "key={id}").takes(Object(Key)).shows(),
        function("/api/app/templates", "query=").shows(),
        function("/api/app/templates", "query=q%3D{id}").takes(Words),
        function("/api/app/templates", "query=after%3D{id}").takes(Place(Template)),
        function("/api/app/templates", "query=before%3D{id}").takes(Place(Template)),
        function("/api/app/number-templates", "number={id}&query=").takes(Object(Number)).shows(),
        function("/api/app/template", "id={id}").takes(Object(Template)).shows(),
        function("/api/app/template/delete/page", "id={id}").takes(Object(Template)).shows(),
        function("/api/app/template/copy/page", "id={id}").takes(Object(Template)).shows(),
        function("/api/app/template/test/page", "id={id}").takes(Object(Template)).shows(),
        function("/api/app/notifications", "query=").shows(),
        function("/api/app/notifications", "query=after%3D{id}").takes(Place(Event)),
        function("/api/app/organisations/page", "").shows(),
        function("/api/app/organisation/page", "").shows(),
        function("/api/app/profile/page", "").shows(),
        function("/api/app/security/page", "").shows(),
        function("/api/app/security/proof/page", "step={id}").takes(Secret),
        function("/api/app/users/page", "").shows(),
        function("/api/app/integration/page", "").whom(For::Partners).shows(),
        function("/api/app/integration/webhook/remove/page", "").whom(For::Partners),
        function("/api/app/permissions/page", "query=").whom(For::Clients).shows(),
        function("/api/app/permissions/page", "query=after%3D{id}").takes(Place(Number)).whom(For::Clients),
        function("/api/app/permission/page", "id={id}").takes(Object(Number)).shows(),
        function("/api/app/subscription/page", "id={id}&step=cancel").takes(Object(Number)).shows(),
        function("/api/app/subscription/page", "id={id}&step=stop_paying").takes(Object(Number)).shows(),
        function("/api/app/deletion/page", "id={id}").takes(Object(Number)).shows(),
        function("/api/app/clients", "query=").whom(For::Partners).shows(),
        function("/api/app/clients", "query=q%3D{id}").takes(Words).whom(For::Partners),
        function("/api/app/clients", "query=after%3D{id}").takes(Place(Client)).whom(For::Partners),
        function("/api/app/client", "id={id}").takes(Object(Client)).whom(For::Partners).shows(),
        function("/api/app/users/remove/page", "id={id}").takes(Object(User)).whom(For::Owners).shows(),
    ]
}

/// A draft with nothing in it.
const DRAFT: &str =
    r#"{"id":"{id}","template":{"name":"","language":"en_US","category":"UTILITY","content":{"components":[]}}}"#;

/// A profile with a new address, which began with none.
const PROFILE: &str = "number={id}&base=%7B%22about%22%3A%22%22%2C%22description%22%3A%22%22%2C%22vertical%22%3Anull%2C%22address%22%3A%22%22%2C%22email%22%3A%22%22%2C%22websites%22%3A%5B%22%22%2C%22%22%5D%7D&address=Kai+1&then=review";

fn changing() -> Vec<Call> {
    use Kind::{Draft, Event, Invitation, Key, Number, Organisation, Session, Template, User};
    use Takes::Object;
    vec![
        function("/api/app/templates/draft/save", DRAFT).takes(Object(Draft)).changes(),
        function("/api/app/templates/draft/submit", DRAFT).takes(Object(Draft)).changes(),
        Call { method: Method::POST, ..page("/templates/drafts/{id}/form") }.takes(Object(Draft)).changes(),
        Call { method: Method::POST, form: "x", ..page("/api/app/templates/drafts/{id}/sample") }
            .at("/api/app/templates/drafts/{id}/sample?kind=image&name=x.png")
            .takes(Object(Draft))
            .changes(),
        function("/api/app/templates/sync", "number={id}").takes(Object(Number)).changes(),
        function("/api/app/templates/start", "number={id}").takes(Object(Number)).changes(),
        function("/api/app/templates/start", "template={id}&what=copy").takes(Object(Template)).changes(),
        function("/api/app/template/copy", "id={id}").takes(Object(Template)).changes(),
        function("/api/app/template/test", "id={id}&from=x&to=nobody").takes(Object(Template)).changes(),
        function("/api/app/template/unpause", "id={id}").takes(Object(Template)).changes(),
        function("/api/app/template/delete", "id={id}&extent=one&typed=x").takes(Object(Template)).changes(),
        function("/api/app/permission/set", "id={id}&wish=share").takes(Object(Number)).changes(),
        function("/api/app/subscription/set", "id={id}&step=cancel&typed=x")
            .takes(Object(Number))
            .whom(For::Owners)
            .changes(),
        function("/api/app/subscription/set", "id={id}&step=take_over")
            .takes(Object(Number))
            .whom(For::Owners)
            .changes(),
        function("/api/app/subscription/set", "id={id}&step=stop_paying&typed=x&consent=yes")
            .takes(Object(Number))
            .whom(For::Owners)
            .changes(),
        function("/api/app/deletion/request", "id={id}&typed=x").takes(Object(Number)).whom(For::Owners).changes(),
        function("/api/app/deletion/take-back", "id={id}").takes(Object(Number)).whom(For::Owners).changes(),
        function("/api/app/sync-now", "number={id}&page=details").takes(Object(Number)).changes(),
        function("/api/app/business-profile/keep", PROFILE).takes(Object(Number)).changes(),
        Call { method: Method::POST, form: "x", ..page("/api/app/numbers/{id}/profile-picture") }
            .takes(Object(Number))
            .changes(),
        function("/api/app/business-profile/picture/drop", "number={id}").takes(Object(Number)).changes(),
        function("/api/app/business-profile/save", "number={id}").takes(Object(Number)).changes(),
        function("/api/app/business-profile/discard", "number={id}").takes(Object(Number)).changes(),
        function("/api/app/catalog/save", "number={id}").takes(Object(Number)).changes(),
        function("/api/app/api-key/revoke", "key={id}").takes(Object(Key)).changes(),
        function("/api/app/api-key/generate", "number={id}&overlap=none").takes(Object(Number)).changes(),
        function("/api/app/number-webhook/save", "number={id}&address=http%3A%2F%2F127.0.0.1%3A9%2Fsweep&headers=")
            .takes(Object(Number))
            .changes(),
        function("/api/app/number-webhook/test", "number={id}").takes(Object(Number)).changes(),
        function("/api/app/number-webhook/remove", "number={id}").takes(Object(Number)).changes(),
        function("/api/app/notification-read", "event={id}&back=").takes(Object(Event)).changes(),
        function("/api/app/notifications-read", "back=").changes(),
        function("/api/app/list-view", "view=cards&back=").changes(),
        function("/api/app/organisation/time-zone", "time_zone=Europe%2FBerlin").whom(For::PartnerOwners).changes(),
        function("/api/app/profile/save", "name=&theme=system&list_view=cards").changes(),
        function("/api/app/users/invite", "email=new%40elsewhere.example&role=member").whom(For::Owners).changes(),
        function("/api/app/users/invitation/resend", "id={id}").takes(Object(Invitation)).whom(For::Owners).changes(),
        function("/api/app/users/invitation/revoke", "id={id}").takes(Object(Invitation)).whom(For::Owners).changes(),
        function("/api/app/users/role", "id={id}&role=member").takes(Object(User)).whom(For::Owners).changes(),
        function("/api/app/users/remove", "id={id}").takes(Object(User)).whom(For::Owners).changes(),
        function("/api/app/integration/webhook/save", "address=http%3A%2F%2F127.0.0.1%3A9%2Fsweep&headers=")
            .whom(For::Partners)
            .changes(),
        function("/api/app/integration/webhook/test", "").whom(For::Partners).changes(),
        function("/api/app/integration/webhook/turn", "to=on").whom(For::Partners).changes(),
        function("/api/app/integration/secret/show", "").whom(For::PartnerOwners).changes(),
        function("/api/app/integration/secret/rotate", "").whom(For::PartnerOwners).changes(),
        function("/api/app/security/password", "password=wrong&new_password=another+long+password").changes(),
        function("/api/app/security/two-factor/begin", "").changes(),
        function("/api/app/security/two-factor/confirm", "code=000000").changes(),
        function("/api/app/security/two-factor/codes", "password=wrong").changes(),
        function("/api/app/security/two-factor/off", "password=wrong").changes(),
        function("/api/app/security/sessions/end", "id={id}").takes(Object(Session)).changes(),
        function("/api/app/security/sessions/end-others", "").changes(),
        function("/api/app/organisations/switch", "organisation={id}").takes(Object(Organisation)).changes(),
    ]
}

fn public() -> Vec<Call> {
    let token = |call: Call| call.takes(Takes::Secret);
    let calls = vec![
        page("/sign-in"),
        page("/sign-in").at("/sign-in?next=/numbers/{id}").takes(Takes::Place(Kind::Number)),
        page("/sign-in/code"),
        page("/forgot-password"),
        token(page("/reset-password/{token}")),
        token(page("/invitation/{token}")),
        function("/api/public/sign-in/page", "query="),
        function("/api/public/sign-in", "email=nobody%40elsewhere.example&password=wrong&next=").changes(),
        function("/api/public/sign-in/code/page", "query="),
        function("/api/public/sign-in/code", "code=000000&with=&next=").changes(),
        function("/api/public/forgot-password/page", ""),
        function("/api/public/forgot-password", "email=nobody%40elsewhere.example").changes(),
        token(function("/api/public/reset-password/page", "token={id}")),
        token(function("/api/public/reset-password", "token={id}&new_password=another+long+password")).changes(),
        token(function("/api/public/invitation/page", "token={id}")),
        token(function("/api/public/invitation/new", "token={id}&name=X&new_password=another+long+password")).changes(),
        token(function("/api/public/invitation/accept", "token={id}")).changes(),
    ];
    calls.into_iter().map(|call| call.whom(For::Everybody)).collect()
}

fn pages() -> Vec<Call> {
    use Kind::{Client, Draft, Event, Key, Number, Template, User};
    use Takes::{Object, Place, Secret, Words};
    vec![
        page("/"),
        page("/numbers").shows(),
        page("/numbers").at("/numbers?q={id}").takes(Words),
        page("/numbers").at("/numbers?after={id}").takes(Place(Number)),
        page("/numbers").at("/numbers?before={id}").takes(Place(Number)),
        page("/numbers/{id}").takes(Object(Number)).shows(),
        page("/numbers/{id}/details").takes(Object(Number)).shows(),
        page("/numbers/{id}/templates").takes(Object(Number)).shows(),
        page("/numbers/{id}/api-key").takes(Object(Number)).shows(),
        page("/numbers/{id}/profile").takes(Object(Number)).shows(),
        page("/numbers/{id}/profile/review").takes(Object(Number)).shows(),
        page("/numbers/{id}/profile/picture").takes(Object(Number)).shows(),
        page("/numbers/{id}/profile-picture").takes(Object(Number)),
        page("/numbers/{id}/profile-picture/new").takes(Object(Number)),
        page("/numbers/{id}/catalog").takes(Object(Number)).shows(),
        page("/numbers/{id}/balance").takes(Object(Number)).shows(),
        page("/numbers/{id}/balance.csv").takes(Object(Number)),
        page("/numbers/{id}/webhook").takes(Object(Number)).shows(),
        page("/api-keys/{key}/revoke").takes(Object(Key)).shows(),
        page("/templates").shows(),
        page("/templates").at("/templates?q={id}").takes(Words),
        page("/templates").at("/templates?after={id}").takes(Place(Template)),
        page("/templates/drafts/{id}").takes(Object(Draft)).shows(),
        page("/templates/{id}").takes(Object(Template)).shows(),
        page("/templates/{id}/delete").takes(Object(Template)).shows(),
        page("/templates/{id}/copy").takes(Object(Template)).shows(),
        page("/templates/{id}/test").takes(Object(Template)).shows(),
        page("/templates/{id}/sample").takes(Object(Template)),
        page("/templates/{id}/sample/{card}").at("/templates/{id}/sample/1").takes(Object(Template)),
        page("/notifications").shows(),
        page("/notifications").at("/notifications?after={id}").takes(Place(Event)),
        page("/organisations").shows(),
        page("/settings").shows(),
        page("/settings/organisation").shows(),
        page("/settings/security").shows(),
        page("/settings/security/{step}").takes(Secret),
        page("/settings/users").shows(),
        page("/settings/integration").whom(For::Partners).shows(),
        page("/settings/integration/remove").whom(For::Partners),
        page("/settings/partner").whom(For::Clients).shows(),
        page("/settings/partner").at("/settings/partner?before={id}").takes(Place(Number)).whom(For::Clients),
        page("/numbers/{id}/permission").takes(Object(Number)).shows(),
        page("/numbers/{id}/cancel").takes(Object(Number)).shows(),
        page("/numbers/{id}/cancel-payment").takes(Object(Number)).shows(),
        page("/numbers/{id}/take-over").takes(Object(Number)).shows(),
        page("/numbers/{id}/deletion").takes(Object(Number)).shows(),
        page("/clients").whom(For::Partners).shows(),
        page("/clients").at("/clients?q={id}").takes(Words).whom(For::Partners),
        page("/clients").at("/clients?before={id}").takes(Place(Client)).whom(For::Partners),
        page("/clients/{id}").takes(Object(Client)).whom(For::Partners).shows(),
        // Its own person may have been removed by now; that the page opens for owners is seen by its function.
        page("/settings/users/{id}/remove").takes(Object(User)).whom(For::Owners),
    ]
}

fn others() -> Vec<Call> {
    let machines = [
        page("/healthz"),
        page("/readyz"),
        page("/metrics"),
        page("/webhooks/whatsapp").at("/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=x&hub.challenge=1"),
        Call { method: Method::POST, form: "{}", ..page("/webhooks/whatsapp") },
    ];
    let mut calls = vec![
        page("/live").shows(),
        page("/settings/two-factor.png"),
        page("/numbers.csv").shows(),
        page("/numbers.csv").at("/numbers.csv?these=results&q={id}").takes(Takes::Words),
        page("/numbers.csv").at("/numbers.csv?these=results&after={id}").takes(Takes::Place(Kind::Number)),
        page("/api/{*function}").at("/api/app/no-such-function"),
    ];
    calls.extend(machines.map(|call| call.whom(For::Machines)));
    calls
}
