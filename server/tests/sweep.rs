//! Everybody asks for everything of everybody else, by every route and every server function.

mod ask;
mod table;
mod world;

use std::collections::BTreeSet;

use domain::account::Role;
use futures::future::join_all;
use http::{Method, StatusCode};
use leptos_axum::generate_route_list;
use store::on_both_engines;

use ask::Reader;
use table::{Call, Effect, For, Takes, calls};
use world::{Person, World};

/// The routes that the application does not know of.
const ROUTER: &str = include_str!("../src/http.rs");

#[tokio::test]
async fn every_route_and_function_is_in_the_table() {
    let listed: BTreeSet<String> = calls().into_iter().map(|call| call.route.to_owned()).collect();
    let mut there = BTreeSet::new();
    for route in generate_route_list(app::App) {
        assert!(route.methods().all(|method| format!("{method:?}") == "Get"), "{}", route.path());
        there.insert(route.path().to_owned());
    }
    assert!(15 < there.len(), "{there:?}");
    let functions: Vec<_> = leptos::server_fn::axum::server_fn_paths().collect();
    assert!(30 < functions.len(), "{functions:?}");
    for (path, method) in functions {
        assert_eq!(method, Method::POST, "{path}");
        there.insert(path.to_owned());
    }
    assert!(!ROUTER.contains(".nest") && !ROUTER.contains(".route_service"), "routes are found by .route(\"…\")");
    let axum = ROUTER.split(".route(\"").skip(1).map(|rest| rest.split_once('"').unwrap().0.to_owned());
    there.extend(axum);
    let missing: Vec<_> = there.difference(&listed).collect();
    assert!(missing.is_empty(), "the sweep does not know how to call {missing:?}: add them to tests/sweep/table.rs");
    let gone: Vec<_> = listed.difference(&there).collect();
    assert!(gone.is_empty(), "{gone:?} are in tests/sweep/table.rs, but not in the hub");
}

on_both_engines! {
    async fn nobody_reaches_what_belongs_to_others(test: TestStore) {
        let world = World::open(test).await;
        let before = world.state().await;
        join_all(world.people.iter().map(|person| ask_for_everything_of_others(&world, person))).await;
        for (tenant, token) in &world.links {
            let stranger = world.people.iter().find(|person| person.tenant != *tenant).unwrap();
            let answer = stranger.browser.post_form("/api/public/invitation/accept", &[("token", token)]).await;
            assert!(!answer.status.is_success(), "{}", answer.status);
        }
        for (before, after) in before.iter().zip(&world.state().await) {
            assert_eq!(before, after);
        }
    }

    /// Shows that the calls of the table are what they claim to be: with one's own ids they work.
    async fn everybody_reaches_their_own_and_members_not_what_is_for_owners(test: TestStore) {
        let world = World::open(test).await;
        for person in &world.people {
            for call in calls() {
                ask_for_own(&world, person, &call).await;
            }
        }
    }

    async fn whoever_is_not_signed_in_is_told_nothing(test: TestStore) {
        let world = World::open(test).await;
        let before = world.state().await;
        for call in calls() {
            for reader in [Reader::Browser, Reader::Program] {
                ask_without_session(&world, &call, reader).await;
            }
        }
        for (before, after) in before.iter().zip(&world.state().await) {
            assert_eq!(before, after);
        }
    }
}

async fn ask_for_everything_of_others(world: &World, person: &Person) {
    for call in calls().iter().filter(|call| call.is_harmless() || call.takes != Takes::Nothing) {
        for (n, id) in world.foreign_for(person, call).into_iter().enumerate() {
            let is_function = call.method == Method::POST && call.is_for_programs();
            let reader = if is_function { Reader::Program } else { Reader::Browser };
            let answer = world.send(Some(person), call, id, reader).await;
            if !matches!(call.takes, Takes::Object(_) | Takes::Secret) {
                continue;
            }
            let refused = matches!(answer.status, StatusCode::NOT_FOUND | StatusCode::FORBIDDEN);
            assert!(refused, "{} asked {call:?} for {id}: {} {}", person.title(), answer.status, answer.body);
            if is_function && n == 0 {
                // A form leads back to its page, which says why.
                let answer = world.send(Some(person), call, id, Reader::Browser).await;
                let is_sent_back = answer.status.is_redirection() || answer.status.is_client_error();
                assert!(is_sent_back, "{} asked {call:?} for {id}: {}", person.title(), answer.status);
            }
        }
    }
}

