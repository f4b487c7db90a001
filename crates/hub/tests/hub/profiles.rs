//! The business profile of a number: opened, written, compared and saved.

use bytes::Bytes;
use domain::account::{Actor, Organisation};
use domain::ids::ChannelId;
use domain::profile::picture::{Problem, sample_jpeg, sample_png};
use domain::profile::{Field, Profile, Rule, Vertical};
use futures::StreamExt;
use hub::accounts::audit;
use hub::profiles::{
    Chosen, Saved, choose_picture, current_picture, discard, draft, drop_picture, keep, new_picture, open, save,
};
use hub::templates::ShownSample;
use hub::{HubError, housekeeping};
use simulator::{AddedWaba, Fault, FaultOrder};
use whatsapp::AccessToken;

use crate::support::{World, actor, partner, user};

struct Number {
    world: World,
    at_meta: AddedWaba,
    id: ChannelId,
}

async fn number(test: store::testing::TestStore) -> Number {
    let world = World::start(test).await;
    // Drafts belong to a person who is there: the first one is the owner.
    assert_eq!(user(&world, "owner@example.com").await, world.owner.user);
    let at_meta = world.account(1).await;
    let id = world.card(&at_meta.number_ids[0]).await.id;
    Number { world, at_meta, id }
}

impl Number {
    /// The profile at Meta.
    async fn published(&self) -> Profile {
        let token = AccessToken::new(&self.at_meta.token);
        self.world.hub.graph.business_profile(&self.at_meta.number_ids[0], &token).await.unwrap().profile
    }

    /// Somebody changes it at Meta.
    async fn change_at_meta(&self, field: Field, text: &str) {
        let (before, token) = (self.published().await, AccessToken::new(&self.at_meta.token));
        let mut after = before.clone();
        after.set(field, text);
        let changes = domain::profile::changes(&before, &after);
        let graph = &self.world.hub.graph;
        graph.write_business_profile(&self.at_meta.number_ids[0], &after, &changes, None, &token).await.unwrap();
    }

    /// Opens the form, writes into a field and sends it.
    async fn write(&self, who: &Actor, field: Field, text: &str) -> Vec<Rule> {
        let base = open(&self.world.hub, who, &self.id).await.unwrap().published.unwrap().profile;
        let mut wanted = base.clone();
        wanted.set(field, text);
        let kept = keep(&self.world.hub, who, &self.id, &base, &wanted).await.unwrap();
        kept.findings.into_iter().map(|finding| finding.rule).collect()
    }

    async fn save(&self, who: &Actor) -> Result<Saved, HubError> {
        save(&self.world.hub, who, &self.id).await
    }
}

async fn bytes(shown: ShownSample) -> Vec<u8> {
    shown.bytes.map(|chunk| chunk.unwrap().to_vec()).collect::<Vec<_>>().await.concat()
}

