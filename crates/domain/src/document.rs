//! Papers about money.

use crate::closed_enum;

closed_enum! {
    /// What a document is.
    pub enum DocumentKind {
        Invoice = "invoice" => "Invoice",
        CreditNote = "credit_note" => "Credit note",
        Cancellation = "cancellation" => "Cancellation of a credit note",
    }
}
