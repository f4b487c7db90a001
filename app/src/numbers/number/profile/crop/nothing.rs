//! On the server nothing is chosen, drawn or sent.

use leptos::ev::{Event, PointerEvent};

use super::Cropper;
use super::square::Square;

/// No file is chosen.
pub(in super::super) fn chosen(_cropper: Cropper, _event: &Event) {}

/// Nothing is drawn.
pub(in super::super) fn draw(_cropper: Cropper, _square: Square) {}

/// There is no pointer.
pub(in super::super) fn capture(_cropper: Cropper, _event: &PointerEvent) {}

/// Nothing is sent.
pub(in super::super) fn send(_cropper: Cropper, _number: &str) {}
