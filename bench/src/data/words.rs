//! The vocabulary: plausible names in several scripts, each word with the form it is searched by.

use domain::search::fold;

const LISTS: &[(&str, &[&str])] = &[
    (
        "brand",
        &["Nordlicht", "Nordlicht", "Nordlicht", "Sonnenhof", "Café", "Marimba", "Ångström", "Привет", "नमस्ते", "Atlas"],
    ),
    (
        "branch",
        &[
            "Reisen",
            "Hotel",
            "Praxis",
            "Logistik",
            "Apotheke",
            "Möbel",
            "Blumen",
            "Schule",
            "Mode",
            "Bäckerei",
            "Klinik",
            "Garage",
            "Studio",
            "Kasse",
            "Support",
            "Vertrieb",
            "Termine",
            "Bestellung",
            "Rezeption",
            "Hotline",
        ],
    ),
    (
        "city",
        &[
            "Berlin", "Köln", "München", "Zürich", "Wien", "London", "Leeds", "Lyon", "Porto", "Málaga", "Sevilla",
            "Jakarta", "Bandung", "Mumbai", "Pune", "Delhi", "Lagos", "Accra", "Nairobi", "Bogotá", "Lima", "Quito",
            "Curitiba", "Recife", "Roma",
        ],
    ),
    (
        "first syllable",
        &[
            "Va", "Lo", "Mi", "Te", "Ra", "So", "Ni", "Ka", "Du", "Fe", "Go", "Hu", "Je", "Li", "Mo", "Na", "Or", "Pi",
            "Qui", "Ro", "Sa", "Tu", "Ul", "Ve", "Wa", "Xe", "Yo", "Za", "Be", "Ci",
        ],
    ),
    (
        "syllable",
        &[
            "ra", "lo", "mi", "te", "na", "so", "ni", "ka", "du", "fe", "go", "hu", "je", "li", "mo", "ba", "or", "pi",
            "qui", "ro", "sa", "tu", "ul", "ve", "wa", "xe", "yo", "za", "be", "ci",
        ],
    ),
    (
        "trade",
        &[
            "Handel", "Gruppe", "Systeme", "Foods", "Travel", "Health", "Bank", "Energie", "Media", "Textil", "Motors",
            "Labs",
        ],
    ),
    ("form", &["GmbH", "Ltd", "SA", "AG"]),
    ("country", &["DE", "DE", "DE", "GB", "IN", "BR", "ES", "ID", "MX", "IT"]),
    ("code", &["49", "49", "49", "44", "91", "55", "34", "62", "52", "39"]),
    ("term", &["", "", "", "", "", "", "", "", "", "", "", "", "", "", ""]),
];

/// Every word: its list, its place there, how it is shown and how it is searched.
pub(super) fn all() -> impl Iterator<Item = (&'static str, i64, &'static str, String)> {
    LISTS.iter().flat_map(|(list, words)| (0..).zip(*words).map(|(place, word)| (*list, place, *word, fold(word))))
}
