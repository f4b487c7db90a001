//! Which files Meta takes, so that a browser can say so before anything is sent (Meta, media, supported types).

use domain::templates::MediaKind;

const MEGABYTE: u64 = 1024 * 1024;

/// What of a kind can be chosen.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Rule {
    /// For the `accept` of the file chooser.
    pub accept: &'static str,
    /// The most bytes.
    pub largest: u64,
    /// Both, in words.
    pub words: &'static str,
}

/// The rule of a kind.
pub(in super::super) const fn rule(kind: MediaKind) -> Rule {
    match kind {
        MediaKind::Image => {
            Rule { accept: "image/jpeg,image/png", largest: 5 * MEGABYTE, words: "JPEG or PNG, at most 5 MB" }
        }
        MediaKind::Video => {
            Rule { accept: "video/mp4,video/3gpp", largest: 16 * MEGABYTE, words: "MP4 or 3GP, at most 16 MB" }
        }
        MediaKind::Gif => {
            Rule { accept: "video/mp4", largest: 3 * MEGABYTE + MEGABYTE / 2, words: "an MP4 video of at most 3.5 MB" }
        }
        MediaKind::Document => Rule {
            accept: "application/pdf,application/msword,\
                     application/vnd.openxmlformats-officedocument.wordprocessingml.document,\
                     application/vnd.ms-excel,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,\
                     application/vnd.ms-powerpoint,\
                     application/vnd.openxmlformats-officedocument.presentationml.presentation,text/plain",
            largest: 100 * MEGABYTE,
            words: "PDF, Word, Excel, PowerPoint or plain text, at most 100 MB",
        },
    }
}

/// Why a file is not taken.
#[cfg_attr(not(any(feature = "hydrate", test)), expect(dead_code, reason = "only a browser has files"))]
pub(in super::super) fn problem(kind: MediaKind, media_type: &str, bytes: f64) -> Option<String> {
    let rule = rule(kind);
    if rule.accept.split(',').all(|known| known != media_type) {
        return Some(format!("This file is of another type. Choose {}.", rule.words));
    }
    if bytes <= 0.0 {
        return Some("The file is empty. Choose another one.".to_owned());
    }
    ((rule.largest as f64) < bytes).then(|| format!("This file is too large. Choose {}.", rule.words))
}

#[cfg(test)]
mod tests {
    use whatsapp::media::MediaRule;

    use super::*;

    #[test]
    fn a_browser_knows_what_the_server_knows() {
        for kind in MediaKind::ALL {
            let (here, there) = (rule(*kind), MediaRule::of(*kind));
            assert_eq!((here.accept.to_owned(), here.largest), (there.accept(), there.largest), "{kind}");
        }
    }

    #[test]
    fn what_is_not_taken_is_said_before_it_is_sent() {
        assert_eq!(problem(MediaKind::Image, "image/png", 10.0), None);
        assert!(problem(MediaKind::Image, "image/webp", 10.0).unwrap().contains("another type"));
        assert!(problem(MediaKind::Image, "image/png", 0.0).unwrap().contains("empty"));
        assert!(problem(MediaKind::Image, "image/png", 6e6).unwrap().contains("too large"));
    }
}
