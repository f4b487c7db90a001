//! The buttons of a template (Meta, template components, button types).

use domain::templates::button::{Flow, Otp, OtpKind, SupportedApp};
use domain::templates::{Button, ButtonKind};
use serde_json::{Value, json};

use super::fields::{Fields, Object, scalar};

/// Reads a button; `None` when it is no object or has no type. One that lacks what its kind needs is of a kind that
/// is not known, with all of its fields.
pub(super) fn read(value: &Value) -> Option<Button> {
    let mut fields = Fields::of(value)?;
    let code = fields.code("type")?;
    let kind = kind(&code, &mut fields).unwrap_or_else(|| ButtonKind::Other(code.into()));
    Some(Button { kind, text: fields.text("text"), extra: fields.rest() })
}

/// Takes what the kind needs, or nothing at all.
fn kind(code: &str, fields: &mut Fields) -> Option<ButtonKind> {
    Some(match code {
        "QUICK_REPLY" => ButtonKind::QuickReply,
        "URL" => ButtonKind::Url { url: fields.text("url")?, examples: fields.filled("example", scalar) },
        "PHONE_NUMBER" => ButtonKind::PhoneNumber { number: fields.scalar("phone_number")? },
        "COPY_CODE" => ButtonKind::CopyCode { examples: fields.filled("example", scalar) },
        "OTP" => ButtonKind::Otp(otp(fields)?),
        "FLOW" => ButtonKind::Flow(Flow {
            id: fields.scalar("flow_id"),
            name: fields.text("flow_name"),
            json: fields.text("flow_json"),
            action: fields.text("flow_action"),
            screen: fields.text("navigate_screen"),
        }),
        "CATALOG" => ButtonKind::Catalog,
        "MPM" => ButtonKind::Mpm,
        "SPM" => ButtonKind::Spm,
        "VOICE_CALL" => ButtonKind::VoiceCall,
        "ORDER_DETAILS" => ButtonKind::OrderDetails,
        _ => return None,
    })
}

fn otp(fields: &mut Fields) -> Option<Otp> {
    let mut otp = Otp::new(OtpKind::from(fields.code("otp_type")?));
    otp.autofill_text = fields.text("autofill_text");
    otp.zero_tap_terms_accepted = fields.flag("zero_tap_terms_accepted");
    otp.apps = fields.filled("supported_apps", app);
    if otp.apps.is_empty() && fields.is_text("package_name") && fields.is_text("signature_hash") {
        let (package_name, signature_hash) = (fields.text("package_name")?, fields.text("signature_hash")?);
        otp.apps.push(SupportedApp { package_name, signature_hash });
        otp.app_inline = true;
    }
    Some(otp)
}

fn app(value: &Value) -> Option<SupportedApp> {
    let mut fields = Fields::of(value)?;
    let app =
        SupportedApp { package_name: fields.text("package_name")?, signature_hash: fields.text("signature_hash")? };
    fields.rest().is_empty().then_some(app)
}

pub(super) fn write(button: &Button) -> Value {
    let Button { kind, text, extra } = button;
    let object = Object::with(extra).put("type", code(kind)).put_some("text", text.as_deref());
    match kind {
        ButtonKind::Url { url, examples } => {
            let examples: Option<Value> = (!examples.is_empty()).then(|| examples.iter().map(String::as_str).collect());
            object.put("url", url.as_str()).put_some("example", examples)
        }
        ButtonKind::PhoneNumber { number } => object.put("phone_number", number.as_str()),
        // Meta's pages on coupons and offers send one code as a text.
        ButtonKind::CopyCode { examples } => match examples.as_slice() {
            [] => object,
            [code] => object.put("example", code.as_str()),
            codes => object.put("example", codes.to_vec()),
        },
        ButtonKind::Otp(otp) => write_otp(object, otp),
        ButtonKind::Flow(Flow { id, name, json, action, screen }) => object
            .put_some("flow_id", id.as_deref())
            .put_some("flow_name", name.as_deref())
            .put_some("flow_json", json.as_deref())
            .put_some("flow_action", action.as_deref())
            .put_some("navigate_screen", screen.as_deref()),
        ButtonKind::QuickReply
        | ButtonKind::Catalog
        | ButtonKind::Mpm
        | ButtonKind::Spm
        | ButtonKind::VoiceCall
        | ButtonKind::OrderDetails
        | ButtonKind::Other(_) => object,
    }
    .finish()
}

fn write_otp(object: Object, otp: &Otp) -> Object {
    let Otp { kind, autofill_text, zero_tap_terms_accepted, apps, app_inline } = otp;
    let object = object
        .put("otp_type", kind.code())
        .put_some("autofill_text", autofill_text.as_deref())
        .put_some("zero_tap_terms_accepted", *zero_tap_terms_accepted);
    match apps.as_slice() {
        [] => object,
        [SupportedApp { package_name, signature_hash }] if *app_inline => {
            object.put("package_name", package_name.as_str()).put("signature_hash", signature_hash.as_str())
        }
        apps => {
            let apps = apps.iter().map(|SupportedApp { package_name, signature_hash }| {
                json!({ "package_name": package_name, "signature_hash": signature_hash })
            });
            object.put("supported_apps", apps.collect::<Value>())
        }
    }
}

fn code(kind: &ButtonKind) -> &str {
    match kind {
        ButtonKind::QuickReply => "QUICK_REPLY",
        ButtonKind::Url { .. } => "URL",
        ButtonKind::PhoneNumber { .. } => "PHONE_NUMBER",
        ButtonKind::CopyCode { .. } => "COPY_CODE",
        ButtonKind::Otp(_) => "OTP",
        ButtonKind::Flow(_) => "FLOW",
        ButtonKind::Catalog => "CATALOG",
        ButtonKind::Mpm => "MPM",
        ButtonKind::Spm => "SPM",
        ButtonKind::VoiceCall => "VOICE_CALL",
        ButtonKind::OrderDetails => "ORDER_DETAILS",
        ButtonKind::Other(code) => code,
    }
}
