//! The download: exact bytes, all accounts or these results, across runs.

use domain::account::Organisation;
use domain::list::ListQuery;
use domain::permission::PaymentType;
use futures::StreamExt;
use hub::channels::ExportScope;
use hub::wabas::Connect;
use simulator::NumberChange;

use crate::support::{INTERVAL, World, actor};

const HEAD: &str = "\u{feff}Company legal name,WhatsApp number,Contact e-mail,Message on behalf,Meta business verification,Number registration\r\n";

async fn pieces(world: &World, side: Organisation, scope: ExportScope) -> Vec<String> {
    let mut stream = hub::channels::csv(&world.hub, &actor(side), scope).unwrap();
    let mut pieces = Vec::new();
    while let Some(piece) = stream.next().await {
        pieces.push(String::from_utf8(piece.unwrap().to_vec()).unwrap());
    }
    pieces
}

async fn text(world: &World, side: Organisation, scope: ExportScope) -> String {
    pieces(world, side, scope).await.concat()
}

fn results(search: &str) -> ExportScope {
    ExportScope::TheseResults(Box::new(ListQuery { search: search.to_owned(), ..ListQuery::default() }))
}

/// Connects one account of the demo to a client with this name, legal name and address.
async fn connect(world: &World, account: usize, form: (&str, &str, &str)) {
    let form = hub::accounts::clients::ClientForm {
        name: form.0.to_owned(),
        legal_name: form.1.to_owned(),
        contact_email: form.2.to_owned(),
        ..Default::default()
    };
    let client = hub::accounts::clients::create(&world.hub, &world.owner, &form).await.unwrap().key;
    let account = simulator::demo::accounts().swap_remove(account);
    let wanted = Connect {
        partner: world.partner,
        client,
        external_id: account.waba_id,
        token: account.token.into(),
        payment: PaymentType::Partner,
        by: "operator".to_owned(),
    };
    hub::wabas::connect(&world.hub, wanted).await.unwrap();
    world.sync_due().await;
}

store::on_both_engines! {
    async fn every_byte_is_as_a_spreadsheet_wants_it(test: TestStore) {
        let world = World::demo(test).await;
        let all = simulator::demo::accounts();
        let at = |name: &str| all.iter().position(|account| account.client_name == name).unwrap();
        connect(&world, at("Harbour Lane Books"), ("Harbour", "Harbour \"Lane\" Books, Ltd", "")).await;
        connect(&world, at("+Plus Pharmacy"), ("+Plus", "+Plus Pharmacy Pty Ltd", "-it@pluspharmacy.example")).await;
        connect(&world, at("Пекарна Слънчоглед"), ("Пекарна", "=SUM(A1,A2)", "ofis@slanchogled.example")).await;
        let whole = text(&world, world.owner.organisation, ExportScope::AllAccounts).await;
        let lines = [
            "\"'=SUM(A1,A2)\",+359 2 555 0102,ofis@slanchogled.example,Approved,Verified,Registered",
            "\"'=SUM(A1,A2)\",+359 2 555 0101,ofis@slanchogled.example,Approved,Verified,Registered",
            "'+Plus Pharmacy Pty Ltd,+61 2 5550 0123,'-it@pluspharmacy.example,Not needed,Verified,Registered",
            "'+Plus Pharmacy Pty Ltd,+61 491 570 156,'-it@pluspharmacy.example,Not needed,Verified,Registered",
            "\"Harbour \"\"Lane\"\" Books, Ltd\",+44 7700 900123,,Not needed,Verified,Registered",
            "\"Harbour \"\"Lane\"\" Books, Ltd\",+44 20 7946 0101,,Not needed,Verified,Registered",
            "",
        ];
        assert_eq!(whole, HEAD.to_owned() + &lines.join("\r\n"));

        assert_eq!(text(&world, world.owner.organisation, results("nobody")).await, HEAD);
        let two = text(&world, world.owner.organisation, results("pharmacy")).await;
        assert_eq!(two, HEAD.to_owned() + &lines[2..4].join("\r\n") + "\r\n");
        let one = text(&world, world.owner.organisation, results("900123")).await;
        assert_eq!(one, HEAD.to_owned() + lines[4] + "\r\n");
    }

    async fn statuses_are_the_words_of_the_details_page(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(1).await;
        for (status, code, words) in [
            ("not_verified", "NOT_VERIFIED", "Not needed,Not verified,Code needed"),
            ("pending_need_more_info", "EXPIRED", "Not needed,More information needed,Expired"),
            ("teleported, \"twice\"", "VERIFIED", "Not needed,\"teleported, \"\"twice\"\"\",PIN needed"),
            ("=1+1", "VERIFIED", "Not needed,'=1+1,PIN needed"),
        ] {
            world.meta.set_business_verification(&account.waba_id, status).await.unwrap();
            let change = NumberChange {
                status: Some("PENDING".to_owned()),
                code_verification_status: Some(code.to_owned()),
                ..NumberChange::default()
            };
            world.meta.change_number(&account.number_ids[0], change).await.unwrap();
            world.hub.clock.advance(2 * INTERVAL);
            world.sync_due().await;
            let whole = text(&world, world.owner.organisation, ExportScope::AllAccounts).await;
            let line = whole.lines().nth(1).unwrap();
            assert!(line.ends_with(&format!(",contact@client.example,{words}")), "{line}");
        }
    }

    async fn a_download_holds_what_its_organisation_may_see(test: TestStore) {
        let world = World::start(test).await;
        let account = world.account(2).await;
        let other = world.account(1).await;
        let mut conn = world.hub.store.read().await.unwrap();
        let client = store::wabas::find_by_external_id(&mut conn, &account.waba_id).await.unwrap().unwrap().client;
        let lines = async |side, scope| text(&world, side, scope).await.lines().count() - 1;
        assert_eq!(lines(world.owner.organisation, ExportScope::AllAccounts).await, 3);
        assert_eq!(lines(Organisation::Client(world.partner, client), ExportScope::AllAccounts).await, 2);
        assert_eq!(lines(Organisation::Client(world.partner, client), results(&other.number_ids[0])).await, 0);
        let stranger = crate::support::partner(&world.hub.store, &world.hub.random, "Stranger").await;
        assert_eq!(lines(Organisation::Partner(stranger), ExportScope::AllAccounts).await, 0);
    }

    async fn thousands_of_rows_come_in_runs_each_once(test: TestStore) {
        let world = World::start(test).await;
        world.account(2_150).await;
        let pieces = pieces(&world, world.owner.organisation, ExportScope::AllAccounts).await;
        let lengths: Vec<usize> = pieces.iter().map(|piece| piece.matches("\r\n").count()).collect();
        assert_eq!(lengths, [101, 2_000, 50]);
        let whole = pieces.concat();
        let mut numbers: Vec<&str> = whole.lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect();
        let newest_first = numbers.first().copied();
        assert_eq!(newest_first, Some("+1 222 555 0149"));
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 2_150);
    }

    async fn a_reader_that_goes_away_ends_the_download(test: TestStore) {
        let world = World::start(test).await;
        world.account(300).await;
        let mut stream = hub::channels::csv(&world.hub, &world.owner, ExportScope::AllAccounts).unwrap();
        assert!(stream.next().await.unwrap().unwrap().starts_with(HEAD.as_bytes()));
        drop(stream);
        // Its connection is free again: closing waits for all of them.
        crate::support::soon("the database closes", world.hub.store.close()).await;
    }
}
