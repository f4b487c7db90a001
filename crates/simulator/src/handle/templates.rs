//! The controls of templates, files, messages and the clock, from Rust.

use serde_json::Value;

use crate::graph::templates::describe;
use crate::schedule;
use crate::state::media::{File, Presence};
use crate::{Error, Handle, NewTemplate, TemplateChange};

impl Handle {
    /// Adds a template as it is given, past all rules. No webhook tells of it.
    ///
    /// # Errors
    /// When there is no such WABA.
    pub async fn add_template(&self, waba_id: &str, new: NewTemplate) -> Result<Vec<String>, Error> {
        let now = self.shared().now();
        new.add(&mut self.shared().world(), waba_id, now)
    }

    /// Changes a template; returns the fields of the webhooks that tell of it.
    ///
    /// # Errors
    /// When there is no such template.
    pub async fn change_template(&self, template_id: &str, change: TemplateChange) -> Result<Vec<&'static str>, Error> {
        let now = self.shared().now();
        let updates = change.apply(&mut self.shared().world(), template_id, now)?;
        Ok(self.publish(&updates))
    }

    /// A template as it stands.
    ///
    /// # Errors
    /// When there is no such template.
    pub async fn template(&self, template_id: &str) -> Result<Value, Error> {
        let world = self.shared().world();
        Ok(describe(self, &world, world.template(template_id)?))
    }

    /// All templates of a WABA, newest first.
    ///
    /// # Errors
    /// When there is no such WABA.
    pub async fn templates(&self, waba_id: &str) -> Result<Vec<Value>, Error> {
        let world = self.shared().world();
        world.waba(waba_id)?;
        Ok(world.templates_of(waba_id).map(|template| describe(self, &world, template)).collect())
    }

    /// Decides all reviews of templates that are open, whenever they are due; returns the templates.
    pub async fn settle_template_reviews(&self) -> Vec<String> {
        schedule::settle_reviews(self)
    }

    /// How long reviews of templates take from now on, in seconds of the simulator's clock.
    pub fn set_template_review_delay(&self, seconds: i64) {
        self.shared().set_template_review_delay(seconds);
    }

    /// The simulator's clock, in seconds since the epoch.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.shared().now()
    }

    /// Puts the simulator's clock forward; returns when all that has become due is done and its webhooks
    /// are queued.
    pub async fn advance(&self, seconds: i64) {
        self.shared().advance(seconds.max(0));
        schedule::do_due(self);
    }

    /// Lets the address of a file answer 404, or its bytes again.
    ///
    /// # Errors
    /// When there is no such file.
    pub async fn set_media_gone(&self, media_id: &str, gone: bool) -> Result<(), Error> {
        let presence = if gone { Presence::Gone } else { Presence::There };
        self.change_file(media_id, |file| file.presence = presence)
    }

    /// Lets the address that Graph has given for a file answer 403; the next one that it gives is good.
    ///
    /// # Errors
    /// When there is no such file.
    pub async fn expire_media(&self, media_id: &str) -> Result<(), Error> {
        self.change_file(media_id, |file| file.expired += 1)
    }

    /// Keeps a file past all rules; what it answers stands for the file in the `header_handle` of a
    /// [`NewTemplate`].
    pub fn keep_media(&self, media_id: &str, file_type: &str, bytes: Vec<u8>) -> String {
        self.shared().world().media.keep(media_id, file_type, bytes)
    }

    fn change_file(&self, id: &str, change: impl FnOnce(&mut File)) -> Result<(), Error> {
        let mut world = self.shared().world();
        let file = world.media.files.get_mut(id);
        change(file.ok_or_else(|| Error::NotFound { kind: "file", id: id.to_owned() })?);
        Ok(())
    }

    /// Messages to this recipient fail with this code; `None` lets them arrive again.
    pub fn set_undeliverable(&self, to: &str, code: Option<i64>) {
        let digits: String = to.chars().filter(char::is_ascii_digit).collect();
        let undeliverable = &mut self.shared().world().messages.undeliverable;
        match code {
            Some(code) => undeliverable.insert(digits, code),
            None => undeliverable.remove(&digits),
        };
    }

    /// The last 1,000 messages that were taken, oldest first.
    #[must_use]
    pub fn messages(&self) -> Value {
        self.shared().world().messages.describe()
    }
}
