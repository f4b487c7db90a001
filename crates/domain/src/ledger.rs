//! The ledger's rules: which accounts there are, and the posting that each thing which happens to money makes. An entry is
//! what flows into an account; what flows out is negative. The entries of a posting sum to zero, so money only moves.

mod posting;

pub use posting::{Entry, Posting};

use crate::closed_enum;

closed_enum! {
    /// An account of a partner's ledger. A balance belongs to one channel, or to the partner for all that it pays for;
    /// the others exist once for each partner.
    pub enum Account {
        Balance = "balance" => "Balance",
        Charges = "charges" => "Message charges",
        Licences = "licences" => "Licences",
        Fees = "fees" => "Processing fees",
        Provider = "provider" => "Payment provider",
        Refunds = "refunds" => "Refunds under way",
        Rounding = "rounding" => "Rounding",
    }
}

closed_enum! {
    /// Why money moved.
    pub enum Reason {
        TopUp = "top_up" => "Top-up",
        Charges = "charges" => "Messages",
        Licence = "licence" => "Licence",
        RefundReserved = "refund_reserved" => "Refund requested",
        RefundPaid = "refund_paid" => "Refund paid out",
        RefundReleased = "refund_released" => "Refund failed",
        RefundReturned = "refund_returned" => "Refund sent back by the bank",
        Closing = "closing" => "Account closed",
    }
}
