//! The languages of templates.

use serde::{Deserialize, Deserializer, Serialize};

/// A language code as Meta writes it in templates, `en_US`. An unknown one is kept and shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Language(String);

impl Language {
    /// Reads a code. Meta's webhooks write `en-US` for what its templates call `en_US`: both are the same language.
    pub fn from_wire(code: &str) -> Self {
        let (language, region) = match code.trim().split_once(['_', '-']) {
            Some((language, region)) => (language, Some(region)),
            None => (code.trim(), None),
        };
        let language = language.to_ascii_lowercase();
        Self(match region {
            Some(region) => format!("{language}_{}", region.to_ascii_uppercase()),
            None => language,
        })
    }

    /// The code, `en_US`.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// As browsers and the `lang` attribute want it, `en-US`.
    pub fn tag(&self) -> String {
        self.0.replace('_', "-")
    }

    /// The language's English name; an unknown code is shown as it is.
    pub fn label(&self) -> &str {
        NAMES.iter().find(|(code, _)| *code == self.0).map_or(&self.0, |(_, name)| name)
    }

    /// Whether Meta lists it (supported languages, 4 November 2025).
    pub fn is_known(&self) -> bool {
        NAMES.iter().any(|(code, _)| *code == self.0)
    }

    /// Whether it is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        let language = self.0.split('_').next().unwrap_or_default();
        matches!(language, "ar" | "he" | "fa" | "ur" | "ps" | "prs")
    }

    /// Every language that Meta lists, by name.
    pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        NAMES.iter().copied()
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|code| Self::from_wire(&code))
    }
}

/// Meta, supported languages.
const NAMES: [(&str, &str); 111] = [
    ("af", "Afrikaans"),
    ("sq", "Albanian"),
    ("ar", "Arabic"),
    ("ar_EG", "Arabic (Egypt)"),
    ("ar_LB", "Arabic (Lebanon)"),
    ("ar_MA", "Arabic (Morocco)"),
    ("ar_QA", "Arabic (Qatar)"),
    ("ar_AE", "Arabic (UAE)"),
    ("az", "Azerbaijani"),
    ("be_BY", "Belarusian"),
    ("bn", "Bengali"),
    ("bn_IN", "Bengali (India)"),
    ("bg", "Bulgarian"),
    ("ca", "Catalan"),
    ("zh_CN", "Chinese (China)"),
    ("zh_HK", "Chinese (Hong Kong)"),
    ("zh_TW", "Chinese (Taiwan)"),
    ("hr", "Croatian"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("prs_AF", "Dari"),
    ("nl", "Dutch"),
    ("nl_BE", "Dutch (Belgium)"),
    ("en", "English"),
    ("en_AU", "English (Australia)"),
    ("en_CA", "English (Canada)"),
    ("en_GH", "English (Ghana)"),
    ("en_IN", "English (India)"),
    ("en_IE", "English (Ireland)"),
    ("en_JM", "English (Jamaica)"),
    ("en_MY", "English (Malaysia)"),
    ("en_NZ", "English (New Zealand)"),
    ("en_QA", "English (Qatar)"),
    ("en_SG", "English (Singapore)"),
    ("en_ZA", "English (South Africa)"),
    ("en_AE", "English (UAE)"),
    ("en_GB", "English (UK)"),
    ("en_US", "English (US)"),
    ("en_UG", "English (Uganda)"),
    ("et", "Estonian"),
    ("fil", "Filipino"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("fr_BE", "French (Belgium)"),
    ("fr_CA", "French (Canada)"),
    ("fr_CI", "French (Côte d’Ivoire)"),
    ("fr_MA", "French (Morocco)"),
    ("fr_CH", "French (Switzerland)"),
    ("ka", "Georgian"),
    ("de", "German"),
    ("de_AT", "German (Austria)"),
    ("de_CH", "German (Switzerland)"),
    ("el", "Greek"),
    ("gu", "Gujarati"),
    ("ha", "Hausa"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hu", "Hungarian"),
    ("id", "Indonesian"),
    ("ga", "Irish"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("kn", "Kannada"),
    ("kk", "Kazakh"),
    ("rw_RW", "Kinyarwanda"),
    ("ko", "Korean"),
    ("ky_KG", "Kyrgyz"),
    ("lo", "Lao"),
    ("lv", "Latvian"),
    ("lt", "Lithuanian"),
    ("mk", "Macedonian"),
    ("ms", "Malay"),
    ("ml", "Malayalam"),
    ("mr", "Marathi"),
    ("nb", "Norwegian"),
    ("ps_AF", "Pashto"),
    ("fa", "Persian"),
    ("pl", "Polish"),
    ("pt_BR", "Portuguese (Brazil)"),
    ("pt_PT", "Portuguese (Portugal)"),
    ("pa", "Punjabi"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sr", "Serbian"),
    ("si_LK", "Sinhala"),
    ("sk", "Slovak"),
    ("sl", "Slovenian"),
    ("es", "Spanish"),
    ("es_AR", "Spanish (Argentina)"),
    ("es_CL", "Spanish (Chile)"),
    ("es_CO", "Spanish (Colombia)"),
    ("es_CR", "Spanish (Costa Rica)"),
    ("es_DO", "Spanish (Dominican Republic)"),
    ("es_EC", "Spanish (Ecuador)"),
    ("es_HN", "Spanish (Honduras)"),
    ("es_MX", "Spanish (Mexico)"),
    ("es_PA", "Spanish (Panama)"),
    ("es_PE", "Spanish (Peru)"),
    ("es_ES", "Spanish (Spain)"),
    ("es_UY", "Spanish (Uruguay)"),
    ("sw", "Swahili"),
    ("sv", "Swedish"),
    ("ta", "Tamil"),
    ("te", "Telugu"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("uz", "Uzbek"),
    ("vi", "Vietnamese"),
    ("zu", "Zulu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_are_one_language() {
        assert_eq!(Language::from_wire("en-US"), Language::from_wire("en_us"));
        assert_eq!(Language::from_wire("en-US").code(), "en_US");
        assert_eq!(Language::from_wire("prs_AF").label(), "Dari");
        assert_eq!(Language::from_wire("tlh").label(), "tlh");
        assert!(Language::from_wire("ar_EG").is_right_to_left());
    }

    #[test]
    fn each_listed_code_is_written_as_it_is_read() {
        for (code, _) in Language::all() {
            assert_eq!(Language::from_wire(code).code(), code);
        }
    }
}
