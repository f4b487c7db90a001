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
        Self::all().find(|(code, _)| *code == self.0).map_or(&self.0, |(_, name)| name)
    }

    /// Whether Meta lists it (supported languages, 4 November 2025).
    pub fn is_known(&self) -> bool {
        Self::all().any(|(code, _)| code == self.0)
    }

    /// Whether it is written from right to left.
    pub fn is_right_to_left(&self) -> bool {
        let language = self.0.split('_').next().unwrap_or_default();
        matches!(language, "ar" | "he" | "fa" | "ur" | "ps" | "prs")
    }

    /// Every language that Meta lists, by name.
    pub fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        NAMES.lines().filter_map(|line| line.split_once(' '))
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

/// Meta, supported languages: a code and a name in each line. One text, since a table of texts is mostly addresses, which
/// the browser would load.
const NAMES: &str = "\
af Afrikaans\n\
sq Albanian\n\
ar Arabic\n\
ar_EG Arabic (Egypt)\n\
ar_LB Arabic (Lebanon)\n\
ar_MA Arabic (Morocco)\n\
ar_QA Arabic (Qatar)\n\
ar_AE Arabic (UAE)\n\
az Azerbaijani\n\
be_BY Belarusian\n\
bn Bengali\n\
bn_IN Bengali (India)\n\
bg Bulgarian\n\
ca Catalan\n\
zh_CN Chinese (China)\n\
zh_HK Chinese (Hong Kong)\n\
zh_TW Chinese (Taiwan)\n\
hr Croatian\n\
cs Czech\n\
da Danish\n\
prs_AF Dari\n\
nl Dutch\n\
nl_BE Dutch (Belgium)\n\
en English\n\
en_AU English (Australia)\n\
en_CA English (Canada)\n\
en_GH English (Ghana)\n\
en_IN English (India)\n\
en_IE English (Ireland)\n\
en_JM English (Jamaica)\n\
en_MY English (Malaysia)\n\
en_NZ English (New Zealand)\n\
en_QA English (Qatar)\n\
en_SG English (Singapore)\n\
en_ZA English (South Africa)\n\
en_AE English (UAE)\n\
en_GB English (UK)\n\
en_US English (US)\n\
en_UG English (Uganda)\n\
et Estonian\n\
fil Filipino\n\
fi Finnish\n\
fr French\n\
fr_BE French (Belgium)\n\
fr_CA French (Canada)\n\
fr_CI French (Côte d’Ivoire)\n\
fr_MA French (Morocco)\n\
fr_CH French (Switzerland)\n\
ka Georgian\n\
de German\n\
de_AT German (Austria)\n\
de_CH German (Switzerland)\n\
el Greek\n\
gu Gujarati\n\
ha Hausa\n\
he Hebrew\n\
hi Hindi\n\
hu Hungarian\n\
id Indonesian\n\
ga Irish\n\
it Italian\n\
ja Japanese\n\
kn Kannada\n\
kk Kazakh\n\
rw_RW Kinyarwanda\n\
ko Korean\n\
ky_KG Kyrgyz\n\
lo Lao\n\
lv Latvian\n\
lt Lithuanian\n\
mk Macedonian\n\
ms Malay\n\
ml Malayalam\n\
mr Marathi\n\
nb Norwegian\n\
ps_AF Pashto\n\
fa Persian\n\
pl Polish\n\
pt_BR Portuguese (Brazil)\n\
pt_PT Portuguese (Portugal)\n\
pa Punjabi\n\
ro Romanian\n\
ru Russian\n\
sr Serbian\n\
si_LK Sinhala\n\
sk Slovak\n\
sl Slovenian\n\
es Spanish\n\
es_AR Spanish (Argentina)\n\
es_CL Spanish (Chile)\n\
es_CO Spanish (Colombia)\n\
es_CR Spanish (Costa Rica)\n\
es_DO Spanish (Dominican Republic)\n\
es_EC Spanish (Ecuador)\n\
es_HN Spanish (Honduras)\n\
es_MX Spanish (Mexico)\n\
es_PA Spanish (Panama)\n\
es_PE Spanish (Peru)\n\
es_ES Spanish (Spain)\n\
es_UY Spanish (Uruguay)\n\
sw Swahili\n\
sv Swedish\n\
ta Tamil\n\
te Telugu\n\
th Thai\n\
tr Turkish\n\
uk Ukrainian\n\
ur Urdu\n\
uz Uzbek\n\
vi Vietnamese\n\
zu Zulu\n\
";

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
        assert_eq!(Language::all().count(), 111);
        for (code, _) in Language::all() {
            assert_eq!(Language::from_wire(code).code(), code);
        }
    }
}
