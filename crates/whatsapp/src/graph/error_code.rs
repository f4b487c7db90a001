//! From an error answer to what it means. Meta's code decides, not the HTTP status or the title: rate limits come
//! as HTTP 400 (Meta, Cloud API error codes, "build your logic on the code").

use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{GraphError, GraphErrorKind, GraphFailure, LimitScope};
use crate::wire::{Flag, Int, List, Nested, Text};

/// How long to wait for a rate limit when Meta does not say: its windows slide over an hour, and a minute of calm
/// frees a part.
const DEFAULT_WAIT: Duration = Duration::from_secs(60);

#[derive(Deserialize, Default)]
#[serde(default)]
struct Wire<'a> {
    #[serde(borrow)]
    error: Nested<ErrorWire<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct ErrorWire<'a> {
    #[serde(borrow)]
    message: Text<'a>,
    code: Int,
    error_subcode: Int,
    #[serde(borrow)]
    error_data: Option<&'a RawValue>,
    is_transient: Flag,
    #[serde(borrow)]
    error_user_title: Text<'a>,
    #[serde(borrow)]
    error_user_msg: Text<'a>,
    #[serde(borrow)]
    fbtrace_id: Text<'a>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct DataWire<'a> {
    #[serde(borrow)]
    details: Text<'a>,
    #[serde(borrow)]
    blame_field_specs: List<List<Text<'a>>>,
}

/// Details and blamed fields of `error_data`, which is an object or a text of one.
fn data(raw: &RawValue) -> (Option<String>, Vec<String>) {
    let raw = raw.get();
    let inner = serde_json::from_str::<Text<'_>>(raw).ok().and_then(|text| text.owned());
    let wire =
        serde_json::from_str::<Nested<DataWire<'_>>>(inner.as_deref().unwrap_or(raw)).ok().and_then(|data| data.0);
    let Some(wire) = wire else { return (None, Vec::new()) };
    let paths = wire.blame_field_specs.0.iter().map(|path| {
        let steps: Vec<&str> = path.0.iter().filter_map(Text::get).collect();
        steps.join(".")
    });
    (wire.details.owned(), paths.filter(|path| !path.is_empty()).collect())
}

/// Whether an answer with a good status is what it seems: an object, and not an error.
pub(super) enum Answer {
    Object,
    Error,
    Unreadable,
}

pub(super) fn inspect(body: &[u8]) -> Answer {
    match serde_json::from_slice::<Nested<Wire<'_>>>(body) {
        Ok(Nested(Some(wire))) if wire.error.0.is_none() => Answer::Object,
        Ok(Nested(Some(_))) => Answer::Error,
        Ok(Nested(None)) | Err(_) => Answer::Unreadable,
    }
}

/// Reads an error answer. `wait` is what the headers say about waiting.
pub(super) fn read(http_status: u16, body: &[u8], wait: Option<Duration>) -> GraphError {
    let wire = serde_json::from_slice::<Nested<Wire<'_>>>(body).ok().and_then(|wire| wire.0);
    let Some(error) = wire.and_then(|wire| wire.error.0) else {
        let kind = by_status(http_status, wait);
        return GraphError::new(kind, "the answer is not the Graph API's").with_status(http_status);
    };
    let (code, subcode, transient) = (error.code.0, error.error_subcode.0, error.is_transient.0 == Some(true));
    let kind = match code {
        Some(code) => classify(code, subcode, http_status, wait),
        None => by_status(http_status, wait),
    };
    let kind = match kind {
        GraphErrorKind::RetryFewTimes | GraphErrorKind::BadInput | GraphErrorKind::Unexpected if transient => {
            GraphErrorKind::Transient
        }
        kind => kind,
    };
    let (details, blame) = error.error_data.map(data).unwrap_or_default();
    GraphError::from_failure(GraphFailure {
        kind,
        code,
        subcode,
        http_status: Some(http_status),
        message: error.message.or_empty(),
        user_title: error.error_user_title.owned(),
        user_message: error.error_user_msg.owned(),
        details,
        blame,
        fbtrace_id: error.fbtrace_id.owned(),
    })
}

/// Meta's table of codes (Cloud API error codes; Graph API, handling errors and rate limiting for 17, 32, 102, 104,
/// 613, 803 and subcode 33).
fn classify(code: i64, subcode: Option<i64>, http_status: u16, wait: Option<Duration>) -> GraphErrorKind {
    let limited = |scope| GraphErrorKind::RateLimited { scope, retry_after: wait.unwrap_or(DEFAULT_WAIT) };
    match (code, subcode) {
        (0 | 102 | 104 | 190, _) => GraphErrorKind::TokenRefused,
        (3 | 10 | 200..=299, _) => GraphErrorKind::Permission,
        (1, _) => GraphErrorKind::RetryFewTimes,
        (2 | 131_000 | 131_016 | 131_057 | 133_004, _) => GraphErrorKind::Transient,
        (4 | 17 | 32 | 613, _) => limited(LimitScope::App),
        (80_007 | 80_008, _) => limited(LimitScope::Waba),
        (130_429, _) => limited(LimitScope::Throughput),
        (131_048, _) => limited(LimitScope::Spam),
        (131_056, _) => limited(LimitScope::Pair),
        (133_016, _) => limited(LimitScope::Registration),
        (100, Some(33)) | (803, _) => GraphErrorKind::NotFound,
        (368 | 130_497 | 131_031, _) => GraphErrorKind::Policy,
        (100 | 192 | 200_002 | 135_000, _)
        | (131_005 | 131_008 | 131_009, _)
        | (131_021 | 131_026 | 131_042 | 131_045 | 131_047 | 131_049..=131_053, _)
        | (132_000..=132_999 | 133_000 | 133_005..=133_015, _)
        | (136_000..=136_999, _) => GraphErrorKind::BadInput,
        _ if http_status == 429 => limited(LimitScope::App),
        _ if 500 <= http_status => GraphErrorKind::Transient,
        _ => GraphErrorKind::Unexpected,
    }
}

