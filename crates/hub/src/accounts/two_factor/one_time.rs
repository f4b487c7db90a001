//! One-time passwords by time: RFC 6238.

use domain::Timestamp;
use totp_rs::{Builder, Totp};

use crate::HubError;

const ISSUER: &str = "Partner Hub";

/// What the person puts into an authenticator app.
#[derive(Clone)]
pub struct Setup {
    /// The secret, in base32, to type.
    pub secret: String,
    /// The same as an `otpauth://` address.
    pub url: String,
    /// The same as a picture to scan: PNG.
    pub qr_png: Vec<u8>,
}

/// The secret in each of its forms.
pub(super) fn setup(secret: &[u8], email: &str) -> Result<Setup, HubError> {
    let totp = totp(secret, email)?;
    let failed = |error: totp_rs::TotpError| HubError::internal(error.to_string());
    Ok(Setup {
        secret: totp.secret().to_base32(),
        url: totp.to_url().map_err(failed)?,
        qr_png: totp.to_qr_png().map_err(failed)?,
    })
}

/// The time step whose one-time password this is, if it is one now.
pub(super) fn step(secret: &[u8], code: &str, now: Timestamp) -> Result<Option<i64>, HubError> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let time = u64::try_from(now.seconds()).unwrap_or_default();
    let step = totp(secret, "")?.check(&digits, time);
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

fn totp(secret: &[u8], email: &str) -> Result<Totp, HubError> {
    // Six digits of SHA-1 every 30 seconds, one step of tolerance: what every app understands.
    Builder::new()
        .with_secret(secret)
        .with_issuer(Some(ISSUER))
        .with_account_name(email)
        .build()
        .map_err(|error| HubError::internal(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_time_passwords_are_those_of_the_rfc() {
        // RFC 6238, appendix B, SHA-1, the last six of eight digits.
        let secret = b"12345678901234567890";
        assert_eq!(step(secret, "287082", Timestamp::from_seconds(59)).unwrap(), Some(1));
        assert_eq!(step(secret, "081 804", Timestamp::from_seconds(1_111_111_109)).unwrap(), Some(37_037_036));
        assert_eq!(step(secret, "287082", Timestamp::from_seconds(1_111_111_109)).unwrap(), None);
    }
}
