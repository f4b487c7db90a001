//! Events at the partner's webhook.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use domain::delivery::DeliveryState;
use domain::permission::{PartnerKeys, PaymentType, Permission, Wish};
use hub::{partner_webhook, permissions};
use ring::hmac;
use serde_json::{Value, json};

use super::listener::Got;
use super::schema::problems;
use super::support::{attempts, deliver, payloads, secret, world};
use crate::support::{NOW, World, bodies};

/// The signatures of Standard Webhooks, as a receiver checks them.
fn is_signed(got: &Got, secret: &str) -> bool {
    let key = BASE64_STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let (id, at) = (got.header("webhook-id"), got.header("webhook-timestamp"));
    let message = [format!("{id}.{at}.").as_bytes(), &got.body].concat();
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), &message);
    let signature = format!("v1,{}", BASE64_STANDARD.encode(tag));
    got.header("webhook-signature").split(' ').any(|one| one == signature)
}

fn signs_body(got: &Got, secret: &str) -> bool {
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes()), &got.body);
    let hex: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    got.header("x-360dialog-signature") == hex
}

async fn everything_that_can_happen(world: &World) {
    let account = world.account(2).await;
    let (waba, number) = (account.waba_id.as_str(), account.number_ids[0].as_str());
    world.meta.set_quality(number, "RED").await.unwrap();
    world.hear().await;
    world.sync_due().await;
    world.meta.set_account_review(waba, "REJECTED").await.unwrap();
    world.hear().await;
    for value in [
        json!({ "event": "ACCOUNT_VIOLATION", "violation_info": { "violation_type": "SCAM" } }),
        json!({ "event": "ACCOUNT_RESTRICTION", "restriction_info": [
            { "restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING" }, { "restriction_type": "RESTRICTED_ADD_PHONE_NUMBER_ACTION" }] }),
    ] {
        world.post(bodies::account_update(waba, &value)).await;
    }
    world.meta.set_account_review(waba, "APPROVED").await.unwrap();
    world.hear().await;
    let channel = world.card(number).await.id;
    world.set_contract(&channel, PaymentType::Direct, Permission::Shared).await;
    let client = world.client_of(&channel).await;
    permissions::set(&world.hub, &client, &channel, Wish::Revoke, PartnerKeys::Keep).await.unwrap();
    permissions::set(&world.hub, &client, &channel, Wish::Share, PartnerKeys::Keep).await.unwrap();
}