async fn ask_for_own(world: &World, person: &Person, call: &Call) {
    let Some(id) = world.own_for(person, call) else { return };
    let reader = if call.is_for_programs() { Reader::Program } else { Reader::Browser };
    let answer = world.send(Some(person), call, id, reader).await;
    let what = format!("{} asked {call:?} for {id}: {} {}", person.title(), answer.status, answer.body);
    if call.whom == For::Machines {
        return;
    }
    let is_for_owners = matches!(call.whom, For::Owners | For::PartnerOwners) && person.role == Role::Member;
    let is_for_other_side = match call.whom {
        For::Clients => person.tenant.client.is_none(),
        For::Partners | For::PartnerOwners => person.tenant.client.is_some(),
        For::Everybody | For::Machines | For::Members | For::Owners => false,
    };
    if is_for_other_side {
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{what}");
        return;
    }
    if is_for_owners {
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
        return;
    }
    let is_wrong = [
        StatusCode::BAD_REQUEST,
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::METHOD_NOT_ALLOWED,
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
    ];
    assert!(!is_wrong.contains(&answer.status) && !answer.status.is_server_error(), "{what}");
    if call.effect == Effect::Shows {
        assert_eq!(answer.status, StatusCode::OK, "{what}");
        // What is theirs would have been noticed in an answer to somebody else.
        assert!(world.told(None, &answer, id).is_some(), "{what}");
    } else if matches!(call.takes, Takes::Object(_)) && call.effect == Effect::Changes {
        // A sync was done less than a minute ago; what was typed is not the template's name, or no number.
        let is_done = answer.status.is_success() || answer.status.is_redirection();
        let is_found = matches!(answer.status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY);
        assert!(is_done || is_found, "{what}");
    }
}

async fn ask_without_session(world: &World, call: &Call, reader: Reader) {
    let id = match call.takes {
        Takes::Nothing => "",
        Takes::Object(kind) | Takes::Place(kind) => {
            &world.objects.iter().find(|object| object.kind == kind).unwrap().id
        }
        Takes::Words => &world.markers.iter().find(|marker| marker.searched).unwrap().text,
        Takes::Secret => &world.objects[0].id,
    };
    let methods: &[Method] = if call.method == Method::GET { &[Method::GET, Method::HEAD] } else { &[Method::POST] };
    for method in methods {
        let answer = world.send_by(method.clone(), None, call, id, reader).await;
        let what = format!("{method} {call:?}: {answer:?}");
        match call.whom {
            For::Everybody => assert!(!answer.status.is_server_error(), "{what}"),
            For::Machines => assert!(*method != Method::POST || answer.status == StatusCode::UNAUTHORIZED, "{what}"),
            _ if call.route == "/live" => {
                assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NO_CONTENT, ""), "{what}");
            }
            _ if call.is_for_programs() => {
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{what}");
                assert!(!answer.body.contains("__RESOLVED_RESOURCES"), "{what}");
            }
            // Whoever sends a form is not sent on: the way back leads to what was written.
            _ if *method == Method::POST => {
                assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{what}");
            }
            For::Members | For::Owners | For::Clients | For::Partners | For::PartnerOwners => {
                assert_eq!((answer.status, answer.body.as_str()), (StatusCode::SEE_OTHER, ""), "{what}");
                assert!(answer.header("location").starts_with("/sign-in"), "{what}");
            }
        }
    }
}
