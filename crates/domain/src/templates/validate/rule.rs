//! The rules of a template, each with a code that stays.

use super::Severity;
use crate::closed_enum;

closed_enum! {
    /// What a finding is about. The label says it in a few words; the finding's message says what to change.
    pub enum Rule {
        NameMissing = "name_missing" => "The name is missing",
        NameTooLong = "name_too_long" => "The name is too long",
        NameCharacters = "name_characters" => "Characters of the name",
        NameTaken = "name_taken" => "The name is taken in this language",
        NameLocked = "name_locked" => "The name is locked",
        TextTaken = "text_taken" => "Another template says the same",
        TooManyTemplates = "too_many_templates" => "Too many templates",
        TooManyCreations = "too_many_creations" => "Too many new templates",
        LanguageMissing = "language_missing" => "The language is missing",
        LanguageUnknown = "language_unknown" => "Unknown language",
        CategoryMissing = "category_missing" => "The category is missing",
        CategoryUnknown = "category_unknown" => "Unknown category",
        TtlRange = "ttl_range" => "Time to live out of range",

        PartTwice = "part_twice" => "A part stands twice",
        HeaderEmpty = "header_empty" => "The header is empty",
        HeaderTooLong = "header_too_long" => "The header is too long",
        HeaderParameters = "header_parameters" => "Parameters of the header",
        HeaderFormatting = "header_formatting" => "Formatting in the header",
        HeaderLocation = "header_location" => "Location in the header",
        HeaderGif = "header_gif" => "GIF in the header",
        HeaderProduct = "header_product" => "Product in the header",
        SampleMissing = "sample_missing" => "The sample file is missing",
        SampleAddress = "sample_address" => "The sample file has to be uploaded again",
        BodyMissing = "body_missing" => "The body is missing",
        BodyTooLong = "body_too_long" => "The body is too long",
        BodySpacing = "body_spacing" => "Spaces and lines of the body",
        TooManyEmoji = "too_many_emoji" => "Many emoji",
        FooterEmpty = "footer_empty" => "The footer is empty",
        FooterTooLong = "footer_too_long" => "The footer is too long",
        FooterParameters = "footer_parameters" => "Parameters in the footer",
        FooterFormatting = "footer_formatting" => "Formatting in the footer",

        BracesUnbalanced = "braces_unbalanced" => "Braces do not match",
        BracesSingle = "braces_single" => "Single braces",
        ParameterCharacters = "parameter_characters" => "Characters of a parameter",
        ParameterDigits = "parameter_digits" => "Digits in a parameter's name",
        ParameterFormat = "parameter_format" => "Numbers and names mixed",
        ParameterSequence = "parameter_sequence" => "Parameters not in sequence",
        ParameterTwice = "parameter_twice" => "A parameter's name stands twice",
        ParameterAtEdge = "parameter_at_edge" => "Parameter at the start or end",
        ParameterNearEdge = "parameter_near_edge" => "Parameter next to the start or end",
        ParametersAdjacent = "parameters_adjacent" => "Parameters side by side",
        ParameterRatio = "parameter_ratio" => "Too many parameters for so few words",
        ExampleMissing = "example_missing" => "An example is missing",
        ExampleUnused = "example_unused" => "An example without a parameter",

        ButtonsTooMany = "buttons_too_many" => "Too many buttons",
        UrlButtonsTooMany = "url_buttons_too_many" => "Too many links",
        PhoneButtonsTooMany = "phone_buttons_too_many" => "Too many call buttons",
        CopyCodeTooMany = "copy_code_too_many" => "Too many codes",
        ButtonOnlyOnce = "button_only_once" => "A button of this kind stands twice",
        QuickRepliesApart = "quick_replies_apart" => "Quick replies are not together",
        ButtonTextMissing = "button_text_missing" => "The button has no text",
        ButtonTextTooLong = "button_text_too_long" => "The button's text is too long",
        ButtonTextParameters = "button_text_parameters" => "Parameters in a button's text",
        ButtonTextCharacters = "button_text_characters" => "Characters of a button's text",
        UrlInvalid = "url_invalid" => "The link is no web address",
        UrlTooLong = "url_too_long" => "The link is too long",
        UrlParameters = "url_parameters" => "Parameters of a link",
        UrlParameterPlace = "url_parameter_place" => "Place of a link's parameter",
        UrlToWhatsApp = "url_to_whatsapp" => "Link to WhatsApp",
        PhoneMissing = "phone_missing" => "The number to call is missing",
        PhoneTooLong = "phone_too_long" => "The number to call is too long",
        PhoneCharacters = "phone_characters" => "Characters of the number to call",
        CodeTooLong = "code_too_long" => "The example of the code is too long",
        FlowMissing = "flow_missing" => "The form is not chosen",
        FlowTwice = "flow_twice" => "The form is named more than once",
        FlowJson = "flow_json" => "The form's definition cannot be read",
        FlowScreen = "flow_screen" => "First screen of a form",
        ProductButtonAlone = "product_button_alone" => "Products beside other buttons",

        CarouselCategory = "carousel_category" => "Carousels are for marketing",
        CarouselCards = "carousel_cards" => "Number of cards",
        CardsDiffer = "cards_differ" => "The cards differ",
        CardHeader = "card_header" => "Header of a card",
        CardButtons = "card_buttons" => "Buttons of a card",
        CardParts = "card_parts" => "Parts of a card",
        CarouselParts = "carousel_parts" => "Parts beside a carousel",
        OfferCategory = "offer_category" => "Offers are for marketing",
        OfferText = "offer_text" => "Text of the offer",
        OfferHeader = "offer_header" => "Header of an offer",
        OfferFooter = "offer_footer" => "Footer beside an offer",
        OfferButtons = "offer_buttons" => "Buttons of an offer",
        CallPermissionCategory = "call_permission_category" => "Category of a call permission",
        CallPermissionParts = "call_permission_parts" => "Parts beside a call permission",

        AuthenticationText = "authentication_text" => "Text in an authentication template",
        AuthenticationParts = "authentication_parts" => "Parts of an authentication template",
        AuthenticationButton = "authentication_button" => "Button of an authentication template",
        AuthenticationOnly = "authentication_only" => "For authentication only",
        CodeMinutes = "code_minutes" => "Minutes until the code ends",
        AppsMissing = "apps_missing" => "The app is missing",
        PackageName = "package_name" => "Package name",
        SignatureHash = "signature_hash" => "Signature hash",
        ZeroTapTerms = "zero_tap_terms" => "Terms of zero tap",
    }
}

impl Rule {
    /// Whether it is about what else the account has, which no template says by itself.
    pub const fn is_about_the_account(self) -> bool {
        matches!(
            self,
            Self::NameTaken | Self::NameLocked | Self::TextTaken | Self::TooManyTemplates | Self::TooManyCreations
        )
    }

    /// How serious it is where nothing about the template changes that: a warning where Meta's pages contradict each
    /// other or only others have reported it.
    pub const fn severity(self) -> Severity {
        match self {
            Self::LanguageUnknown
            | Self::CategoryUnknown
            | Self::TextTaken
            | Self::HeaderFormatting
            | Self::HeaderGif
            | Self::BodySpacing
            | Self::TooManyEmoji
            | Self::FooterFormatting
            | Self::BracesSingle
            | Self::ParameterDigits
            | Self::ParameterNearEdge
            | Self::ParameterRatio
            | Self::ExampleUnused
            | Self::ButtonOnlyOnce
            | Self::ButtonTextCharacters
            | Self::PhoneCharacters
            | Self::FlowTwice
            | Self::FlowScreen
            | Self::ProductButtonAlone
            | Self::CardParts
            | Self::CarouselParts
            | Self::OfferButtons => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
