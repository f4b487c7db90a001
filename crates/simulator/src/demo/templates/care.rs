//! Practices and workshops: teeth, medicine, bicycles.

use serde_json::json;

use super::build::{Sample, call, code, link_with, marketing, quick, utility};

pub(super) fn dental_west() -> Vec<Sample> {
    vec![
        utility("appointment_reminder", "en_US")
            .header_with("See you {{1}}", "tomorrow")
            .body(
                "Hi {{1}}, this is a reminder of your appointment with Dr. {{2}} on {{3}} at 2 pm.",
                &["Sam", "Lee", "May 4"],
            )
            .footer("Lumen Dental")
            .buttons(vec![quick("Confirm"), quick("Reschedule"), call("Call us", "+19895550142")]),
        utility("appointment_reminder", "es_MX")
            .body(
                "Hola {{1}}, le recordamos su cita con el Dr. {{2}} el {{3}} a las 2 de la tarde.",
                &["Sam", "Lee", "4 de mayo"],
            )
            .buttons(vec![quick("Confirmar"), quick("Cambiar la cita")])
            .quality("YELLOW"),
        utility("directions_to_practice", "en_US").place().body(
            "We moved! From {{1}} on you find us at the place above. Parking is in the yard behind the house.",
            &["June 1"],
        ),
        marketing("whitening_month", "en_US")
            .picture(21)
            .body("Hi {{1}}, in June whitening is {{2}} less for patients who come for a check-up.", &["Sam", "$40"])
            .buttons(vec![link_with("Book now", "https://lumendental.example/book/", "w-june")])
            .quality("RED"),
        utility("treatment_plan", "en_US").document(22).body(
            "Hi {{1}}, attached is your treatment plan. Please read it before your visit on {{2}}.",
            &["Sam", "May 4"],
        ),
        utility("insurance_check", "en_US")
            .body(
                "Hi {{1}}, please send your password for the insurance portal so that we can check your plan.",
                &["Sam"],
            )
            .rejected("SCAM"),
    ]
}

pub(super) fn dental_east() -> Vec<Sample> {
    vec![
        utility("first_visit", "en_US")
            .body(
                "Welcome to Lumen Dental East, {{1}}. Please bring your insurance card on your first visit.",
                &["Kim"],
            )
            .pending(),
        utility("payment_overdue", "en_US")
            .body(
                "Your bill of {{1}} still has to be paid. Settle it by {{2}} or else we will come to your door.",
                &["$120", "Friday"],
            )
            .rejected("ABUSIVE_CONTENT"),
    ]
}

pub(super) fn bicycles() -> Vec<Sample> {
    vec![
        utility("cykel_klar", "sv")
            .header("Din cykel är klar")
            .body("Hej {{1}}, din {{2}} är servad och går att hämta till klockan 18. Priset blev {{3}} kronor.", &["Elsa", "Crescent", "890"])
            .footer("Fjällräv Cykelverkstad")
            .buttons(vec![quick("Jag kommer idag"), call("Ring verkstaden", "+4684650041")]),
        utility("offert", "sv")
            .document(23)
            .named_body(
                "Hej {{namn}}, här är vår offert på {{arbete}}. Svara ja så börjar vi direkt.",
                &[("namn", "Elsa"), ("arbete", "nytt bakhjul")],
            )
            .buttons(vec![quick("Ja, börja"), quick("Nej tack")]),
        marketing("varservice", "sv")
            .picture(24)
            .body("Hej {{1}}, snön är borta och din cykel vill ut. Boka vårservice före {{2}} så pumpar vi däcken gratis.", &["Elsa", "15 april"])
            .buttons(vec![link_with("Boka tid", "https://fjallrav-cykel.example/boka/", "var")])
            .ttl(86_400),
        marketing("gammal_kampanj", "sv")
            .body("Hej {{1}}, förra årets hjälmar säljs ut den här veckan i butiken på torget.", &["Elsa"])
            .status("PENDING_DELETION"),
    ]
}

pub(super) fn pharmacy() -> Vec<Sample> {
    vec![
        utility("script_ready", "en_AU")
            .body(
                "Hi {{1}}, your repeat script is ready. Pick it up at {{2}} with your Medicare card.",
                &["Tim", "+Plus Pharmacy"],
            )
            .buttons(vec![quick("On my way"), quick("Please deliver")]),
        utility("script_ready", "zh_CN")
            .body(
                "尊敬的{{1}}，您好，您的续方药已备好，请带医保卡到{{2}}领取，我们营业到晚上八点。",
                &["李先生", "本店"],
            )
            .quality("UNKNOWN"),
        code("pharmacy_code", "en_AU", json!({ "type": "OTP", "otp_type": "COPY_CODE", "text": "Copy code" })),
        // Some accounts get their one-time password buttons back as the links they are made of.
        code(
            "pharmacy_code_link",
            "en_AU",
            json!({
                "type": "URL",
                "text": "Copy code",
                "url": "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code_expiration_minutes=10&code=otp{{1}}",
                "example": ["https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code_expiration_minutes=10&code=otp123456"],
            }),
        ),
        marketing("flu_shots", "en_AU")
            .picture(25)
            .body(
                "Hi {{1}}, flu shots are in from {{2}}. Walk in any day before noon, no booking needed.",
                &["Tim", "Monday"],
            )
            .was("UTILITY")
            .quality("YELLOW"),
        marketing("old_newsletter", "en_AU")
            .body("This month at +Plus Pharmacy: new hours, new faces.", &[])
            .status("DELETED"),
        utility("one_too_many", "en_AU")
            .body("Hi {{1}}, your delivery is out and will be with you before {{2}} today.", &["Tim", "noon"])
            .status("LIMIT_EXCEEDED")
            .quality("UNKNOWN"),
    ]
}
