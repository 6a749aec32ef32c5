//! Views that come and go, each of one type: what a type of its own for every use would cost stands
//! in bytes of the download, and there are dozens of uses.

use leptos::prelude::*;

type Condition = Box<dyn Fn() -> bool + Send + Sync>;
type View = Box<dyn Fn() -> AnyView + Send + Sync>;
type Views = Box<dyn Fn() -> Vec<AnyView> + Send + Sync>;

/// What hears one kind of event.
pub type Handler<E> = Box<dyn FnMut(E)>;

/// What hears an event, whatever it then does.
pub fn handler<E: 'static>(hear: impl FnMut(E) + 'static) -> Handler<E> {
    Box::new(hear)
}

/// The view while the condition holds; it is kept as it is until the condition changes.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    either(condition, view, || ().into_any())
}

/// One view while the condition holds, the other while it does not.
pub fn either(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    holds: impl Fn() -> AnyView + Send + Sync + 'static,
    otherwise: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    either_boxed(Box::new(condition), Box::new(holds), Box::new(otherwise))
}

fn either_boxed(condition: Condition, holds: View, otherwise: View) -> AnyView {
    let condition = Memo::new(move |_| condition());
    fresh_boxed(Box::new(move || {
        if condition.get() {
            holds()
        } else {
            otherwise()
        }
    }))
}

/// The view, made anew whenever what it depends on changes.
pub fn fresh(view: impl Fn() -> AnyView + Send + Sync + 'static) -> AnyView {
    fresh_boxed(Box::new(view))
}

fn fresh_boxed(view: View) -> AnyView {
    (move || view()).into_any()
}

/// A short list, made anew whenever it changes.
pub fn list(views: impl Fn() -> Vec<AnyView> + Send + Sync + 'static) -> AnyView {
    list_boxed(Box::new(views))
}

fn list_boxed(views: Views) -> AnyView {
    (move || views()).into_any()
}

/// A view for each of some things.
pub fn each<T>(things: impl IntoIterator<Item = T>, view: impl FnMut(T) -> AnyView) -> AnyView {
    let views: Vec<AnyView> = things.into_iter().map(view).collect();
    views.into_any()
}

/// A view for what may not be there.
pub fn maybe<T>(thing: Option<T>, view: impl FnOnce(T) -> AnyView) -> AnyView {
    thing.map_or_else(|| ().into_any(), view)
}
