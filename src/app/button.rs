//! A button with one caption: most buttons are.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::view::{Handler, handler};

/// How a button looks: the one to press, one of several, or part of the surface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The one to press.
    Primary,
    /// One of several.
    Plain,
    /// Part of the surface.
    Quiet,
}

impl Look {
    fn name(self) -> &'static str {
        match self {
            Look::Primary => "primary",
            Look::Plain => "plain",
            Look::Quiet => "quiet",
        }
    }
}

/// A button with a caption.
pub fn button(caption: &'static str, look: Look, press: impl Fn() + 'static) -> AnyView {
    boxed(caption, caption, look, handler(move |_| press()))
}

/// A button with a sign, and what the sign means.
pub fn sign(sign: &'static str, meaning: &'static str, press: impl Fn() + 'static) -> AnyView {
    boxed(sign, meaning, Look::Quiet, handler(move |_| press()))
}

fn boxed(
    caption: &'static str,
    meaning: &'static str,
    look: Look,
    press: Handler<MouseEvent>,
) -> AnyView {
    let label = (caption != meaning).then_some(meaning);
    view! {
        <button class="button" data-look=look.name() aria-label=label title=label on:click=press>{caption}</button>
    }
    .into_any()
}
