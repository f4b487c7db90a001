//! Errors in Meta's shape (Graph API, Handling errors; WhatsApp, Error codes).

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::Error;
use crate::faults::Fault;
use crate::rules::Refusal;

/// An error as the Graph API answers it.
#[derive(Debug)]
pub(crate) struct GraphError {
    pub status: StatusCode,
    pub message: String,
    kind: &'static str,
    code: i64,
    subcode: Option<i64>,
    transient: Transient,
    user: Option<Box<UserText>>,
    details: Option<String>,
}

/// What Meta wants people to read.
#[derive(Debug)]
struct UserText {
    title: String,
    message: String,
    /// The parameters that are to blame.
    blame: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Transient {
    Unsaid,
    Yes,
    No,
}

impl GraphError {
    fn new(status: StatusCode, code: i64, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            kind: "OAuthException",
            code,
            subcode: None,
            transient: Transient::Unsaid,
            user: None,
            details: None,
        }
    }

    fn bad(code: i64, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, message)
    }

    fn subcode(mut self, subcode: i64) -> Self {
        self.subcode = Some(subcode);
        self
    }

    /// 190: there is no token, or it is none of ours.
    pub fn invalid_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, 190, "Invalid OAuth access token - Cannot parse access token")
    }

    /// 190/460: the token was good once.
    pub fn revoked_token() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            190,
            "Error validating access token: The session has been invalidated because the user \
             changed their password or Facebook has changed the session for security reasons.",
        )
        .subcode(460)
    }

    /// 100: `appsecret_proof` does not belong to this token.
    pub fn invalid_proof() -> Self {
        Self::bad(100, "Invalid appsecret_proof provided in the API argument")
    }

    /// 100/33: nothing there, or nothing for this token: Meta does not tell which.
    pub fn no_such_object(method: &str, id: &str) -> Self {
        let mut error = Self::bad(
            100,
            format!(
                "Unsupported {method} request. Object with ID '{id}' does not exist, cannot be \
                 loaded due to missing permissions, or does not support this operation. Please \
                 read the Graph API documentation at https://developers.facebook.com/docs/graph-api"
            ),
        )
        .subcode(33);
        error.kind = "GraphMethodException";
        error
    }

    /// 100: a field or edge that this kind of node does not have.
    pub fn no_such_field(field: &str, node: &str) -> Self {
        Self::bad(100, format!("(#100) Tried accessing nonexisting field ({field}) on node type ({node})"))
    }

    /// 2500: the `fields` parameter cannot be read.
    pub fn field_syntax(what: &str) -> Self {
        Self::bad(2500, format!("Syntax error {what} in the fields parameter"))
    }

    /// 2500: no such path at all.
    pub fn unknown_path(path: &str) -> Self {
        Self::bad(2500, format!("Unknown path components: {path}"))
    }

    /// 100: a parameter is wrong.
    pub fn invalid_parameter(what: &str) -> Self {
        Self::bad(100, format!("(#100) {what}"))
    }

    /// 100: a parameter is missing.
    pub fn missing_parameter(name: &str) -> Self {
        Self::bad(100, format!("(#100) The parameter {name} is required."))
    }

    /// 15: only the app itself may call this.
    pub fn app_token_required() -> Self {
        Self::bad(15, "(#15) This method must be called with an app access_token.")
    }

    /// 2200: the callback failed the handshake.
    pub fn callback_failed(what: &str) -> Self {
        Self::bad(2200, format!("(#2200) Callback verification failed with the following errors: {what}"))
    }

    /// 101: no app with this id.
    pub fn unknown_app() -> Self {
        Self::bad(101, "Error validating application. Cannot get application info due to a system error.")
    }

    /// 1: the app's secret is wrong.
    pub fn wrong_secret() -> Self {
        Self::bad(1, "Error validating client secret.")
    }

    /// 100: not a code of ours.
    pub fn invalid_code() -> Self {
        Self::bad(100, "Invalid verification code format.")
    }

    /// 100/36009: a code is good for one exchange.
    pub fn used_code() -> Self {
        Self::bad(100, "This authorization code has been used.").subcode(36009)
    }

    /// 100/36007: a code is good for a short time.
    pub fn expired_code() -> Self {
        Self::bad(100, "This authorization code has expired.").subcode(36007)
    }

    /// 100 with a subcode and a text for people: a template that is refused (Error codes, Template
    /// creation errors).
    pub fn template(refusal: Refusal) -> Self {
        let mut error = Self::bad(100, "Invalid parameter");
        error.subcode = refusal.subcode;
        error.transient = Transient::No;
        error.user = Some(Box::new(UserText {
            title: refusal.title.to_owned(),
            message: refusal.message,
            blame: refusal.blame,
        }));
        error
    }

    /// 80008: too many creations for this WABA, answered with 400, not 429 (About the platform, Rate
    /// limits; Templates: 100 creations an hour).
    pub fn template_rate_limit() -> Self {
        Self::bad(
            80008,
            "(#80008) There have been too many calls to this WhatsApp Business account. Wait a bit and try again. For \
             more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.",
        )
    }

    /// A message that is not taken: the reason stands in `error_data.details` (Error codes).
    pub fn message(status: StatusCode, code: i64, title: &str, details: &str) -> Self {
        let mut error = Self::new(status, code, format!("(#{code}) {title}"));
        error.details = Some(details.to_owned());
        error
    }

    /// What an ordered failure answers. Hanging and broken connections have no body, so that
    /// anything else falls back to error 1.
    pub fn of_fault(fault: Fault) -> Self {
        match fault {
            Fault::TokenRefused => Self::revoked_token(),
            Fault::PermissionDenied => Self::new(
                StatusCode::FORBIDDEN,
                200,
                "(#200) You do not have the necessary permissions required to send messages on \
                 behalf of this WhatsApp Business Account",
            ),
            Fault::AppRateLimit => {
                Self { transient: Transient::Yes, ..Self::bad(4, "(#4) Application request limit reached") }
            }
            Fault::WabaRateLimit => Self::bad(
                80007,
                "(#80007) There have been too many calls to this WhatsApp Business account. Wait a \
                 bit and try again. For more info, please refer to \
                 https://developers.facebook.com/docs/graph-api/overview/rate-limiting.",
            ),
            Fault::TemplateRateLimit => Self::template_rate_limit(),
            Fault::ServiceDown => Self {
                transient: Transient::Yes,
                ..Self::new(
                    StatusCode::SERVICE_UNAVAILABLE,
                    2,
                    "An unexpected error has occurred. Please retry your request later.",
                )
            },
            Fault::SomethingWentWrong => Self {
                transient: Transient::No,
                details: Some("Message failed to send due to an unknown error.".to_owned()),
                user: Some(Box::new(UserText {
                    title: "Something went wrong".to_owned(),
                    message: "Message failed to send due to an unknown error.".to_owned(),
                    blame: Vec::new(),
                })),
                ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, 131_000, "(#131000) Something went wrong")
            },
            _ => Self::bad(1, "An unknown error has occurred."),
        }
    }

    /// The `WWW-Authenticate` header that Graph sends along with a refused token.
    pub fn challenge(&self) -> Option<String> {
        (self.code == 190).then(|| format!("OAuth \"Facebook Platform\" \"invalid_token\" \"{}\"", self.message))
    }

    pub fn code(&self) -> i64 {
        self.code
    }

    pub fn subcode_value(&self) -> Option<i64> {
        self.subcode
    }

    pub fn body(&self, trace: &str) -> Value {
        let mut error = json!({
            "message": self.message,
            "type": self.kind,
            "code": self.code,
        });
        if let Some(subcode) = self.subcode {
            error["error_subcode"] = subcode.into();
        }
        match self.transient {
            Transient::Unsaid => {}
            Transient::Yes => error["is_transient"] = true.into(),
            Transient::No => error["is_transient"] = false.into(),
        }
        if let Some(user) = &self.user {
            error["error_user_title"] = user.title.as_str().into();
            error["error_user_msg"] = user.message.as_str().into();
            if !user.blame.is_empty() {
                error["error_data"] = json!({ "blame_field_specs": [user.blame] });
            }
        }
        if let Some(details) = &self.details {
            error["error_data"] = json!({ "messaging_product": "whatsapp", "details": details });
        }
        error["fbtrace_id"] = trace.into();
        json!({ "error": error })
    }
}

impl From<Refusal> for GraphError {
    fn from(refusal: Refusal) -> Self {
        Self::template(refusal)
    }
}

impl From<Error> for GraphError {
    fn from(error: Error) -> Self {
        match error {
            Error::Handshake(what) => Self::callback_failed(&what),
            other => Self::invalid_parameter(&other.to_string()),
        }
    }
}
