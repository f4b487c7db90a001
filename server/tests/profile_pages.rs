use domain::profile::picture::{sample_jpeg, sample_png};
use http::{Method, StatusCode};
use serde_json::Value;
use simulator::{Fault, FaultOrder};
use store::on_both_engines;

use crate::support::{Answer, Browser, Landed, Shop, attribute, fact, field, field_error, land, submit, text};

const ABOUT: &str = "Hey there! I am using WhatsApp.";

fn page(shop: &Shop) -> String {
    format!("/numbers/{}/profile", shop.number)
}

/// The form as the page has it, with these fields written anew.
async fn review(browser: &Browser, page: &Answer, typed: &[(&str, &str)]) -> Landed {
    let mut fields = vec![("about", ABOUT)];
    fields.retain(|(name, _)| typed.iter().all(|(other, _)| other != name));
    fields.extend(typed);
    submit(browser, page, "Review changes", &fields).await
}

async fn send_picture(shop: &Shop, browser: &Browser, accept: &str, kind: &str, body: Vec<u8>) -> Answer {
    let ask = browser.ask(Method::POST, &format!("/api/app/numbers/{}/profile-picture", shop.number));
    ask.header("origin", &shop.hub.origin).header("accept", accept).header("content-type", kind).body(body).send().await
}

/// What a browser without a script sends.
fn form_with(file: &[u8]) -> Vec<u8> {
    let head = "--x\r\ncontent-disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\ncontent-type: image/png\r\n\r\n";
    [head.as_bytes(), file, b"\r\n--x--\r\n"].concat()
}

const FORM: &str = "multipart/form-data; boundary=x";

/// Whether a switch is on.
fn is_on(page: &Answer, name: &str) -> bool {
    field(&page.body, name).split_once('>').is_some_and(|(tag, _)| tag.ends_with(" checked"))
}

/// How often Meta was asked to write.
fn written(shop: &Shop) -> usize {
    let is_write =
        |line: &&simulator::RequestLine| line.method == "POST" && line.path.ends_with("whatsapp_business_profile");
    shop.hub.meta.requests().iter().filter(is_write).count()
}