store::on_both_engines! {
    async fn what_is_written_is_kept_and_saved_and_noted(test: TestStore) {
        let number = number(test).await;
        let (hub, owner) = (&number.world.hub, &number.world.owner);
        let opened = open(hub, owner, &number.id).await.unwrap();
        assert_eq!(opened.published.unwrap().profile.about, "Hey there! I am using WhatsApp.");
        assert!(opened.draft.is_none());
        assert_eq!(number.write(owner, Field::About, "  Open till six ").await, []);
        assert_eq!(number.published().await.about, "Hey there! I am using WhatsApp.", "nothing is sent yet");
        assert_eq!(open(hub, owner, &number.id).await.unwrap().draft.unwrap().wanted.about, "Open till six");
        assert_eq!(number.save(owner).await.unwrap(), Saved::Done);
        assert_eq!(number.published().await.about, "Open till six");
        assert!(draft(hub, owner, &number.id).await.unwrap().is_none());
        assert_eq!(number.save(owner).await.unwrap(), Saved::Nothing, "the same request once more");
        let log = audit::list(hub, owner, None, 1).await.unwrap();
        assert_eq!(log[0].action, "Changed the business profile");
        assert_eq!(log[0].detail, "About: “Hey there! I am using WhatsApp.” → “Open till six”");
    }

    async fn every_field_is_written_by_either_side(test: TestStore) {
        let number = number(test).await;
        let client = number.world.client_of(&number.id).await;
        let base = number.published().await;
        let wanted = Profile {
            about: "Open".to_owned(),
            description: "A café\nby the harbour".to_owned(),
            vertical: Some(Vertical::Restaurant),
            address: "Kai 1, Hamburg".to_owned(),
            email: "hello@cafe.example".to_owned(),
            websites: [String::new(), "https://cafe.example".to_owned()],
        };
        keep(&number.world.hub, &client, &number.id, &base, &wanted).await.unwrap();
        assert!(draft(&number.world.hub, &number.world.owner, &number.id).await.unwrap().is_none(), "it is the client's");
        assert_eq!(number.save(&client).await.unwrap(), Saved::Done);
        assert_eq!(number.published().await, wanted.tidied().ordered());
        let emptied = Profile { about: "Open".to_owned(), ..Profile::default() };
        keep(&number.world.hub, &number.world.owner, &number.id, &wanted.tidied().ordered(), &emptied).await.unwrap();
        assert_eq!(number.save(&number.world.owner).await.unwrap(), Saved::Done);
        assert_eq!(number.published().await, emptied);
    }

    async fn a_change_at_meta_meanwhile_is_told_and_nothing_is_overwritten(test: TestStore) {
        let number = number(test).await;
        let owner = &number.world.owner;
        number.write(owner, Field::About, "Open till six").await;
        number.change_at_meta(Field::About, "Closed in August").await;
        number.change_at_meta(Field::Email, "new@cafe.example").await;
        let opened = open(&number.world.hub, owner, &number.id).await.unwrap();
        assert_eq!(opened.moved.iter().map(|change| change.field).collect::<Vec<_>>(), [Field::About, Field::Email]);
        let Saved::Moved(moved) = number.save(owner).await.unwrap() else { panic!() };
        assert_eq!(moved, opened.moved);
        assert_eq!(number.published().await.about, "Closed in August");
        let draft = draft(&number.world.hub, owner, &number.id).await.unwrap().unwrap();
        assert_eq!((draft.base.about.as_str(), draft.wanted.about.as_str()), ("Closed in August", "Open till six"));
        assert_eq!(draft.wanted.email, "new@cafe.example", "what was not touched follows");
        assert_eq!(number.save(owner).await.unwrap(), Saved::Done, "after a look at it");
        assert_eq!(number.published().await.about, "Open till six");
    }

    async fn what_meta_would_refuse_is_not_sent_and_stays_written(test: TestStore) {
        let number = number(test).await;
        let owner = &number.world.owner;
        assert_eq!(number.write(owner, Field::Email, "nobody").await, [Rule::EmailInvalid]);
        let asked = number.world.meta.request_count();
        assert!(matches!(number.save(owner).await, Err(HubError::Invalid { field: "email", .. })));
        assert_eq!(number.world.meta.request_count(), asked + 1, "it was read, not written");
        assert_eq!(open(&number.world.hub, owner, &number.id).await.unwrap().draft.unwrap().wanted.email, "nobody");
    }

    async fn what_meta_refuses_is_told_at_its_field(test: TestStore) {
        let number = number(test).await;
        let owner = &number.world.owner;
        // The hub takes what the stand-in for Meta does not.
        number.write(owner, Field::Email, "a@bü.cher.example").await;
        assert_eq!(number.save(owner).await.unwrap(), Saved::Done);
        number.write(owner, Field::FirstWebsite, "HTTPS://cafe.example").await;
        match number.save(owner).await {
            Err(HubError::Invalid { field: "website_1", message }) => {
                assert_eq!(message, "Meta refused it: (#100) Param websites[0] must be a valid URL.");
            }
            other => panic!("{other:?}"),
        }
        assert!(draft(&number.world.hub, owner, &number.id).await.unwrap().is_some());
    }

    async fn without_meta_it_opens_and_loses_nothing(test: TestStore) {
        let number = number(test).await;
        let owner = &number.world.owner;
        number.write(owner, Field::About, "Open till six").await;
        number.world.meta.fail(FaultOrder { kind: Fault::ServiceDown, times: 10, path: String::new() });
        let opened = open(&number.world.hub, owner, &number.id).await.unwrap();
        assert_eq!(opened.published.unwrap_err(), "Meta does not answer right now. Try again in a moment.");
        assert_eq!(opened.draft.unwrap().wanted.about, "Open till six");
        match number.save(owner).await {
            Err(HubError::Upstream { message }) => assert!(message.starts_with("Meta does not answer"), "{message}"),
            other => panic!("{other:?}"),
        }
        number.world.meta.fail_no_more();
        assert_eq!(number.save(owner).await.unwrap(), Saved::Done);
        number.world.meta.revoke_token(&number.at_meta.waba_id).await.unwrap();
        let refused = open(&number.world.hub, owner, &number.id).await.unwrap().published.unwrap_err();
        assert!(refused.contains("Reconnect it with Meta"), "{refused}");
    }

    async fn a_picture_is_kept_shown_and_saved(test: TestStore) {
        let number = number(test).await;
        let (hub, owner) = (&number.world.hub, &number.world.owner);
        assert!(matches!(current_picture(hub, owner, &number.id).await.map(drop), Err(HubError::NotFound)));
        assert!(matches!(new_picture(hub, owner, &number.id).await.map(drop), Err(HubError::NotFound)));
        for (file, problem) in [(sample_png(640, 480), Problem::NotSquare), (b"GIF89a".to_vec(), Problem::Type)] {
            let chosen = choose_picture(hub, owner, &number.id, file.into()).await.unwrap();
            assert_eq!(chosen, Chosen::Refused(problem));
        }
        assert!(draft(hub, owner, &number.id).await.unwrap().is_none());
        let file = sample_jpeg(640, 640);
        let chosen = choose_picture(hub, owner, &number.id, Bytes::from(file.clone())).await.unwrap();
        assert_eq!(chosen, Chosen::Kept);
        let shown = new_picture(hub, owner, &number.id).await.unwrap();
        assert_eq!((shown.media_type, shown.file_name.as_str()), ("image/jpeg", "profile.jpg"));
        assert_eq!(bytes(shown).await, file);
        number.write(owner, Field::About, "Hey there! I am using WhatsApp.").await;
        assert!(draft(hub, owner, &number.id).await.unwrap().unwrap().picture.is_some(), "texts leave it alone");
        assert_eq!(number.save(owner).await.unwrap(), Saved::Done);
        assert_eq!(bytes(current_picture(hub, owner, &number.id).await.unwrap()).await, file);
        assert_eq!(audit::list(hub, owner, None, 1).await.unwrap()[0].detail, "Picture");

        choose_picture(hub, owner, &number.id, sample_png(640, 640).into()).await.unwrap();
        drop_picture(hub, owner, &number.id).await.unwrap();
        assert!(matches!(new_picture(hub, owner, &number.id).await.map(drop), Err(HubError::NotFound)));
        assert_eq!(number.save(owner).await.unwrap(), Saved::Nothing);
    }

    async fn a_broken_upload_of_the_picture_goes_on(test: TestStore) {
        let number = number(test).await;
        let (hub, owner) = (&number.world.hub, &number.world.owner);
        let file = sample_jpeg(640, 640);
        choose_picture(hub, owner, &number.id, file.clone().into()).await.unwrap();
        number.world.meta.fail(FaultOrder { kind: Fault::PartialUpload, times: 1, path: "upload:".to_owned() });
        assert_eq!(number.save(owner).await.unwrap(), Saved::Done);
        assert_eq!(bytes(current_picture(hub, owner, &number.id).await.unwrap()).await, file);
    }

    async fn what_is_not_wanted_any_more_goes(test: TestStore) {
        let number = number(test).await;
        let (hub, owner) = (&number.world.hub, &number.world.owner);
        number.write(owner, Field::About, "Open till six").await;
        number.write(owner, Field::About, "Hey there! I am using WhatsApp.").await;
        assert!(draft(hub, owner, &number.id).await.unwrap().is_none(), "written back as it was");
        number.write(owner, Field::About, "Open till six").await;
        discard(hub, owner, &number.id).await.unwrap();
        assert!(draft(hub, owner, &number.id).await.unwrap().is_none());
        number.write(owner, Field::About, "Open till six").await;
        hub.clock.advance(7 * 86_400 + 1);
        housekeeping::tidy(hub).await.unwrap();
        assert!(draft(hub, owner, &number.id).await.unwrap().is_none(), "nobody came back to it");
    }

    async fn nobody_else_learns_of_a_profile(test: TestStore) {
        let number = number(test).await;
        let hub = &number.world.hub;
        number.write(&number.world.owner, Field::About, "Open till six").await;
        let other = number.world.account(1).await;
        let other = number.world.card(&other.number_ids[0]).await.id;
        let stranger = actor(Organisation::Partner(partner(&hub.store, &hub.random, "Stranger").await));
        let asked = number.world.meta.request_count();
        for somebody in [stranger, number.world.client_of(&other).await] {
            let not_found = |answer: Result<(), HubError>| assert!(matches!(answer, Err(HubError::NotFound)), "{answer:?}");
            not_found(open(hub, &somebody, &number.id).await.map(drop));
            not_found(draft(hub, &somebody, &number.id).await.map(drop));
            not_found(keep(hub, &somebody, &number.id, &Profile::default(), &Profile::default()).await.map(drop));
            not_found(save(hub, &somebody, &number.id).await.map(drop));
            not_found(discard(hub, &somebody, &number.id).await);
            not_found(choose_picture(hub, &somebody, &number.id, sample_png(640, 640).into()).await.map(drop));
            not_found(drop_picture(hub, &somebody, &number.id).await);
            not_found(new_picture(hub, &somebody, &number.id).await.map(drop));
            not_found(current_picture(hub, &somebody, &number.id).await.map(drop));
        }
        assert_eq!(number.world.meta.request_count(), asked);
        assert!(draft(hub, &number.world.owner, &number.id).await.unwrap().is_some());
    }
}
