use domain::account::Role;
use domain::event::EventKind;
use hub::HubError;
use hub::accounts::clients::{self, ClientForm};
use hub::accounts::users::{self, Added, OrganisationId};
use hub::accounts::{audit, partners};

use crate::world::{PASSWORD, World, conflict, is_not_found};

fn form(name: &str) -> ClientForm {
    ClientForm { name: name.to_owned(), ..ClientForm::default() }
}

store::on_both_engines! {
    async fn a_partner_adds_a_client(test: TestStore) {
        let world = World::new(test).await;
        let max = world.actor("max@example.com").await;
        let full = ClientForm {
            name: " Florist ".to_owned(),
            legal_name: "Florist GmbH".to_owned(),
            contact_email: "hello@florist.example".to_owned(),
            country: "de".to_owned(),
            ..ClientForm::default()
        };
        let created = clients::create(&world.hub, &max, &full).await.unwrap();
        let partner = max.organisation.partner();
        let client = clients::find(&world.hub, partner, &created.id).await.unwrap();
        assert_eq!((client.name.as_str(), client.legal_name.as_str()), ("Florist", "Florist GmbH"));
        assert_eq!((client.contact_email.as_deref(), client.country.as_deref()), (Some("hello@florist.example"), Some("DE")));
        let names: Vec<_> =
            clients::list(&world.hub, partner, None, 10).await.unwrap().into_iter().map(|client| client.name).collect();
        assert_eq!(names, ["Cafe Nord", "Florist"]);

        let log = audit::list(&world.hub, &max, None, 1).await.unwrap();
        assert_eq!((log[0].action.as_str(), log[0].subject.as_str()), ("Added the client", "Florist"));
        let mut conn = world.hub.store.read().await.unwrap();
        let query = store::notifications::NotificationQuery::default();
        let events = store::notifications::page(&mut conn, max.organisation, max.user, &query, 1).await.unwrap();
        assert_eq!(events[0].event.kind, EventKind::ClientCreated);
        assert_eq!(events[0].event.data.subject, "Florist");
    }

    async fn what_cannot_be_taken_names_its_field(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        for (form, expected) in [
            (form(""), "name"),
            (ClientForm { legal_name: "a\nb".to_owned(), ..form("x") }, "legal_name"),
            (ClientForm { contact_email: "nowhere".to_owned(), ..form("x") }, "contact_email"),
            (ClientForm { country: "Germany".to_owned(), ..form("x") }, "country"),
        ] {
            let answer = clients::create(&world.hub, &anna, &form).await;
            assert!(matches!(answer, Err(HubError::Invalid { field, .. }) if field == expected), "{answer:?}");
        }
    }

    async fn clients_add_no_clients_and_see_no_others(test: TestStore) {
        let world = World::new(test).await;
        let clara = world.actor("clara@example.com").await;
        assert!(is_not_found(clients::create(&world.hub, &clara, &form("x")).await));
        let OrganisationId::Client(harbour, bakery) = &world.bakery else { panic!("a client") };
        assert!(is_not_found(clients::find(&world.hub, clara.organisation.partner(), bakery).await));
        let harbour = partners::find(&world.hub, harbour).await.unwrap().key;
        assert!(clients::find(&world.hub, harbour, bakery).await.is_ok());
    }

    async fn each_side_reads_its_own_log(test: TestStore) {
        let world = World::new(test).await;
        let (anna, clara, otto) = (
            world.actor("anna@example.com").await,
            world.actor("clara@example.com").await,
            world.actor("otto@example.com").await,
        );
        let of_cafe = audit::list(&world.hub, &clara, None, 50).await.unwrap();
        assert!(of_cafe.iter().all(|entry| entry.subject.contains("Cafe") || entry.subject.contains("clara")), "{of_cafe:?}");
        assert!(of_cafe.iter().any(|entry| entry.actor == "Operator" && entry.action == "Added a person"));
        let of_partner = audit::list(&world.hub, &anna, None, 50).await.unwrap();
        assert!(of_partner.iter().any(|entry| entry.subject == "Cafe Nord"), "the partner sees its client's");
        let of_other = audit::list(&world.hub, &otto, None, 50).await.unwrap();
        assert!(of_other.iter().all(|entry| !entry.subject.contains("anna") && entry.subject != "Cafe Nord"));

        let newest = audit::list(&world.hub, &anna, None, 2).await.unwrap();
        let rest = audit::list(&world.hub, &anna, Some(newest[1].n), 50).await.unwrap();
        assert_eq!(newest.len() + rest.len(), of_partner.len());
    }

    async fn the_operator_adds_people(test: TestStore) {
        let world = World::new(test).await;
        let own = OrganisationId::Partner(world.harbour.clone());
        assert!(matches!(world.adds("nina@example.com", "Nina", &own, Role::Member).await, Added::WithPassword(_)));
        let again = users::create(&world.hub, "nina@example.com", "Nina", None, &own, Role::Owner).await;
        assert!(conflict(again).contains("already"));
        let joined = users::create(&world.hub, "nina@example.com", "Nina", None, &world.cafe, Role::Owner).await.unwrap();
        assert!(matches!(joined, Added::Joined(_)));
        assert!(world.page(&world.signs_in("nina@example.com").await).await.unwrap().other_organisations);

        let short = users::create(&world.hub, "x@example.com", "X", Some("short"), &own, Role::Owner).await;
        assert!(matches!(short, Err(HubError::Invalid { field: "new_password", .. })), "{short:?}");
        let OrganisationId::Client(_, cafe) = world.cafe.clone() else { panic!("a client") };
        let elsewhere = OrganisationId::Client(world.harbour.clone(), cafe);
        assert!(is_not_found(users::create(&world.hub, "x@example.com", "X", Some(PASSWORD), &elsewhere, Role::Owner).await));
    }
}