on_both_engines! {
    async fn a_profile_is_written_reviewed_and_saved(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        let profile = shop.owner.get(&page(&shop)).await;
        assert!(profile.body.contains("<title>Profile · +1 201 555 0100 · Partner Hub</title>"), "{}", profile.body);
        assert_eq!(attribute(field(&profile.body, "about"), "value").as_deref(), Some(ABOUT));
        let words = text(&profile.body);
        assert!(words.contains("31 of 139") && words.contains("Nothing yet."), "{words}");
        let landed = review(&shop.owner, &profile, &[("about", "Open till six"), ("vertical", "RETAIL")]).await;
        assert_eq!(landed.at, format!("{}/review", page(&shop)));
        let words = text(&landed.page.body);
        assert!(words.contains(&format!("About Before: {ABOUT} After: Open till six")), "{words}");
        assert!(words.contains("Category After: Shopping and retail"), "{words}");
        assert_eq!(written(&shop), 0, "nobody sees it yet");
        let kept = shop.owner.get(&page(&shop)).await;
        assert_eq!(attribute(field(&kept.body, "about"), "value").as_deref(), Some("Open till six"));
        let saved = submit(&shop.owner, &landed.page, "Save profile", &[]).await;
        assert_eq!(saved.at, format!("{}?notice=saved", page(&shop)));
        let words = text(&saved.page.body);
        assert!(words.contains("The profile is saved.") && words.contains("Nothing yet."), "{words}");
        assert_eq!(attribute(field(&saved.page.body, "about"), "value").as_deref(), Some("Open till six"));
        let again = submit(&shop.owner, &landed.page, "Save profile", &[]).await;
        assert_eq!((again.at, written(&shop)), (page(&shop), 1), "a second click saves nothing again");
        let client = shop.client().await;
        let theirs = client.get(&page(&shop)).await;
        assert_eq!(attribute(field(&theirs.body, "about"), "value").as_deref(), Some("Open till six"));
    }

    async fn what_meta_would_refuse_stands_beside_its_field_and_stays(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        let profile = shop.owner.get(&page(&shop)).await;
        let long = "é".repeat(600);
        let typed = [("email", "nobody"), ("website_2", "cafe.example"), ("description", long.as_str())];
        let landed = review(&shop.owner, &profile, &typed).await;
        assert_eq!(landed.at, format!("{}?error=findings", page(&shop)));
        let body = &landed.page.body;
        assert_eq!(field_error(body, "email"), "Enter an e-mail address such as name@example.com.");
        assert!(field_error(body, "website_1").contains("begins with https://"), "the second has moved up");
        assert!(text(body).contains("Shorten it: it has 600 characters and may have 512."), "{}", text(body));
        assert_eq!(attribute(field(body, "email"), "value").as_deref(), Some("nobody"));
        assert!(body.contains(&long), "nothing is lost");
        let review = shop.owner.get(&format!("{}/review", page(&shop))).await;
        assert!(!review.body.contains("Save profile"), "{}", review.body);
    }

    async fn what_meta_refuses_stands_beside_its_field(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        let profile = shop.owner.get(&page(&shop)).await;
        let landed = review(&shop.owner, &profile, &[("website_1", "HTTPS://cafe.example")]).await;
        let refused = submit(&shop.owner, &landed.page, "Save profile", &[]).await;
        assert_eq!(refused.at, page(&shop));
        let error = field_error(&refused.page.body, "website_1");
        assert_eq!(error, "Meta refused it: (#100) Param websites[0] must be a valid URL.");
        assert_eq!(attribute(field(&refused.page.body, "website_1"), "value").as_deref(), Some("HTTPS://cafe.example"));
    }

    async fn somebody_elses_change_is_told_before_it_is_overwritten(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        let client = shop.client().await;
        let profile = shop.owner.get(&page(&shop)).await;
        let mine = review(&shop.owner, &profile, &[("about", "Open till six")]).await;
        let theirs = review(&client, &client.get(&page(&shop)).await, &[("about", "Closed"), ("email", "a@cafe.example")]).await;
        assert!(submit(&client, &theirs.page, "Save profile", &[]).await.at.ends_with("?notice=saved"));
        let told = submit(&shop.owner, &mine.page, "Save profile", &[]).await;
        assert_eq!(told.at, format!("{}/review?error=moved", page(&shop)));
        let words = text(&told.page.body);
        assert!(words.contains("somebody has changed the profile at WhatsApp since you began"), "{words}");
        assert!(words.contains("About Before: Closed After: Open till six") && !words.contains("E-mail"), "{words}");
        assert!(submit(&shop.owner, &told.page, "Save profile", &[]).await.at.ends_with("?notice=saved"));
        let now = client.get(&page(&shop)).await;
        assert_eq!(attribute(field(&now.body, "email"), "value").as_deref(), Some("a@cafe.example"));
    }

    async fn without_meta_the_page_opens_and_keeps_what_was_written(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        let down = || shop.hub.meta.fail(FaultOrder { kind: Fault::TokenRefused, times: 1, path: String::new() });
        down();
        let page_down = shop.owner.get(&page(&shop)).await;
        assert_eq!(page_down.status, StatusCode::OK);
        let words = text(&page_down.body);
        assert!(words.contains("The profile could not be read from Meta") && words.contains("Try again"), "{words}");
        let profile = shop.owner.get(&page(&shop)).await;
        let landed = review(&shop.owner, &profile, &[("about", "Open till six")]).await;
        down();
        let refused = submit(&shop.owner, &landed.page, "Save profile", &[]).await;
        assert_eq!(refused.at, page(&shop));
        assert!(text(&refused.page.body).contains("Meta refuses the access token"), "{}", text(&refused.page.body));
        down();
        let kept = shop.owner.get(&page(&shop)).await;
        assert_eq!(attribute(field(&kept.body, "about"), "value").as_deref(), Some("Open till six"));
        let discarded = submit(&shop.owner, &kept, "Discard them for good", &[]).await;
        assert_eq!(attribute(field(&discarded.page.body, "about"), "value").as_deref(), Some(ABOUT));
    }

    async fn a_square_picture_comes_with_a_form_and_is_saved(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        let (html, new) = ("text/html", format!("{}-picture/new", page(&shop)));
        let profile = shop.owner.get(&page(&shop)).await;
        let fields = [("number", shop.number.as_str()), ("base", &attribute(field(&profile.body, "base"), "value").unwrap())];
        let fields = [&fields[..], &[("about", "Open till six"), ("then", "picture")]].concat();
        let to_picture = shop.owner.post_form("/api/app/business-profile/keep", &fields).await;
        assert_eq!(land(&shop.owner, &to_picture).await.at, format!("{}/picture", page(&shop)));
        for (file, problem, words) in [
            (sample_png(640, 480), "not_square", "The picture is not a square."),
            (sample_png(100, 100), "too_small", "fewer than 192 points"),
            (b"GIF89a".to_vec(), "type", "must be a JPEG or PNG file"),
            (Vec::new(), "empty", "Choose a file with a picture."),
            (vec![0; 5 * 1024 * 1024 + 1], "too_large", "more than 5 MB"),
        ] {
            let refused = send_picture(&shop, &shop.owner, html, FORM, form_with(&file)).await;
            assert_eq!(refused.status, StatusCode::SEE_OTHER, "{}", refused.body);
            assert_eq!(refused.header("location"), format!("{}/picture?error={problem}", page(&shop)));
            let told = shop.owner.get(refused.header("location")).await;
            assert!(text(&told.body).contains(words), "{words}: {}", text(&told.body));
        }
        assert_eq!(shop.owner.get(&new).await.status, StatusCode::NOT_FOUND);
        // As large as a photo is: more than axum takes by itself.
        let file = [sample_png(640, 640), vec![0; 3 * 1024 * 1024]].concat();
        let kept = send_picture(&shop, &shop.owner, html, FORM, form_with(&file)).await;
        assert_eq!(kept.header("location"), format!("{}?notice=picture", page(&shop)));
        let shown = shop.owner.get(&new).await;
        assert_eq!((shown.status, shown.header("content-type")), (StatusCode::OK, "image/png"));
        assert_eq!(shown.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'; sandbox");
        assert_eq!(shown.header("content-disposition"), "inline; filename=\"profile.png\"");
        let profile = shop.owner.get(&page(&shop)).await;
        assert!(profile.body.contains(&format!("<img src=\"{new}?v=")), "{}", profile.body);
        assert_eq!(attribute(field(&profile.body, "about"), "value").as_deref(), Some("Open till six"), "kept on the way");
        assert_eq!(shop.client().await.get(&new).await.status, StatusCode::NOT_FOUND, "it is one person's draft");
        let landed = review(&shop.owner, &profile, &[("about", "Open till six")]).await;
        assert!(landed.page.body.contains("alt=\"The new picture\""), "{}", landed.page.body);
        assert!(submit(&shop.owner, &landed.page, "Save profile", &[]).await.at.ends_with("?notice=saved"));
        let current = shop.owner.get(&format!("{}-picture", page(&shop))).await;
        assert_eq!((current.status, current.header("content-type")), (StatusCode::OK, "image/png"));
        let profile = shop.owner.get(&page(&shop)).await;
        assert!(profile.body.contains(&format!("src=\"{}-picture?v=", page(&shop))), "{}", profile.body);
    }

    async fn a_script_sends_the_square_and_hears_what_is_wrong(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        let refused = send_picture(&shop, &shop.owner, "*/*", "image/jpeg", sample_jpeg(640, 480)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let error: Value = serde_json::from_str(&refused.body).unwrap();
        assert!(error.to_string().contains("The picture is not a square."), "{error}");
        let large = send_picture(&shop, &shop.owner, "*/*", "image/jpeg", vec![0; 6 * 1024 * 1024]).await;
        assert!(large.body.contains("more than 5 MB"), "{}", large.body);
        let kept = send_picture(&shop, &shop.owner, "*/*", "image/jpeg", sample_jpeg(640, 640)).await;
        assert_eq!(kept.status, StatusCode::OK);
        let picture = shop.owner.get(&format!("{}/picture", page(&shop))).await;
        assert!(text(&picture.body).contains("Chosen before, not saved yet"), "{}", picture.body);
        let dropped = submit(&shop.owner, &picture, "Take it away", &[]).await;
        assert_eq!(dropped.at, page(&shop));
        assert_eq!(shop.owner.get(&format!("{}-picture/new", page(&shop))).await.status, StatusCode::NOT_FOUND);
    }

    async fn the_client_shows_its_catalog(test: TestStore) {
        let shop = Shop::open(test, Vec::new()).await;
        let client = shop.client().await;
        let address = format!("/numbers/{}/catalog", shop.number);
        let opened = client.get(&address).await;
        assert!(opened.body.contains("<title>Catalog · +1 201 555 0100 · Partner Hub</title>"), "{}", opened.body);
        assert!(is_on(&opened, "cart") && !is_on(&opened, "catalog"));
        let saved = submit(&client, &opened, "Save", &[("catalog", "true"), ("cart", "true")]).await;
        assert_eq!(saved.at, format!("{address}?notice=saved"));
        assert!(is_on(&saved.page, "cart") && is_on(&saved.page, "catalog"), "{}", saved.page.body);
        let late = submit(&client, &opened, "Save", &[]).await;
        assert_eq!(late.at, address);
        assert!(text(&late.page.body).contains("Somebody has changed this since you opened the page."), "{}", late.page.body);
        let partners = shop.owner.get(&address).await;
        assert_eq!((fact(&partners.body, "Catalog"), fact(&partners.body, "Cart")), ("Visible".to_owned(), "On".to_owned()));
        assert!(text(&partners.body).contains("The client decides what is shown of its catalog"), "{}", partners.body);
        assert!(!partners.body.contains("/api/app/catalog/save"), "{}", partners.body);
    }
}
