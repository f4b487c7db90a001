//! Uploading the sample of a header, with the share of it that has been sent.

#[cfg(feature = "hydrate")]
pub(in super::super) use going::{abort, chosen};

#[cfg(not(feature = "hydrate"))]
use {super::super::state::Editor, domain::templates::MediaKind, leptos::ev::Event};

/// On the server no file is chosen.
#[cfg(not(feature = "hydrate"))]
pub(in super::super) fn chosen(_editor: Editor, _path: &str, _kind: MediaKind, _event: &Event) {}

/// On the server nothing is under way.
#[cfg(not(feature = "hydrate"))]
pub(in super::super) fn abort(_editor: Editor, _path: &str) {}

#[cfg(feature = "hydrate")]
mod going {
    use std::cell::RefCell;
    use std::collections::BTreeMap;

    use domain::list::percent_encode;
    use domain::templates::MediaKind;
    use leptos::ev::Event;
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;
    use web_sys::{File, HtmlInputElement, ProgressEvent, Url, XmlHttpRequest};

    use super::super::super::state::{Editor, Upload};
    use super::super::media::problem;
    use crate::error::AppError;

    thread_local! {
        /// Uploads that are under way, by the path of their header.
        static RUNNING: RefCell<BTreeMap<String, XmlHttpRequest>> = const { RefCell::new(BTreeMap::new()) };
    }

    /// A file was chosen for the header with this path: `header.example`.
    pub(in super::super::super) fn chosen(editor: Editor, path: &str, kind: MediaKind, event: &Event) {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) else { return };
        if let Some(problem) = problem(kind, &file.type_(), file.size()) {
            return fail(editor, path, problem);
        }
        abort(editor, path);
        if send(editor, path, kind, &file).is_none() {
            fail(editor, path, "The browser did not send the file. Try again.".to_owned());
        }
    }

    /// Ends an upload.
    pub(in super::super::super) fn abort(editor: Editor, path: &str) {
        if let Some(request) = RUNNING.with_borrow_mut(|running| running.remove(path)) {
            drop(request.abort());
        }
        editor.uploads.update(|uploads| drop(uploads.remove(path)));
    }

    fn fail(editor: Editor, path: &str, reason: String) {
        editor.uploads.try_update(|uploads| uploads.insert(path.to_owned(), Upload::Failed(reason)));
    }

    /// Begins to send; `None` where the browser refuses. XHR, because `fetch` does not say how much has been sent.
    fn send(editor: Editor, path: &str, kind: MediaKind, file: &File) -> Option<()> {
        let request = XmlHttpRequest::new().ok()?;
        let mut address =
            editor.data.with_value(|data| format!("/api/app/templates/drafts/{}/sample?kind={kind}&name=", data.id));
        percent_encode(&file.name(), &mut address);
        request.open("POST", &address).ok()?;
        request.set_request_header("content-type", &file.type_()).ok()?;
        hear_progress(editor, path, &request)?;
        hear_end(editor, path, &request, file);
        request.send_with_opt_blob(Some(file)).ok()?;
        editor.uploads.update(|uploads| drop(uploads.insert(path.to_owned(), Upload::Going(0))));
        RUNNING.with_borrow_mut(|running| running.insert(path.to_owned(), request));
        Some(())
    }

    fn hear_progress(editor: Editor, path: &str, request: &XmlHttpRequest) -> Option<()> {
        let path = path.to_owned();
        let heard = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
            let share = if 0.0 < event.total() { event.loaded() / event.total() * 100.0 } else { 0.0 };
            editor.uploads.try_update(|uploads| {
                if let Some(Upload::Going(sent)) = uploads.get_mut(&path) {
                    *sent = share as u32;
                }
            });
        });
        request.upload().ok()?.set_onprogress(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
        Some(())
    }

    fn hear_end(editor: Editor, path: &str, request: &XmlHttpRequest, file: &File) {
        let (path, file, answered) = (path.to_owned(), file.clone(), request.clone());
        let heard = Closure::once_into_js(move || {
            // An upload that was ended or replaced is not listed any more.
            let is_ours = RUNNING.with_borrow_mut(|running| running.remove(&path)).is_some();
            if !is_ours {
                return;
            }
            let text = answered.response_text().ok().flatten().unwrap_or_default();
            if answered.status() == Ok(200) {
                editor.uploads.try_update(|uploads| uploads.remove(&path));
                take(editor, &path, &text, &file);
            } else {
                let error = serde_json::from_str::<AppError>(&text).unwrap_or(AppError::Transport);
                fail(editor, &path, error.to_string());
            }
        });
        // Also after an error, where the status is 0.
        request.set_onloadend(Some(heard.unchecked_ref()));
    }

    /// The handle goes into the template, the file into the preview.
    fn take(editor: Editor, path: &str, handle: &str, file: &File) {
        if let Ok(address) = Url::create_object_url_with_blob(file) {
            editor.pictures.try_update(|pictures| pictures.insert(handle.to_owned(), address));
        }
        if editor.template.try_with_untracked(|_| ()).is_some() {
            editor.set(path, handle);
        }
    }
}
