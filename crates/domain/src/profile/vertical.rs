//! What kind of business it is.

use crate::open_enum;

open_enum! {
    /// The category of a business (Meta, "Business profiles", `vertical`).
    pub enum Vertical {
        Alcohol = "ALCOHOL" => "Alcoholic drinks",
        Apparel = "APPAREL" => "Clothing and apparel",
        Auto = "AUTO" => "Automotive",
        Beauty = "BEAUTY" => "Beauty, spa and salon",
        Education = "EDU" => "Education",
        Entertainment = "ENTERTAIN" => "Entertainment",
        Events = "EVENT_PLAN" => "Event planning and service",
        Finance = "FINANCE" => "Finance and banking",
        Government = "GOVT" => "Public service",
        Grocery = "GROCERY" => "Food and groceries",
        Health = "HEALTH" => "Medical and health",
        Hotel = "HOTEL" => "Hotel and lodging",
        NonProfit = "NONPROFIT" => "Non-profit organisation",
        OnlineGambling = "ONLINE_GAMBLING" => "Online gambling",
        OverTheCounter = "OTC_DRUGS" => "Over-the-counter drugs",
        AnotherBusiness = "OTHER" => "Other business",
        PhysicalGambling = "PHYSICAL_GAMBLING" => "Gambling on site",
        Services = "PROF_SERVICES" => "Professional services",
        Restaurant = "RESTAURANT" => "Restaurant",
        Retail = "RETAIL" => "Shopping and retail",
        Travel = "TRAVEL" => "Travel and transportation",
        NotABusiness = "NOT_A_BIZ" => "Not a business",
    }
}

/// How Meta says that nobody has chosen.
const UNDEFINED: &str = "UNDEFINED";

impl Vertical {
    /// Reads a category; `None` where nobody has chosen one.
    pub fn chosen(code: &str) -> Option<Self> {
        let is_chosen = !code.is_empty() && !code.eq_ignore_ascii_case(UNDEFINED);
        is_chosen.then(|| Self::from(code))
    }

    /// Whether Meta takes it for a profile. "Not a business" is an old value that is read only.
    pub fn can_be_chosen(&self) -> bool {
        !matches!(self, Self::NotABusiness | Self::Other(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_has_chosen_is_none() {
        for code in ["", "UNDEFINED", "undefined"] {
            assert_eq!(Vertical::chosen(code), None, "{code}");
        }
        assert_eq!(Vertical::chosen("retail"), Some(Vertical::Retail));
        assert_eq!(Vertical::chosen("PIRATES").map(|vertical| vertical.code().to_owned()), Some("PIRATES".to_owned()));
    }

    #[test]
    fn old_and_unknown_categories_are_kept_and_not_offered() {
        let offered = Vertical::KNOWN.iter().filter(|vertical| vertical.can_be_chosen()).count();
        assert_eq!(offered, Vertical::KNOWN.len() - 1);
        assert!(!Vertical::from("NOT_A_BIZ").can_be_chosen() && !Vertical::from("PIRATES").can_be_chosen());
    }
}