/// For answers without a code: a proxy on the way, or a broken one of Meta's.
fn by_status(http_status: u16, wait: Option<Duration>) -> GraphErrorKind {
    match http_status {
        429 => GraphErrorKind::RateLimited { scope: LimitScope::App, retry_after: wait.unwrap_or(DEFAULT_WAIT) },
        500.. => GraphErrorKind::Transient,
        _ => GraphErrorKind::Unexpected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use GraphErrorKind::{BadInput, NotFound, Permission, Policy, RetryFewTimes, TokenRefused, Transient, Unexpected};

    fn limited(scope: LimitScope) -> GraphErrorKind {
        GraphErrorKind::RateLimited { scope, retry_after: DEFAULT_WAIT }
    }

    fn kind(status: u16, error: &str) -> GraphErrorKind {
        read(status, format!(r#"{{"error":{error}}}"#).as_bytes(), None).kind
    }

    #[test]
    fn every_code_of_the_table_has_its_kind() {
        for (codes, expected) in [
            (&[0, 102, 104, 190][..], TokenRefused),
            (&[3, 10, 200, 250, 299], Permission),
            (&[1], RetryFewTimes),
            (&[2, 131_000, 131_016, 131_057, 133_004], Transient),
            (&[4, 17, 32, 613], limited(LimitScope::App)),
            (&[80_007, 80_008], limited(LimitScope::Waba)),
            (&[130_429], limited(LimitScope::Throughput)),
            (&[131_048], limited(LimitScope::Spam)),
            (&[131_056], limited(LimitScope::Pair)),
            (&[133_016], limited(LimitScope::Registration)),
            (&[100, 192, 200_002, 131_026, 131_042, 131_047, 131_049, 131_053, 132_000, 132_069, 133_015], BadInput),
            (&[803], NotFound),
            (&[368, 130_497, 131_031], Policy),
            (&[5, 199, 300, 999_999, -1], Unexpected),
        ] {
            for code in codes {
                assert_eq!(kind(400, &format!(r#"{{"code":{code}}}"#)), expected, "{code}");
                assert_eq!(kind(400, &format!(r#"{{"code":"{code}"}}"#)), expected, "\"{code}\"");
            }
        }
        assert_eq!(kind(400, r#"{"code":100,"error_subcode":33}"#), NotFound);
    }

    #[test]
    fn what_meta_calls_transient_is_tried_again_unless_the_code_says_more() {
        assert_eq!(kind(400, r#"{"code":1,"is_transient":true}"#), Transient);
        assert_eq!(kind(400, r#"{"code":987,"is_transient":true}"#), Transient);
        assert_eq!(kind(400, r#"{"code":4,"is_transient":true}"#), limited(LimitScope::App));
        assert_eq!(kind(401, r#"{"code":190,"is_transient":true}"#), TokenRefused);
    }

    #[test]
    fn unknown_codes_are_kept() {
        let error = read(400, br#"{"error":{"code":987654,"message":"new","error_data":{"details":"more"}}}"#, None);
        assert_eq!((error.kind, error.code), (Unexpected, Some(987_654)));
        assert_eq!(error.to_string(), "Meta gave an unexpected answer: more (code 987654).");
    }

    #[test]
    fn without_a_code_the_status_decides() {
        for (status, body, expected) in [
            (502, "<html>Bad Gateway</html>", Transient),
            (429, "slow down", limited(LimitScope::App)),
            (403, "<html>proxy</html>", Unexpected),
            (500, r#"{"error":{}}"#, Transient),
            (400, r#"{"error":"text"}"#, Unexpected),
            (400, "", Unexpected),
        ] {
            assert_eq!(read(status, body.as_bytes(), None).kind, expected, "{status} {body}");
        }
    }

    #[test]
    fn blame_lists_instead_of_details_are_read() {
        for (data, expected) in [
            (r#"{"blame_field_specs":[["name"]]}"#, &["name"][..]),
            (
                r#"{"blame_field_specs":[["components",0,"text"],["name"]],"details":"d"}"#,
                &["components.0.text", "name"],
            ),
            (r#""{\"blame_field_specs\":[[\"name\"]]}""#, &["name"]),
            (r#"{"blame_field_specs":["name",[[]],{}]}"#, &[]),
            (r#""text""#, &[]),
            ("[1]", &[]),
            ("null", &[]),
        ] {
            let body = format!(r#"{{"error":{{"code":100,"error_data":{data}}}}}"#);
            let error = read(400, body.as_bytes(), None);
            assert_eq!(
                (error.kind, error.blame.iter().map(String::as_str).collect::<Vec<_>>()),
                (BadInput, expected.to_vec()),
                "{data}"
            );
        }
    }
}
