//! The UI kit: the parts that every screen is made of. Each part draws the HTML that its style sheet in
//! `style/kit` documents.
//!
//! Nothing here looks at a clock, makes an id or differs between server and browser, so the first render of
//! both is the same. What a page has fifty of is drawn by the server alone, see [`Markup`].

mod avatar;
mod badge;
mod behaviour;
mod breadcrumb;
mod button;
mod card;
mod checkbox;
mod copy;
mod counter;
mod dialog;
mod empty;
mod facts;
mod field;
mod filter;
mod handset;
mod icon;
mod input;
mod markup;
mod menu;
mod notice;
mod page_header;
mod pagination;
mod phone;
mod progress;
mod select;
mod shortcuts;
mod status;
mod switch;
mod tabs;
mod term;
mod text_area;
mod time;
mod visually_hidden;

pub use avatar::{Avatar, AvatarShape, AvatarSize};
pub use badge::{Badge, Count};
pub use behaviour::close_menus_from_outside;
pub use breadcrumb::{Breadcrumb, Crumb};
pub use button::{Button, ButtonKind, ButtonSize, ButtonType, LinkButton, LinkTarget, OffButton};
pub use card::{Card, DangerZone};
pub use checkbox::{Checkbox, Radio};
pub use copy::{CopyButton, Copyable};
pub use counter::Counter;
pub use dialog::{Confirm, Dialog, DialogLink};
pub use empty::EmptyState;
pub use facts::{Fact, Facts};
pub use field::Field;
pub use filter::{FilterChoice, filter, filter_choices};
pub use handset::handset;
pub use icon::{Glyph, Icon, Sprite};
pub use input::{InputKind, TextInput};
#[cfg(feature = "ssr")]
pub use markup::Drawing;
pub use markup::{Drawn, Element, Markup, blocks, drawn};
pub use menu::{Menu, MenuSide};
pub use notice::{Notice, NoticeFromQuery, NoticeText};
pub use page_header::PageHeader;
pub use pagination::Pagination;
pub use phone::Phone;
pub use progress::Progress;
pub use select::{Choice, Select};
pub use shortcuts::{Shortcut, Shortcuts};
pub use status::{Bars, BarsMark, StatusMark, bars_mark, mark_class, status_mark, tone_class, tone_glyph};
pub use switch::{Switch, SwitchButton};
pub use tabs::{Tab, Tabs};
pub use term::Term;
pub use text_area::TextArea;
pub use time::RelativeTime;
pub use visually_hidden::{SkipLink, VisuallyHidden};

/// Whether a control or a thing is set at the first render.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Set, chosen, on.
    On,
    /// Not set.
    #[default]
    Off,
}

impl State {
    /// Reads a condition.
    pub const fn of(condition: bool) -> Self {
        if condition { Self::On } else { Self::Off }
    }

    /// Whether it is set.
    pub const fn is_on(self) -> bool {
        matches!(self, Self::On)
    }

    /// As `aria-checked` and its like want it.
    pub const fn aria(self) -> &'static str {
        if self.is_on() { "true" } else { "false" }
    }
}

/// Whether a field must be filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Need {
    /// The form is not sent without it.
    Required,
    /// It may stay empty.
    #[default]
    Optional,
}

impl Need {
    const fn is_required(self) -> bool {
        matches!(self, Self::Required)
    }
}
