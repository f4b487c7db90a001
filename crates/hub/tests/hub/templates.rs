//! Templates: read from Meta, written, sent for review, changed, copied, tested and deleted.

mod lifecycle;
mod support;
mod surroundings;
mod watching;
