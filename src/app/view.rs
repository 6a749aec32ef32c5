//! Views that come and go, each of one type: what a type of its own for every use would cost stands
//! in bytes of the download, and there are dozens of uses.

use leptos::prelude::*;

type Condition = Box<dyn Fn() -> bool + Send + Sync>;
type View = Box<dyn Fn() -> AnyView + Send + Sync>;
type Views = Box<dyn Fn() -> Vec<AnyView> + Send + Sync>;

/// The view while the condition holds; it is kept as it is until the condition changes.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    shown_when(Box::new(condition), Box::new(view))
}

fn shown_when(condition: Condition, view: View) -> AnyView {
    let holds = Memo::new(move |_| condition());
    (move || if holds.get() { view() } else { ().into_any() }).into_any()
}

/// The view, made anew whenever what it depends on changes.
pub fn fresh(view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    let view: View = Box::new(view);
    (move || view()).into_any()
}

/// A short list, made anew whenever it changes; for long ones and those with the focus in them
/// Leptos has `For`.
pub fn list(views: impl Fn() -> Vec<AnyView> + Send + Sync + 'static) -> AnyView {
    let views: Views = Box::new(views);
    (move || views()).into_any()
}
