use domain::account::{OrganisationKind, Role};
use domain::ids::{ClientId, InvitationId};
use hub::HubError;
use hub::accounts::browser::Browser;
use hub::accounts::invitations::{self, Acceptance, Invited};
use hub::accounts::members;
use hub::accounts::place::Place;
use hub::accounts::sessions::{self, NewSession, Opens, Who};
use hub::accounts::users::OrganisationId;

use crate::postbox::Postbox;
use crate::world::{PASSWORD, World, at, conflict, is_not_found};

const NEW: Acceptance<'static> = Acceptance::New { name: "Nina", password: PASSWORD };

fn token(invited: &Invited) -> &str {
    invited.link.strip_prefix("https://hub.example.com/invitation/").unwrap()
}

fn id(client: &OrganisationId) -> ClientId {
    match client {
        OrganisationId::Client(_, id) => id.clone(),
        OrganisationId::Partner(_) => panic!("a client"),
    }
}

async fn accepts(world: &World, token: &str, by: Acceptance<'_>) -> Result<NewSession, HubError> {
    invitations::accept(&world.hub, token, by, &at("192.0.2.1")).await
}

store::on_both_engines! {
    async fn a_new_person_accepts_by_the_link_in_the_mail_once(test: TestStore) {
        let world = World::new(test).await;
        let postbox = Postbox::open().await;
        let anna = world.actor("anna@example.com").await;
        let invited =
            invitations::invite(&world.hub, &anna, &Place::Own, "Nina@example.com", Role::Member).await.unwrap();
        world.deliver(&postbox).await;
        let letter = postbox.last_to("nina@example.com");
        assert_eq!(letter.subject, "Anna invites you to Nordlicht");
        assert_eq!(letter.token(), token(&invited));

        let look = invitations::look(&world.hub, token(&invited)).await.unwrap();
        assert_eq!((look.organisation_name.as_str(), look.organisation_kind), ("Nordlicht", OrganisationKind::Partner));
        assert_eq!((look.email.as_str(), look.role, look.invited_by.as_str()), ("nina@example.com", Role::Member, "Anna"));
        assert!(!look.has_account);

        let short = accepts(&world, token(&invited), Acceptance::New { name: "Nina", password: "short" }).await;
        assert!(matches!(short, Err(HubError::Invalid { field: "new_password", .. })), "{short:?}");
        let session = accepts(&world, token(&invited), NEW).await.unwrap();
        let page = world.page(&session).await.unwrap();
        assert_eq!((page.user_name.as_str(), page.organisation_name.as_str()), ("Nina", "Nordlicht"));
        assert_eq!(page.actor.role, Role::Member);
        assert!(is_not_found(accepts(&world, token(&invited), NEW).await));
        assert!(is_not_found(invitations::look(&world.hub, token(&invited)).await));
        assert!(invitations::list(&world.hub, &anna, &Place::Own).await.unwrap().is_empty());
        let people = members::list(&world.hub, &anna, &Place::Own).await.unwrap();
        let names: Vec<_> = people.iter().map(|member| (member.name.as_str(), member.you)).collect();
        assert_eq!(names, [("Anna", true), ("Max", false), ("Nina", false)]);
    }

    async fn an_invitation_lasts_a_week_and_can_be_sent_again(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let first = invitations::invite(&world.hub, &anna, &Place::Own, "nina@example.com", Role::Member).await.unwrap();
        world.wait(7 * 86_400);
        assert!(is_not_found(accepts(&world, token(&first), NEW).await));
        let open = invitations::list(&world.hub, &anna, &Place::Own).await.unwrap();
        assert_eq!((open.len(), open[0].expired), (1, true));

        let second = invitations::resend(&world.hub, &anna, &first.id).await.unwrap();
        assert_eq!(second.id, first.id);
        assert!(!invitations::list(&world.hub, &anna, &Place::Own).await.unwrap()[0].expired);
        assert!(is_not_found(accepts(&world, token(&first), NEW).await), "the old link stays useless");
        accepts(&world, token(&second), NEW).await.unwrap();
        assert!(is_not_found(invitations::resend(&world.hub, &anna, &first.id).await));
    }

    async fn an_invitation_can_be_taken_back(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let invited =
            invitations::invite(&world.hub, &anna, &Place::Own, "nina@example.com", Role::Owner).await.unwrap();
        invitations::revoke(&world.hub, &anna, &invited.id).await.unwrap();
        assert!(is_not_found(accepts(&world, token(&invited), NEW).await));
        assert!(is_not_found(invitations::revoke(&world.hub, &anna, &invited.id).await));
    }

    async fn a_second_invitation_replaces_the_first(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let first = invitations::invite(&world.hub, &anna, &Place::Own, "nina@example.com", Role::Member).await.unwrap();
        let second = invitations::invite(&world.hub, &anna, &Place::Own, "nina@example.com", Role::Owner).await.unwrap();
        assert_eq!(invitations::list(&world.hub, &anna, &Place::Own).await.unwrap().len(), 1);
        assert!(is_not_found(accepts(&world, token(&first), NEW).await));
        let session = accepts(&world, token(&second), NEW).await.unwrap();
        assert_eq!(world.page(&session).await.unwrap().actor.role, Role::Owner);
    }

    async fn whoever_has_an_account_signs_in_to_accept(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let invited =
            invitations::invite(&world.hub, &anna, &Place::Own, "otto@example.com", Role::Member).await.unwrap();
        assert!(invitations::look(&world.hub, token(&invited)).await.unwrap().has_account);
        assert!(conflict(accepts(&world, token(&invited), NEW).await).contains("Sign in"));
        let max = world.signs_in("max@example.com").await;
        let sentence = conflict(accepts(&world, token(&invited), Acceptance::SignedIn(max.token.as_str())).await);
        assert!(sentence.contains("otto@example.com") && sentence.contains("max@example.com"), "{sentence}");
        assert!(matches!(
            accepts(&world, token(&invited), Acceptance::SignedIn("nobody")).await,
            Err(HubError::SignInRequired)
        ));

        let otto = world.signs_in("otto@example.com").await;
        let session = accepts(&world, token(&invited), Acceptance::SignedIn(otto.token.as_str())).await.unwrap();
        assert!(world.page(&otto).await.is_none(), "the session has a new token");
        let page = world.page(&session).await.unwrap();
        assert_eq!((page.organisation_name.as_str(), page.other_organisations), ("Nordlicht", true));
    }

    async fn whoever_waits_for_a_code_accepts_nothing(test: TestStore) {
        let world = World::new(test).await;
        let otto = world.actor("otto@example.com").await;
        world.turns_two_factor_on(&otto).await;
        let anna = world.actor("anna@example.com").await;
        let invited =
            invitations::invite(&world.hub, &anna, &Place::Own, "otto@example.com", Role::Member).await.unwrap();
        let waiting = world.tries("otto@example.com", PASSWORD, &at("192.0.2.1")).await.unwrap();
        let hub::accounts::sign_in::SignIn::CodeNeeded(waiting) = waiting else { panic!("no code was asked for") };
        let answer = accepts(&world, token(&invited), Acceptance::SignedIn(waiting.token.as_str())).await;
        assert!(matches!(answer, Err(HubError::SignInRequired)), "{answer:?}");
    }

    async fn owners_invite_and_members_do_not(test: TestStore) {
        let world = World::new(test).await;
        let max = world.actor("max@example.com").await;
        let anna = world.actor("anna@example.com").await;
        let invited =
            invitations::invite(&world.hub, &anna, &Place::Own, "nina@example.com", Role::Member).await.unwrap();
        let answer = invitations::invite(&world.hub, &max, &Place::Own, "x@example.com", Role::Member).await;
        assert!(matches!(answer, Err(HubError::Forbidden)), "{answer:?}");
        assert!(matches!(invitations::revoke(&world.hub, &max, &invited.id).await, Err(HubError::Forbidden)));
        assert!(matches!(invitations::resend(&world.hub, &max, &invited.id).await, Err(HubError::Forbidden)));
    }

    async fn a_member_is_not_invited_again(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let answer = invitations::invite(&world.hub, &anna, &Place::Own, "max@example.com", Role::Owner).await;
        assert!(conflict(answer).contains("max@example.com"));
    }

    async fn partners_invite_people_of_their_clients_only(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let (cafe, bakery) = (Place::Client(id(&world.cafe)), Place::Client(id(&world.bakery)));
        let invited = invitations::invite(&world.hub, &anna, &cafe, "nina@example.com", Role::Owner).await.unwrap();
        let page = world.page(&accepts(&world, token(&invited), NEW).await.unwrap()).await.unwrap();
        assert_eq!((page.organisation_name.as_str(), page.organisation_kind), ("Cafe Nord", OrganisationKind::Client));
        assert!(is_not_found(invitations::invite(&world.hub, &anna, &bakery, "x@example.com", Role::Owner).await));
        assert!(is_not_found(invitations::list(&world.hub, &anna, &bakery).await));
    }

    async fn clients_reach_neither_their_partner_nor_others(test: TestStore) {
        let world = World::new(test).await;
        let clara = world.actor("clara@example.com").await;
        let anna = world.actor("anna@example.com").await;
        let otto = world.actor("otto@example.com").await;
        let of_partner =
            invitations::invite(&world.hub, &anna, &Place::Own, "nina@example.com", Role::Member).await.unwrap();
        let of_client =
            invitations::invite(&world.hub, &clara, &Place::Own, "nora@example.com", Role::Member).await.unwrap();
        assert!(is_not_found(invitations::revoke(&world.hub, &clara, &of_partner.id).await));
        assert!(is_not_found(invitations::resend(&world.hub, &clara, &of_partner.id).await));
        assert!(is_not_found(invitations::revoke(&world.hub, &otto, &of_client.id).await));
        let nothing = InvitationId::parse("nothingIN").unwrap();
        assert!(is_not_found(invitations::revoke(&world.hub, &anna, &nothing).await));
        let bakery = Place::Client(id(&world.bakery));
        assert!(is_not_found(invitations::invite(&world.hub, &clara, &bakery, "x@example.com", Role::Owner).await));
        let own = invitations::list(&world.hub, &clara, &Place::Own).await.unwrap();
        assert_eq!(own.len(), 1);
        invitations::revoke(&world.hub, &anna, &of_client.id).await.unwrap();
    }

    async fn whoever_was_removed_everywhere_can_still_accept(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let max = members::list(&world.hub, &anna, &Place::Own).await.unwrap().remove(1);
        members::remove(&world.hub, &anna, &max.id).await.unwrap();
        let session = world.signs_in("max@example.com").await;
        assert_eq!(session.opens, Opens::Nothing);
        assert!(world.page(&session).await.is_none());
        let who = sessions::who(&world.hub, session.token.as_str()).await.unwrap();
        assert!(matches!(who, Who::WithoutOrganisation(person) if person.email == "max@example.com"));

        let otto = world.actor("otto@example.com").await;
        let invited = invitations::invite(&world.hub, &otto, &Place::Own, "max@example.com", Role::Member).await.unwrap();
        let accepted = accepts(&world, token(&invited), Acceptance::SignedIn(session.token.as_str())).await.unwrap();
        assert_eq!(world.page(&accepted).await.unwrap().organisation_name, "Harbour");
    }

    async fn accepting_ends_the_session_that_the_browser_had(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let before = world.signs_in("max@example.com").await;
        let invited =
            invitations::invite(&world.hub, &anna, &Place::Own, "nina@example.com", Role::Member).await.unwrap();
        let browser = Browser { session: Some(before.token.as_str().to_owned()), ..at("192.0.2.1") };
        invitations::accept(&world.hub, token(&invited), NEW, &browser).await.unwrap();
        assert!(world.page(&before).await.is_none());
    }

    async fn links_are_not_in_the_database(test: TestStore) {
        let world = World::new(test).await;
        let anna = world.actor("anna@example.com").await;
        let invited =
            invitations::invite(&world.hub, &anna, &Place::Own, "nina@example.com", Role::Member).await.unwrap();
        assert!(world.test.holds(invited.id.as_str()).await, "the invitation is there");
        assert!(!world.test.holds(token(&invited)).await, "and its link is not");
    }
}
