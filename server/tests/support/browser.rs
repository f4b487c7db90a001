//! A browser: it keeps its cookies, says where its forms come from, and follows nothing by itself.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

/// A browser. Clones share the cookies.
#[derive(Clone)]
pub struct Browser {
    client: reqwest::Client,
    url: String,
    origin: String,
    cookies: Arc<Mutex<BTreeMap<String, String>>>,
}

/// A request that is being put together.
pub struct Ask {
    browser: Browser,
    method: Method,
    path: String,
    headers: HeaderMap,
    body: Vec<u8>,
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Browser {
    /// A browser without cookies. `url` is where the server listens, `origin` what it believes to be its address.
    pub fn new(client: reqwest::Client, url: &str, origin: &str) -> Self {
        Self { client, url: url.to_owned(), origin: origin.to_owned(), cookies: Arc::default() }
    }

    /// Puts a cookie in, as though the server had set it.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.cookies.lock().unwrap().insert(name.to_owned(), value.to_owned());
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.lock().unwrap().get(name).cloned()
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path).header("accept", "text/html").send().await
    }

    /// Sends a form from a page of the hub.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        self.ask(Method::POST, path)
            .header("accept", "text/html")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", &self.origin.clone())
            .body(form.finish())
            .send()
            .await
    }

    /// Any request, with the cookies and nothing else.
    pub fn ask(&self, method: Method, path: &str) -> Ask {
        Ask { browser: self.clone(), method, path: path.to_owned(), headers: HeaderMap::new(), body: Vec::new() }
    }

    fn keep_cookies(&self, headers: &HeaderMap) {
        let mut cookies = self.cookies.lock().unwrap();
        for line in headers.get_all("set-cookie") {
            let line = line.to_str().unwrap();
            let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() || attributes.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

impl Ask {
    /// Adds a header.
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        self
    }

    /// Sets the body.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }

    /// Sends it and reads the answer to its end.
    pub async fn send(self) -> Answer {
        let browser = self.browser.clone();
        let response = self.open().await;
        let (status, headers) = (response.status(), response.headers().clone());
        browser.keep_cookies(&headers);
        // The marks by which a script finds its way through a page are nothing that anybody reads.
        let body = response.text().await.unwrap().replace("<!>", "");
        Answer { status, headers, body }
    }

    /// Sends it and hands the answer out while it may still be coming.
    pub async fn open(self) -> reqwest::Response {
        let Ask { browser, method, path, mut headers, body } = self;
        let cookies: Vec<String> =
            browser.cookies.lock().unwrap().iter().map(|(name, value)| format!("{name}={value}")).collect();
        if !cookies.is_empty() {
            headers.insert("cookie", HeaderValue::from_str(&cookies.join("; ")).unwrap());
        }
        let url = format!("{}{path}", browser.url);
        browser.client.request(method, url).headers(headers).body(body).send().await.unwrap()
    }
}

impl Answer {
    /// A header's text; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}
