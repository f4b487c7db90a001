//! Choosing the square of a picture that becomes the profile's.

#[cfg_attr(not(feature = "hydrate"), path = "crop/nothing.rs")]
pub(super) mod canvas;
mod square;

use domain::profile::picture::BEST;
use leptos::ev::{Event, PointerEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;

pub(super) use square::{Crop, Size};

use crate::ui::Progress;

/// What the page of the picture knows once it is alive.
#[derive(Clone, Copy)]
pub(super) struct Cropper {
    /// Where the square is drawn.
    pub canvas: NodeRef<html::Canvas>,
    /// The picture that was chosen, once it is there.
    pub size: RwSignal<Option<Size>>,
    /// Which square of it.
    pub crop: RwSignal<Crop>,
    /// Where a pointer began to move it.
    pub grip: RwSignal<Option<(i32, i32)>>,
    /// Hundredths that have been sent.
    pub sent: RwSignal<Option<u32>>,
    /// Why it cannot be the picture.
    pub problem: RwSignal<Option<String>>,
}

impl Cropper {
    /// Nothing is chosen yet.
    pub(super) fn new() -> Self {
        Self {
            canvas: NodeRef::new(),
            size: RwSignal::new(None),
            crop: RwSignal::new(Crop::default()),
            grip: RwSignal::new(None),
            sent: RwSignal::new(None),
            problem: RwSignal::new(None),
        }
    }

    /// A file was chosen.
    pub(super) fn chosen(self, event: &Event) {
        canvas::chosen(self, event);
    }

    /// The form for this number is sent: a square that was chosen here goes instead of the file.
    pub(super) fn send(self, event: &SubmitEvent, number: &str) {
        if self.size.get_untracked().is_some() {
            event.prevent_default();
            canvas::send(self, number);
        }
    }

    fn drag(self, event: &PointerEvent) {
        let (Some(size), Some((x, y))) = (self.size.get_untracked(), self.grip.get_untracked()) else { return };
        let Some(width) = self.canvas.get_untracked().map(|canvas| canvas.client_width()).filter(|width| 0 < *width)
        else {
            return;
        };
        let share = |from: i32, to: i32| f64::from(to - from) / f64::from(width);
        let by = (share(x, event.client_x()), share(y, event.client_y()));
        self.grip.set(Some((event.client_x(), event.client_y())));
        self.crop.update(|crop| *crop = crop.dragged(size, by));
    }
}

/// The square with what moves it: a pointer, or three sliders.
pub(super) fn view(cropper: Cropper) -> impl IntoView {
    Effect::new(move |_| {
        let (size, crop) = (cropper.size.get(), cropper.crop.get());
        if let Some(size) = size {
            canvas::draw(cropper, crop.square(size));
        }
    });
    let most = move || cropper.size.get().map_or(100.0, Size::most_zoom);
    let side = BEST.to_string();
    view! {
        <div class="crop" hidden=move || cropper.size.get().is_none()>
            <canvas
                node_ref=cropper.canvas
                width=side.clone()
                height=side
                role="img"
                aria-label="The square that becomes the picture; the sliders beneath move it"
                on:pointerdown=move |event| {
                    canvas::capture(cropper, &event);
                    cropper.grip.set(Some((event.client_x(), event.client_y())));
                }
                on:pointermove=move |event| cropper.drag(&event)
                on:pointerup=move |_| cropper.grip.set(None)
                on:pointercancel=move |_| cropper.grip.set(None)
            ></canvas>
            {slider("zoom", "Zoom", (100.0, Signal::derive(most)), cropper, |crop| &mut crop.zoom)}
            {slider("across", "Left to right", (0.0, Signal::derive(|| 100.0)), cropper, |crop| &mut crop.across)}
            {slider("down", "Top to bottom", (0.0, Signal::derive(|| 100.0)), cropper, |crop| &mut crop.down)}
        </div>
        {move || cropper.sent.get().is_some().then(|| sending(cropper))}
    }
}

fn slider(
    id: &'static str,
    label: &'static str,
    (least, most): (f64, Signal<f64>),
    cropper: Cropper,
    part: fn(&mut Crop) -> &mut f64,
) -> impl IntoView {
    let value = move || {
        let mut crop = cropper.crop.get();
        part(&mut crop).to_string()
    };
    let moved = move |event: Event| {
        if let Ok(value) = event_target_value(&event).parse() {
            cropper.crop.update(|crop| *part(crop) = value);
        }
    };
    view! {
        <div>
            <label for=id>{label}</label>
            <input id=id type="range" min=least.to_string() max=move || most.get().to_string() step="1" prop:value=value on:input=moved/>
        </div>
    }
}

fn sending(cropper: Cropper) -> impl IntoView {
    let share = move || cropper.sent.get().unwrap_or_default();
    view! {
        <Progress
            id="sent"
            label=Signal::derive(|| "Sending the picture".to_owned())
            text=Signal::derive(move || format!("{} %", share()))
            value=Signal::derive(share)
            max=Signal::derive(|| 100)
        />
    }
}