store::on_both_engines! {
    async fn an_event_is_delivered_once_signed_both_ways_and_forgotten(test: TestStore) {
        let (world, listener) = world(test).await;
        world.client("Nordlicht").await;
        assert_eq!(payloads(&world).await, 1);
        assert_eq!(deliver(&world).await.len(), 1);
        let got = listener.one();
        let secret = secret(&world).await;
        assert!(is_signed(&got, &secret) && signs_body(&got, &secret), "{got:?}");
        assert!(!is_signed(&got, "whsec_AAAA") && !signs_body(&got, "other"));
        assert_eq!(got.header("content-type"), "application/json");
        assert_eq!(got.header("webhook-timestamp"), NOW.seconds().to_string());
        let envelope = got.json();
        assert_eq!(envelope["event"], "client_created");
        assert_eq!(envelope["id"], got.header("webhook-id"));
        assert_eq!(envelope["data"]["client"]["name"], "Nordlicht");
        assert_eq!(envelope["data"]["client"]["contact_info"]["email"], "contact@client.example");
        assert_eq!(payloads(&world).await, 0, "what is handed on is not kept");
        assert_eq!(attempts(&world).await, [("client_created".to_owned(), Some(200), DeliveryState::Delivered)]);
        world.hub.clock.advance(1_000_000);
        assert_eq!(deliver(&world).await, []);
        assert_eq!(listener.got().len(), 0);
    }

    async fn every_event_has_the_shape_that_is_published(test: TestStore) {
        let (world, listener) = world(test).await;
        everything_that_can_happen(&world).await;
        deliver(&world).await;
        let got = listener.got();
        for one in &got {
            assert_eq!(problems(&one.json()), Vec::<String>::new(), "{}", one.json());
        }
        let mut names: Vec<String> = got.iter().map(Got::event).collect();
        names.sort();
        names.dedup();
        for expected in [
            "account_connected",
            "account_restriction",
            "account_review_changed",
            "account_violation",
            "channel_created",
            "channel_live",
            "channel_permission_granted",
            "channel_permission_revoked",
            "channel_ready",
            "channel_running",
            "channel_status_changed",
            "client_created",
            "phone_number_quality_changed",
            "template_messaging_disabled",
            "template_messaging_enabled",
        ] {
            assert!(names.iter().any(|name| name == expected), "{expected} in {names:?}");
        }
        let of = |name: &str| got.iter().find(|one| one.event() == name).unwrap().json()["data"].clone();
        let violation = of("account_violation");
        assert_eq!((&violation["violation_type"], violation["phone_number"].is_string()), (&json!("SCAM"), true));
        let restriction = of("account_restriction");
        assert_eq!(restriction["violation_type"], "RESTRICTED_BIZ_INITIATED_MESSAGING,RESTRICTED_ADD_PHONE_NUMBER_ACTION");
        let (channel, card) = (of("phone_number_quality_changed"), world.cards().await.remove(0));
        assert_eq!(channel["id"], card.id.as_str());
        assert_eq!(channel["current_quality_rating"], "RED");
        assert_eq!(channel["setup_info"]["phone_number"], card.number.digits());
        assert_eq!(of("channel_created")["integration"]["state"], "running", "as it was when it happened");
        for name in ["channel_ready", "channel_running", "channel_live"] {
            let told: Vec<_> = got.iter().filter(|one| one.event() == name).map(Got::json).collect();
            assert_eq!(told.len(), 4, "each of the two numbers when it is connected and when it is approved again: {name}");
            let is_so = |one: &Value| {
                let data = &one["data"];
                data["status"] == "ready" && data["integration"]["state"] == "running" && data["account_mode"] == "live"
            };
            assert!(told.iter().all(is_so), "{told:?}");
        }
        let count = |name: &str| got.iter().filter(|one| one.event() == name).count();
        assert_eq!((count("template_messaging_enabled"), count("template_messaging_disabled")), (2, 2), "it is restricted");
        let mut shown: Vec<String> = world.feed().await.into_iter().map(|event| event.kind.webhook_name().to_owned()).collect();
        let mut sent: Vec<String> = got.iter().map(Got::event).collect();
        shown.sort();
        sent.sort();
        assert_eq!(shown, sent, "people read the same events");
    }

    async fn a_partner_without_a_webhook_and_one_that_is_off_get_nothing(test: TestStore) {
        let (world, listener) = world(test).await;
        partner_webhook::turn(&world.hub, &world.owner, partner_webhook::Switch::Off).await.unwrap();
        world.client("While it is off").await;
        partner_webhook::turn(&world.hub, &world.owner, partner_webhook::Switch::On).await.unwrap();
        world.client("While it is on").await;
        partner_webhook::remove(&world.hub, &world.owner).await.unwrap();
        world.client("When it is gone").await;
        deliver(&world).await;
        assert_eq!(listener.got().len(), 0, "what waited was dropped with the webhook");
        assert_eq!(payloads(&world).await, 0);
        assert!(partner_webhook::show(&world.hub, &world.owner).await.unwrap().is_none());
    }

    async fn what_waits_while_it_is_off_goes_on_afterwards(test: TestStore) {
        let (world, listener) = world(test).await;
        world.client("Before").await;
        partner_webhook::turn(&world.hub, &world.owner, partner_webhook::Switch::Off).await.unwrap();
        assert_eq!(deliver(&world).await.len(), 1, "the queue is looked at once and parked");
        assert_eq!((deliver(&world).await.len(), listener.got().len()), (0, 0));
        partner_webhook::turn(&world.hub, &world.owner, partner_webhook::Switch::On).await.unwrap();
        deliver(&world).await;
        assert_eq!(listener.one().json()["data"]["client"]["name"], "Before");
    }
}
