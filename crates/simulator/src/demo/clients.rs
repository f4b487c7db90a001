//! The demo's table.

use super::record::{Account, Client, Line};
use super::signup::PaymentType::{Direct, Partner};
use super::signup::Permission::{Missing, Shared};

pub(super) const CLIENTS: &[Client] = &[
    Client {
        name: "Bäckerei Kessler",
        legal_name: "Kessler & Söhne Backwaren GmbH",
        email: "digital@kessler-backwaren.example",
        country: "DE",
        payment: Partner,
        permission: Shared,
        verification: "verified",
        limit: "TIER_100K",
        wabas: &[
            Account::new(
                "Kessler Filialen",
                "EUR",
                47,
                &[
                    Line::new("+49 30 23125001", "Bäckerei Kessler").throughput("HIGH").official(),
                    Line::new("+49 30 23125002", "Kessler Vorbestellung").quality("YELLOW"),
                    Line::new("+49 89 99998010", "Kessler München"),
                ],
            ),
            Account::new(
                "Kessler Online-Shop",
                "EUR",
                47,
                &[
                    Line::new("+49 69 90009021", "Kessler Shop").renaming_to("Kessler Brotversand").throughput("HIGH"),
                    Line::new("+49 40 66969033", "Kessler Testküche").quality("UNKNOWN").sandbox(),
                ],
            ),
        ],
    },
    Client {
        name: "Harbour Lane Books",
        legal_name: "Harbour Lane Booksellers Ltd",
        email: "orders@harbourlane.example",
        country: "GB",
        payment: Direct,
        permission: Shared,
        verification: "verified",
        limit: "TIER_10K",
        wabas: &[Account::new(
            "Harbour Lane Books",
            "GBP",
            58,
            &[
                Line::new("+44 20 7946 0101", "Harbour Lane Books"),
                Line::new("+44 7700 900123", "Harbour Lane Events").status("RATE_LIMITED"),
            ],
        )],
    },
    Client {
        name: "Lumen Dental Group",
        legal_name: "Lumen Dental Group, Inc.",
        email: "it@lumendental.example",
        country: "US",
        payment: Partner,
        permission: Shared,
        verification: "pending",
        limit: "TIER_2K",
        wabas: &[
            Account::new(
                "Lumen Dental West",
                "USD",
                1,
                &[
                    Line::new("+1 (989) 555-0142", "Lumen Dental"),
                    Line::new("+1 989-555-0119", "Lumen Dental Recall").status("FLAGGED").quality("RED"),
                ],
            ),
            Account::new(
                "Lumen Dental East",
                "USD",
                7,
                &[Line::new("+1 989-555-0187", "Lumen Dental East")
                    .status("UNVERIFIED")
                    .quality("NA")
                    .code("EXPIRED")
                    .platform("NOT_APPLICABLE")
                    .throughput("NOT_APPLICABLE")
                    .name_status("NONE")],
            )
            .review("PENDING"),
        ],
    },
    Client {
        name: "Brûlerie Montfaucon",
        legal_name: "Brûlerie Montfaucon SARL",
        email: "bonjour@montfaucon.example",
        country: "FR",
        payment: Direct,
        permission: Missing,
        verification: "not_verified",
        limit: "TIER_250",
        wabas: &[Account::new(
            "Brûlerie Montfaucon",
            "EUR",
            57,
            &[
                Line::new("+33 1 99 00 12 34", "Brûlerie Montfaucon"),
                Line::new("+33 6 39 98 01 02", "Montfaucon Livraison")
                    .status("PENDING")
                    .quality("NA")
                    .code("NOT_VERIFIED")
                    .platform("NOT_APPLICABLE")
                    .throughput("NOT_APPLICABLE")
                    .name_status("PENDING_REVIEW"),
            ],
        )],
    },
    Client {
        name: "Пекарна Слънчоглед",
        legal_name: "„Слънчоглед 2009“ ЕООД",
        email: "ofis@slanchogled.example",
        country: "BG",
        payment: Partner,
        permission: Shared,
        verification: "verified",
        limit: "TIER_2K",
        wabas: &[Account::new(
            "Слънчоглед",
            "EUR",
            19,
            &[
                Line::new("+359 2 555 0101", "Пекарна Слънчоглед"),
                Line::new("+359 2 555 0102", "Слънчоглед Кетъринг").platform("ON_PREMISE").name_status("EXPIRED"),
            ],
        )
        .on_behalf_of("APPROVED")],
    },
    Client {
        name: "مطاعم النخيل",
        legal_name: "شركة مطاعم النخيل ذ.م.م",
        email: "contact@nakheel-restaurants.example",
        country: "AE",
        payment: Direct,
        permission: Shared,
        verification: "pending_need_more_info",
        limit: "UNTIERED",
        wabas: &[Account::new(
            "مطاعم النخيل",
            "USD",
            8,
            &[
                Line::new("+971 4 555 0142", "مطاعم النخيل"),
                Line::new("+971 4 555 0143", "النخيل للتوصيل").status("RESTRICTED").quality("YELLOW"),
            ],
        )
        .review("RESTRICTED")],
    },
    Client {
        name: "आरोग्य क्लिनिक",
        legal_name: "Arogya Healthcare Private Limited",
        email: "admin@arogyaclinic.example",
        country: "IN",
        payment: Partner,
        permission: Shared,
        verification: "pending_submission",
        limit: "TIER_250",
        wabas: &[Account::new(
            "आरोग्य क्लिनिक",
            "INR",
            71,
            &[
                Line::new("+91 11 5550 0142", "आरोग्य क्लिनिक"),
                Line::new("+91 11 5550 0143", "आरोग्य लैब").status("DISCONNECTED").quality("UNKNOWN"),
            ],
        )],
    },
    Client {
        name: "ร้านกาแฟดอยหลวง",
        legal_name: "บริษัท ดอยหลวงคอฟฟี่ จำกัด",
        email: "hello@doiluang.example",
        country: "TH",
        payment: Direct,
        permission: Missing,
        verification: "failed",
        limit: "TIER_250",
        wabas: &[Account::new(
            "ดอยหลวงคอฟฟี่",
            "USD",
            133,
            &[
                Line::new("+66 2 555 0142", "ร้านกาแฟดอยหลวง"),
                Line::new("+66 2 555 0143", "ดอยหลวง โรงคั่ว").status("BANNED").quality("RED"),
            ],
        )
        .review("REJECTED")],
    },
    Client {
        name: "春風茶館",
        legal_name: "春風茶館有限公司",
        email: "info@chunfeng-tea.example",
        country: "HK",
        payment: Partner,
        permission: Shared,
        verification: "rejected",
        limit: "TIER_2K",
        wabas: &[Account::new(
            "春風茶館",
            "USD",
            62,
            &[
                Line::new("+852 5550 0142", "春風茶館").quality("YELLOW"),
                Line::new("+852 5550 0143", "春風禮盒").status("MIGRATED").quality("NA"),
            ],
        )
        .unfunded()],
    },
    Client {
        name: "さくら書店",
        legal_name: "株式会社さくら書店",
        email: "support@sakura-shoten.example",
        country: "JP",
        payment: Direct,
        permission: Missing,
        verification: "expired",
        limit: "TIER_10K",
        wabas: &[Account::new(
            "さくら書店",
            "USD",
            77,
            &[
                Line::new("+81 3 5550 0142", "さくら書店"),
                Line::new("+81 3 5550 0143", "さくら古書").status("DELETED").quality("NA"),
            ],
        )],
    },
    Client {
        name: "한빛 여행사",
        legal_name: "주식회사 한빛여행",
        email: "travel@hanbit.example",
        country: "KR",
        payment: Partner,
        permission: Shared,
        verification: "ineligible",
        limit: "UNTIERED",
        wabas: &[Account::new(
            "한빛 여행사",
            "USD",
            79,
            &[Line::new("+82 2 555 0142", "한빛 여행사").status("UNKNOWN").quality("UNKNOWN")],
        )
        .review("LIMIT_REACHED")
        .unasked("regional_compliance_tier", "KR-2")],
    },
    Client {
        name: "Ζαχαροπλαστείο Άνεμος",
        legal_name: "Άνεμος Ζαχαροπλαστική Α.Ε.",
        email: "info@anemos-sweets.example",
        country: "GR",
        payment: Direct,
        permission: Missing,
        verification: "revoked",
        limit: "TIER_2K",
        wabas: &[Account::new(
            "Άνεμος",
            "EUR",
            60,
            &[
                Line::new("+30 21 0555 0142", "Ζαχαροπλαστείο Άνεμος").name_status("DECLINED"),
                // A status that came after all documentation.
                Line::new("+30 21 0555 0143", "Άνεμος Τούρτες").status("UNDER_APPEAL"),
            ],
        )
        .status("DISABLED")],
    },
    Client {
        name: "Padaria Três Irmãos",
        legal_name: "Três Irmãos Panificação Ltda.",
        email: "contato@tresirmaos.example",
        country: "BR",
        payment: Partner,
        permission: Shared,
        verification: "verified",
        limit: "TIER_UNLIMITED",
        wabas: &[
            Account::new(
                "Três Irmãos São Paulo",
                "USD",
                25,
                &[
                    Line::new("+55 11 5555 0142", "Padaria Três Irmãos").throughput("HIGH").official(),
                    Line::new("+55 11 5555 0143", "Três Irmãos Delivery").throughput("HIGH"),
                    Line::new("+55 11 5555 0144", "Três Irmãos Festas").name_status("AVAILABLE_WITHOUT_REVIEW"),
                ],
            ),
            Account::new("Três Irmãos Campinas", "USD", 25, &[Line::new("+55 19 5555 0145", "Três Irmãos Campinas")])
                .on_behalf_of("REJECTED"),
        ],
    },
    Client {
        name: "מאפיית הגליל",
        legal_name: "מאפיית הגליל בע״מ",
        email: "office@galil-bakery.example",
        country: "IL",
        payment: Direct,
        permission: Missing,
        verification: "not_verified",
        limit: "TIER_250",
        wabas: &[Account::new("מאפיית הגליל", "USD", 70, &[Line::new("+972 2 555 0142", "מאפיית הגליל")])
            .on_behalf_of("DENIED")],
    },
    Client {
        name: "Fjällräv Cykelverkstad",
        legal_name: "Fjällräv Cykelverkstad AB",
        email: "hej@fjallrav-cykel.example",
        country: "SE",
        payment: Partner,
        permission: Shared,
        verification: "verified",
        limit: "TIER_10K",
        wabas: &[Account::new(
            "Fjällräv",
            "EUR",
            130,
            &[
                Line::new("+46 8 465 004 10", "Fjällräv Cykelverkstad"),
                Line::new("+46 70 174 06 10", "Fjällräv Service").code("NOT_VERIFIED"),
            ],
        )
        .on_behalf_of("SUBMITTED")],
    },
    Client {
        // A spreadsheet would take this name for a formula.
        name: "+Plus Pharmacy",
        legal_name: "+Plus Pharmacy Pty Ltd",
        email: "it@pluspharmacy.example",
        country: "AU",
        payment: Direct,
        permission: Shared,
        verification: "verified",
        limit: "TIER_100K",
        wabas: &[Account::new(
            "+Plus Pharmacy",
            "AUD",
            15,
            &[
                Line::new("+61 491 570 156", "+Plus Pharmacy"),
                Line::new("+61 2 5550 0123", "+Plus Repeat Scripts").quality("YELLOW"),
            ],
        )],
    },
];
