//! One account with every kind of template there is, and some that nobody knows.

use serde_json::json;

use super::build::{Sample, call, code, link, link_with, marketing, plain, quick, utility};

/// The online shop of the bakery.
pub(super) fn shop() -> Vec<Sample> {
    let app = json!([{ "package_name": "de.kessler.shop", "signature_hash": "K8a/AINcGX7" }]);
    vec![
        marketing("autumn_box_offer", "en")
            .picture(1)
            .body("Hi {{1}}, our autumn box is here with {{2}} kinds of bread. Use the code below before Sunday.", &["Mara", "9"])
            .part(json!({ "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "text": "Autumn box", "has_expiration": true } }))
            .buttons(vec![
                json!({ "type": "COPY_CODE", "text": "Copy offer code", "example": "AUTUMN15" }),
                link_with("See the box", "https://shop.kessler.example/box?code=", "autumn"),
            ])
            .quality("YELLOW"),
        marketing("bread_carousel", "en")
            .body("Good morning {{1}}, these came out of the oven today. Which one may we keep for you?", &["Mara"])
            .cards(
                &["Rye with walnuts, baked twice.", "Spelt with sunflower seeds.", "White tin loaf for Sunday."],
                &quick("Keep one for me"),
            ),
        marketing("whole_catalogue", "de")
            .body("Hallo {{1}}, unser ganzer Laden passt jetzt in diesen Chat. Schau dich um und bestell gleich hier.", &["Jonas"])
            .footer("Versand in ganz Deutschland")
            .buttons(vec![plain("CATALOG", "Katalog ansehen")]),
        marketing("forgotten_basket", "en")
            .header_with("Forgot something, {{1}}?", "Pablo")
            .body("You left a few things in your basket. With the code {{1}} the shipping is on us until tonight.", &["FREESHIP"])
            .buttons(vec![plain("MPM", "View items")]),
        marketing("loaf_of_the_month", "en")
            .part(json!({ "type": "HEADER", "format": "PRODUCT" }))
            .body("Our loaf of the month is baked with heritage wheat from {{1}}. Only as long as the flour lasts.", &["Brandenburg"])
            .buttons(vec![plain("SPM", "View")]),
        utility("tasting_sign_up", "en")
            .named_body(
                "Hello {{first_name}}, you are registered for the tasting on {{event_date}}. Tell us below what you cannot eat.",
                &[("first_name", "Mara"), ("event_date", "14 May")],
            )
            .buttons(vec![json!({
                "type": "FLOW", "text": "Tell us", "flow_id": "1144829040274613", "flow_action": "NAVIGATE",
                "navigate_screen": "ALLERGIES",
            })]),
        utility("call_the_bakers", "en")
            .body("Your order {{1}} needs a decision from you. You can call the bakers here on WhatsApp until 6 pm.", &["K-20114"])
            .buttons(vec![plain("VOICE_CALL", "Call the bakers")]),
        utility("may_we_call", "en")
            .body("We would like to call you about the delivery of order {{1}}. May we?", &["K-20114"])
            .part(json!({ "type": "CALL_PERMISSION_REQUEST" })),
        utility("order_to_pay", "en")
            .body("Your order {{1}} is ready to be paid. It is baked as soon as the payment has arrived.", &["K-20114"])
            .buttons(vec![plain("ORDER_DETAILS", "Review and pay")])
            .sub_category("ORDER_DETAILS")
            .kept("display_format", json!("ORDER_DETAILS")),
        code("sign_in_code", "en", json!({ "type": "OTP", "otp_type": "COPY_CODE", "text": "Copy code" })).ttl(600),
        code(
            "sign_in_code_autofill",
            "en",
            json!({
                "type": "OTP", "otp_type": "ONE_TAP", "text": "Copy code", "autofill_text": "Autofill", "supported_apps": app,
            }),
        ),
        code(
            "sign_in_code_zero_tap",
            "en",
            json!({
                "type": "OTP", "otp_type": "ZERO_TAP", "text": "Copy code", "autofill_text": "Autofill",
                "zero_tap_terms_accepted": true, "supported_apps": app,
            }),
        )
        .quality("UNKNOWN"),
        utility("delivery_report", "de")
            .film(2)
            .body("Hallo {{1}}, so wurde Ihr Paket {{2}} heute an der Haustür abgestellt.", &["Herr Brandt", "K-20114"])
            .buttons(vec![call("Anrufen", "+496990009021"), link("Hilfe", "https://shop.kessler.example/hilfe")]),
        // A component type and fields that came after all documentation.
        marketing("interactive_postcard", "en")
            .body("A postcard from our oven to your kitchen table. Turn it over!", &[])
            .part(json!({ "type": "POSTCARD", "postcard": { "sides": 2, "motif": "oven" } }))
            .buttons(vec![json!({ "type": "REMINDER", "text": "Remind me", "reminder_offset": 3_600 })])
            .unasked("experience_tier", json!("PREVIEW"))
            .unasked("creative_hints", json!({ "tone": "warm", "density": 2 })),
        utility("from_the_library", "en_US")
            .body("Your parcel {{1}} arrives on {{2}} between nine and noon. There is nothing you have to do.", &["K-20114", "Friday"])
            .kept("library_template_name", json!("delivery_update_1")),
    ]
}
