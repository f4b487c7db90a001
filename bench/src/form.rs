//! The sign-in form as it stands in the page: where it goes and what it already holds.

/// A form of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// Names and values of its fields.
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// The first form with a password field.
    pub fn with_password(page: &str) -> Option<Self> {
        page.split("<form").skip(1).find_map(|rest| {
            let form = rest.split("</form>").next()?;
            let head = form.split('>').next()?;
            let inputs: Vec<&str> = form.split("<input").skip(1).filter_map(|input| input.split('>').next()).collect();
            inputs.iter().any(|input| attribute(input, "type").as_deref() == Some("password")).then(|| Form {
                action: attribute(head, "action").unwrap_or_default(),
                fields: inputs
                    .iter()
                    .filter_map(|input| {
                        Some((attribute(input, "name")?, attribute(input, "value").unwrap_or_default()))
                    })
                    .collect(),
            })
        })
    }

    /// Fills the field whose name is this.
    pub fn fill(&mut self, name: &str, value: &str) {
        for (_, old) in self.fields.iter_mut().filter(|(found, _)| found == name) {
            *old = value.to_owned();
        }
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(value.replace("&quot;", "\"").replace("&#x2F;", "/").replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_with_the_password_is_found() {
        let page = r#"<form action="/other"><input name="q"></form>
            <form method="post" action="/api/public/sign-in"><input type="hidden" name="next" value="/a&amp;b">
            <input name="email" type="email"><input type="password" name="password"/></form>"#;
        let mut form = Form::with_password(page).unwrap();
        assert_eq!(form.action, "/api/public/sign-in");
        form.fill("email", "a@example.com");
        let fields: Vec<(&str, &str)> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(fields, [("next", "/a&b"), ("email", "a@example.com"), ("password", "")]);
        assert_eq!(Form::with_password("<form></form>"), None);
    }
}
