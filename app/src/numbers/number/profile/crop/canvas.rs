//! The picture in the browser: read from the file, drawn as a square, sent as JPEG.

use std::cell::RefCell;

use domain::profile::picture::{ACCEPT, BEST, LARGEST, LEAST, Problem};
use leptos::ev::{Event, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::JsValue;
use web_sys::{
    Blob, CanvasRenderingContext2d, File, HtmlImageElement, HtmlInputElement, ProgressEvent, Url, XmlHttpRequest,
};

use super::Cropper;
use super::square::{Crop, Size, Square};
use crate::error::AppError;

/// How much of the picture's fineness is kept, of 1.
const FINENESS: f64 = 0.9;

thread_local! {
    /// The picture that was chosen.
    static IMAGE: RefCell<Option<HtmlImageElement>> = const { RefCell::new(None) };
}

/// A file was chosen: it is read, and its middle is drawn.
pub(in super::super) fn chosen(cropper: Cropper, event: &Event) {
    cropper.size.set(None);
    cropper.problem.set(None);
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) else { return };
    if let Some(problem) = problem(&file) {
        return cropper.problem.set(Some(problem.label().to_owned()));
    }
    if read(cropper, &file).is_none() {
        cropper.problem.set(Some(Problem::Type.label().to_owned()));
    }
}

fn problem(file: &File) -> Option<Problem> {
    match () {
        () if file.size() <= 0.0 => Some(Problem::Empty),
        () if !ACCEPT.split(',').any(|known| known == file.type_()) => Some(Problem::Type),
        () if (LARGEST as f64) < file.size() => Some(Problem::TooLarge),
        () => None,
    }
}

fn read(cropper: Cropper, file: &File) -> Option<()> {
    let (image, address) = (HtmlImageElement::new().ok()?, Url::create_object_url_with_blob(file).ok()?);
    let there = image.clone();
    let read = Closure::once_into_js(move || {
        let (width, height) = (there.natural_width(), there.natural_height());
        if width < LEAST || height < LEAST {
            cropper.problem.try_set(Some(Problem::TooSmall.label().to_owned()));
            return;
        }
        IMAGE.set(Some(there));
        cropper.crop.try_set(Crop::default());
        cropper.size.try_set(Some(Size { width: width.into(), height: height.into() }));
    });
    let failed = Closure::once_into_js(move || {
        cropper.problem.try_set(Some(Problem::Type.label().to_owned()));
    });
    image.set_onload(Some(read.unchecked_ref()));
    image.set_onerror(Some(failed.unchecked_ref()));
    image.set_src(&address);
    Some(())
}

/// Draws the square. What is transparent becomes white: as JPEG it would be black.
pub(in super::super) fn draw(cropper: Cropper, square: Square) {
    let Some(canvas) = cropper.canvas.get_untracked() else { return };
    let context = canvas.get_context("2d").ok().flatten();
    let Some(context) = context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok()) else { return };
    let side = f64::from(BEST);
    context.set_fill_style_str("#fff");
    context.fill_rect(0.0, 0.0, side, side);
    let Square { x, y, side: taken } = square;
    IMAGE.with_borrow(|image| {
        if let Some(image) = image {
            // A picture that cannot be drawn leaves the square white.
            drop(context.draw_image_with_html_image_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                image, x, y, taken, taken, 0.0, 0.0, side, side,
            ));
        }
    });
}

/// The canvas hears the pointer also where it leaves it.
pub(in super::super) fn capture(cropper: Cropper, event: &PointerEvent) {
    if let Some(canvas) = cropper.canvas.get_untracked() {
        drop(canvas.set_pointer_capture(event.pointer_id()));
    }
}

/// Sends the square for a number.
pub(in super::super) fn send(cropper: Cropper, number: &str) {
    if cropper.sent.get_untracked().is_some() {
        return;
    }
    cropper.problem.set(None);
    cropper.sent.set(Some(0));
    let number = number.to_owned();
    let made = Closure::once_into_js(move |blob: Option<Blob>| {
        if blob.and_then(|blob| upload(cropper, number, &blob)).is_none() {
            fail(cropper, "The browser did not send the picture. Try again.".to_owned());
        }
    });
    let canvas = cropper.canvas.get_untracked();
    let asked = canvas.and_then(|canvas| {
        let fineness = JsValue::from_f64(FINENESS);
        canvas.to_blob_with_type_and_encoder_options(made.unchecked_ref(), "image/jpeg", &fineness).ok()
    });
    if asked.is_none() {
        fail(cropper, "The browser could not make the picture. Try another one.".to_owned());
    }
}

fn fail(cropper: Cropper, sentence: String) {
    cropper.sent.try_set(None);
    cropper.problem.try_set(Some(sentence));
}

/// XHR, because `fetch` does not say how much has been sent.
fn upload(cropper: Cropper, number: String, blob: &Blob) -> Option<()> {
    let request = XmlHttpRequest::new().ok()?;
    request.open("POST", &super::super::picture::upload_address(&number)).ok()?;
    request.set_request_header("content-type", "image/jpeg").ok()?;
    let heard = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        let share = if 0.0 < event.total() { event.loaded() / event.total() * 100.0 } else { 0.0 };
        cropper.sent.try_set(Some(share as u32));
    });
    request.upload().ok()?.set_onprogress(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    let answered = request.clone();
    let ended = Closure::once_into_js(move || {
        if answered.status() == Ok(200) {
            let page = format!("{}?notice=picture", super::super::address(&number));
            // A browser that cannot go there shows what it shows now.
            drop(window().location().set_href(&page));
            return;
        }
        let text = answered.response_text().ok().flatten().unwrap_or_default();
        let error = serde_json::from_str::<AppError>(&text).unwrap_or(AppError::Transport);
        fail(cropper, error.to_string());
    });
    // Also after an error, where the status is 0.
    request.set_onloadend(Some(ended.unchecked_ref()));
    request.send_with_opt_blob(Some(blob)).ok()
}
