//! How a call goes.

use std::time::Duration;

use crate::error::GatewayError;

/// How one call to the sandbox goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// It is done and answered. A refund is paid out at once.
    Works,
    /// It is refused, and nothing is kept of it.
    Refuses,
    /// Nothing is done, and nothing answered.
    TimesOutBefore,
    /// It is done, and nothing answered.
    TimesOutAfter,
    /// It works, after a while.
    Slow(Duration),
    /// A refund is taken and stays under way until it is settled; other calls work.
    ReportsLater,
}

impl Behaviour {
    /// Does a call as this says.
    pub(super) async fn act<T>(
        self,
        call: impl AsyncFnOnce(Self) -> Result<T, GatewayError>,
    ) -> Result<T, GatewayError> {
        let silence = || GatewayError::Unclear("The sandbox did not answer in time.".to_owned());
        match self {
            Self::Works | Self::ReportsLater => call(self).await,
            Self::Refuses => Err(GatewayError::Refused("The sandbox refuses this, as it was told to.".to_owned())),
            Self::TimesOutBefore => Err(silence()),
            Self::TimesOutAfter => {
                // Whatever came of it, nobody is told.
                let _ = call(self).await;
                Err(silence())
            }
            Self::Slow(wait) => {
                tokio::time::sleep(wait).await;
                call(self).await
            }
        }
    }
}
