//! Creating, changing and deleting templates (Meta, "Template management", "Template pausing"). None of these calls
//! is repeated: when no answer came, [`Graph::templates_named`] tells what Meta has done.

use domain::templates::{Category, Content, Template, TemplateStatus};
use reqwest::Method;
use serde::Deserialize;

use super::pace::Scope;
use super::request::{Call, confirmed, malformed, read};
use super::{AccessToken, Graph, GraphError};
use crate::template;
use crate::wire::Text;

/// A template that Meta has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// Meta's id of this language of it.
    pub id: String,
    /// Where it stands: in review, or already decided.
    pub status: Option<TemplateStatus>,
    /// Its category, which may be another than the one that was asked for.
    pub category: Option<Category>,
}

impl Graph {
    /// Creates a template. With `allow_category_change`, Meta gives it another category rather than refuse it.
    ///
    /// # Errors
    /// [`GraphError`]; [`super::field_of`] says which field it is about.
    pub async fn create_template(
        &self,
        waba: &str,
        template: &Template,
        allow_category_change: bool,
        token: &AccessToken,
    ) -> Result<Created, GraphError> {
        #[derive(Deserialize, Default)]
        #[serde(default)]
        struct Wire<'a> {
            #[serde(borrow)]
            id: Text<'a>,
            #[serde(borrow)]
            status: Text<'a>,
            #[serde(borrow)]
            category: Text<'a>,
        }
        let mut body = template::write(template);
        if allow_category_change {
            body["allow_category_change"] = true.into();
        }
        let path = [waba, "message_templates"];
        let answer = self.send(&Call::new(Method::POST, &path, token, Scope::Object(waba)).json(&body)).await?;
        let wire: Wire<'_> = read(&answer)?;
        let id = wire.id.owned().ok_or_else(|| malformed("the new template has no id"))?;
        Ok(Created { id, status: wire.status.as_open(), category: wire.category.as_open() })
    }

    /// Replaces what a template says. Meta takes it for approved, rejected and paused templates only, and the
    /// category of an approved one does not change.
    ///
    /// # Errors
    /// [`GraphError`]; [`super::field_of`] says which field it is about.
    pub async fn edit_template(
        &self,
        id: &str,
        content: &Content,
        category: Option<&Category>,
        token: &AccessToken,
    ) -> Result<(), GraphError> {
        let body = template::write_edit(content, category);
        let answer = self.send(&Call::new(Method::POST, &[id], token, Scope::Object(id)).json(&body)).await?;
        confirmed(&answer, "the template was not changed")
    }

    /// Deletes a template: all of its languages, or the one that `id` names. Meta goes on delivering what was sent,
    /// and holds the name of an approved template for 30 days.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn delete_template(
        &self,
        waba: &str,
        name: &str,
        id: Option<&str>,
        token: &AccessToken,
    ) -> Result<(), GraphError> {
        let mut call = Call::new(Method::DELETE, &[waba, "message_templates"], token, Scope::Object(waba));
        if let Some(id) = id {
            call = call.query("hsm_id", id);
        }
        let answer = self.send(&call.query("name", name)).await?;
        confirmed(&answer, "the template was not deleted")
    }

    /// Lets a paused template be sent again.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn unpause_template(&self, id: &str, token: &AccessToken) -> Result<(), GraphError> {
        let answer = self.send(&Call::new(Method::POST, &[id, "unpause"], token, Scope::Object(id))).await?;
        confirmed(&answer, "the template is still paused")
    }
}
