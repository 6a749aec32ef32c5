//! Elements of the page: found, focused, measured, opened.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, Element, Event, EventTarget, FocusEvent, HtmlDialogElement, HtmlElement,
    KeyboardEvent, MouseEvent, Node, ResizeObserver, Window,
};

/// Whether this runs in the page and not in its worker.
pub fn is_page() -> bool {
    web_sys::window().is_some()
}

/// The page's window.
pub fn window() -> Window {
    web_sys::window().expect("only the page calls this, and a page has a window")
}

/// The page's document.
pub fn document() -> Document {
    window()
        .document()
        .expect("a window of a page has a document")
}

/// Puts the focus on an element without scrolling to it.
pub fn focus(element: &HtmlElement) {
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"preventScroll".into(), &JsValue::TRUE);
    let focus = js_sys::Reflect::get(element, &"focus".into())
        .ok()
        .and_then(|focus| focus.dyn_into::<js_sys::Function>().ok());
    if let Some(focus) = focus {
        let _ = focus.call1(element, &options);
    }
}

/// An element that a selector has found.
pub type Found = HtmlElement;

/// The first element a selector finds.
pub fn first(selector: &str) -> Option<Found> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// Puts the focus on the first element a selector finds.
pub fn focus_first(selector: &str) -> bool {
    let found = first(selector);
    if let Some(element) = &found {
        focus(element);
    }
    found.is_some()
}

/// Folds the first `details` a selector finds; says whether it was open.
pub fn fold(selector: &str) -> bool {
    let open = first(selector).filter(|details| details.has_attribute("open"));
    if let Some(details) = &open {
        let _ = details.remove_attribute("open");
    }
    open.is_some()
}

/// Opens the first `details` a selector finds.
pub fn unfold(selector: &str) {
    if let Some(details) = first(selector) {
        let _ = details.set_attribute("open", "");
    }
}

/// Whether the focus that leaves an element stays within one that the selector matches.
pub fn stays_within(event: &FocusEvent, selector: &str) -> bool {
    let target = event.related_target();
    let target = target.and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.closest(selector).ok().flatten().is_some())
}

/// Scrolls the first element a selector finds into sight, no further than needed.
pub fn reveal(selector: &str) {
    let Some(element) = first(selector) else {
        return;
    };
    let options = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&options, &"block".into(), &"nearest".into());
    let scroll = js_sys::Reflect::get(&element, &"scrollIntoView".into())
        .ok()
        .and_then(|scroll| scroll.dyn_into::<js_sys::Function>().ok());
    if let Some(scroll) = scroll {
        let _ = scroll.call1(&element, &options);
    }
}

/// The name under which the control that has the focus is found again once it is drawn anew.
pub fn focused_control() -> Option<String> {
    document().active_element()?.get_attribute("data-control")
}

/// Puts the focus on the first shape of a drawing that a selector finds.
pub fn focus_shape(selector: &str) {
    if let Ok(Some(shape)) = document().query_selector(selector) {
        // Shapes take the focus as elements of the page do.
        focus(shape.unchecked_ref());
    }
}

/// How far an element is scrolled.
pub fn scrolled(selector: &str) -> f64 {
    first(selector).map_or(0.0, |element| f64::from(element.scroll_top()))
}

/// Scrolls an element.
pub fn scroll_to(selector: &str, to: f64) {
    if let Some(element) = first(selector) {
        element.set_scroll_top(to as i32);
    }
}

/// Puts the focus on the first element a selector finds and scrolls until it is in sight.
pub fn focus_in_sight(selector: &str) {
    if let Some(element) = first(selector) {
        let _ = element.focus();
    }
}

/// Puts the focus into the next region that is in sight: search, list, details, header.
pub fn focus_next_region(backwards: bool) -> bool {
    const REGIONS: [(&str, &str); 4] = [
        (".toolbar", ".toolbar input"),
        (
            ".grid-frame:not([hidden]), .groups",
            ".group-opens[tabindex='0'], .grid-frame:not([hidden]) .grid [tabindex='0']",
        ),
        (".details", ".details button"),
        (".app-header", ".app-header input, .app-header button"),
    ];
    let at = REGIONS.iter().position(|(region, _)| {
        let region = document().query_selector(region).ok().flatten();
        region.is_some_and(|region| has_focus(&region))
    });
    let n = REGIONS.len();
    let start = at.unwrap_or(if backwards { 0 } else { n - 1 });
    (1..=n).any(|step| {
        let next = if backwards {
            start + n - step
        } else {
            start + step
        };
        focus_first(REGIONS[next % n].1)
    })
}

/// The element inside another that a selector finds.
pub fn find(within: &Element, selector: &str) -> Option<HtmlElement> {
    within.query_selector(selector).ok()??.dyn_into().ok()
}

/// Whether the focus is on no element in sight; one that was just hidden keeps it for a moment.
pub fn has_no_focus() -> bool {
    let active = document().active_element();
    active.is_none_or(|active| {
        active.tag_name() == "BODY" || active.get_bounding_client_rect().width() == 0.0
    })
}

/// Whether the focus is on this element or inside it.
pub fn has_focus(element: &Element) -> bool {
    let active = document().active_element();
    active.is_some_and(|active| element.contains(Some(active.unchecked_ref::<Node>())))
}

/// Makes this the one cell that Tab reaches, and takes the focus there if asked.
pub fn rove(within: &Element, cell: &HtmlElement, take_focus: bool) {
    if let Ok(before) = within
        .query_selector_all("[role=gridcell][tabindex='0'], [role=columnheader][tabindex='0']")
    {
        for at in 0..before.length() {
            if let Some(before) = before.get(at) {
                before.unchecked_into::<HtmlElement>().set_tab_index(-1);
            }
        }
    }
    within.set_attribute("tabindex", "-1").unwrap_or_default();
    cell.set_tab_index(0);
    if take_focus {
        focus(cell);
    }
}

/// Keeps the focus inside an element while the one that has it is drawn anew.
pub fn hold_focus(selector: &str) {
    if let Some(holder) = first(selector).filter(|holder| has_focus(holder)) {
        focus(&holder);
    }
}

/// Moves the one tab stop among siblings by one, from the element the event came from.
pub fn rove_sibling(event: &Event, by: i32) {
    let Some(from) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return;
    };
    let to = if by > 0 {
        from.next_element_sibling()
    } else {
        from.previous_element_sibling()
    };
    if let Some(to) = to {
        let _ = from.set_attribute("tabindex", "-1");
        let _ = to.set_attribute("tabindex", "0");
        // Shapes of a drawing take the focus as elements of the page do.
        focus(to.unchecked_ref());
    }
}

/// Scrolls sideways so that a cell is not cut by the edges or covered by the frozen columns.
pub fn reveal_sideways(scroller: &Element, cell: &HtmlElement, frozen: f64) {
    let view = scroller.get_bounding_client_rect();
    let place = cell.get_bounding_client_rect();
    let left = view.left() + frozen;
    let right = view.left() + f64::from(scroller.client_width());
    let by = if place.left() < left {
        place.left() - left
    } else if place.right() > right {
        (place.right() - right).min(place.left() - left)
    } else {
        return;
    };
    scroller.set_scroll_left(scroller.scroll_left() + by.round() as i32);
}

/// Tells the style sheets where the first columns of a table begin that stay in sight, and which they are:
/// all edges but the last one are beginnings.
pub fn set_edges(selector: &str, edges: &[u32]) {
    let Some(table) = first(selector) else {
        return;
    };
    let style = table.style();
    let mut pinned = String::new();
    for (at, edge) in edges.iter().enumerate().take(edges.len().saturating_sub(1)) {
        let _ = style.set_property(&format!("--edge-{}", at + 1), &format!("{edge}px"));
        pinned.push_str(&format!("{} ", at + 1));
    }
    let _ = table.set_attribute("data-pinned", pinned.trim_end());
    let _ = table.set_attribute(
        "data-last-pinned",
        &edges.len().saturating_sub(1).to_string(),
    );
}

/// The gap between elements side by side that is nearest to a place from the left: 0 in front of the first.
pub fn gap_at(selector: &str, x: f64) -> Option<u32> {
    let elements = document().query_selector_all(selector).ok()?;
    let mut gap = 0;
    for at in 0..elements.length() {
        let element: Element = elements.get(at)?.unchecked_into();
        let place = element.get_bounding_client_rect();
        if x > (place.left() + place.right()) / 2.0 {
            gap = at + 1;
        }
    }
    Some(gap)
}

/// Width of the widest content among some elements, cut or not.
pub fn widest(selector: &str) -> f64 {
    let Ok(elements) = document().query_selector_all(selector) else {
        return 0.0;
    };
    let mut widest: f64 = 0.0;
    for at in 0..elements.length() {
        let (Some(element), Ok(range)) = (elements.get(at), document().create_range()) else {
            continue;
        };
        if range.select_node_contents(&element).is_ok() {
            widest = widest.max(range.get_bounding_client_rect().width());
        }
    }
    widest
}

/// Moves the one tab stop among the buttons of a table's body by rows and columns, from the one the event came from.
pub fn rove_in_table(event: &Event, down: i32, along: i32) -> bool {
    let cell = || {
        let target = event.target()?.dyn_into::<Element>().ok()?;
        target.closest("td, th").ok()?
    };
    let Some(from) = cell() else {
        return false;
    };
    let step = |element: Element, by: i32| match by {
        0 => Some(element),
        1 => element.next_element_sibling(),
        _ => element.previous_element_sibling(),
    };
    let to = || {
        let mut place = 0;
        let mut before = from.previous_element_sibling();
        while let Some(cell) = before {
            place += 1;
            before = cell.previous_element_sibling();
        }
        let row = step(from.parent_element()?, down)?;
        let cell = step(row.children().item(place)?, along)?;
        find(&cell, "button")
    };
    let (Some(to), Some(button)) = (to(), find(&from, "button")) else {
        return false;
    };
    button.set_tab_index(-1);
    to.set_tab_index(0);
    let _ = to.focus();
    true
}

/// Scrolls back to the first column.
pub fn reveal_start(scroller: &Element) {
    scroller.set_scroll_left(0);
}

/// Tells of every size an element takes: width and height inside its scrollbars.
pub fn on_resize(selector: &str, tell: impl Fn(f64, f64) + 'static) {
    let Some(element) = first(selector) else {
        return;
    };
    let watched = element.clone();
    let resized = Closure::<dyn Fn()>::new(move || {
        tell(
            watched.client_width().into(),
            watched.client_height().into(),
        );
    });
    if let Ok(observer) = ResizeObserver::new(resized.as_ref().unchecked_ref()) {
        observer.observe(&element);
    }
    // It is told as long as the element is in the page, which mostly is as long as the page lives.
    resized.forget();
}

/// Whether the window is so narrow that parts lie over each other; as the style sheets have it.
pub fn is_narrow() -> bool {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_some_and(|width| width < 900.0)
}

/// Opens a dialog over everything else, or closes it.
pub fn show_dialog(selector: &str, open: bool) {
    let Some(dialog) = first(selector).and_then(|found| found.dyn_into::<HtmlDialogElement>().ok())
    else {
        return;
    };
    if open && !dialog.open() {
        let _ = dialog.show_modal();
    }
    if !open && dialog.open() {
        dialog.close();
    }
}

/// Whether a click went beside an open dialog, which the browser tells as one on the dialog itself.
pub fn is_on_backdrop(event: &MouseEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlDialogElement>().ok());
    target.is_some_and(|dialog| {
        let place = dialog.get_bounding_client_rect();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        // Keys that press a button are told as clicks at no place.
        (x, y) != (0.0, 0.0)
            && (x < place.left() || x > place.right() || y < place.top() || y > place.bottom())
    })
}

/// Where the lower left corner of the event's element is, for a menu that opens there.
pub fn below(event: &Event) -> (f64, f64) {
    let target = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.map_or((0.0, 0.0), |element| below_element(&element))
}

/// Where a menu under this element opens.
pub fn below_element(element: &Element) -> (f64, f64) {
    let place = element.get_bounding_client_rect();
    (place.left(), place.bottom())
}

/// Whether an event comes from a box in which text is typed.
pub fn is_typing(event: &Event) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| {
        element
            .closest("input:not([type=checkbox]), textarea, select")
            .ok()
            .flatten()
            .is_some()
    })
}

/// Whether an event happened inside an element that a selector names.
pub fn is_within(event: &Event, selector: &str) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}

/// Whether a modal dialog is open.
pub fn has_dialog() -> bool {
    document()
        .query_selector("dialog[open]")
        .ok()
        .flatten()
        .is_some()
}

/// The cell in which an event happened: the place of its row and its own among the row's.
pub fn cell_of(event: &Event) -> Option<(u32, u32)> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let cell = target.closest("td").ok()??;
    let row = cell
        .closest("[data-place]")
        .ok()??
        .get_attribute("data-place")?;
    let mut cell = cell.previous_element_sibling();
    let mut place = 0;
    while let Some(before) = cell {
        place += 1;
        cell = before.previous_element_sibling();
    }
    Some((row.parse().ok()?, place))
}

/// Takes away what a click with Shift has marked.
pub fn unmark_text() {
    if let Some(selection) = window().get_selection().ok().flatten() {
        let _ = selection.remove_all_ranges();
    }
}

/// Whether the person has marked text on the page.
pub fn has_marked_text() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// Clicks the first element a selector finds, such as the hidden file picker.
pub fn click_first(selector: &str) {
    if let Some(element) = first(selector) {
        element.click();
    }
}

/// Sets a state of the whole page, such as `data-theme`.
pub fn set_page_state(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(name, value);
    }
}

/// Does it on every event of this name anywhere in the window, as long as the page lives.
pub fn on_window<E: JsCast + 'static>(name: &str, work: impl Fn(E) + 'static) {
    listen(window().as_ref(), name, work);
}

/// Does it whenever the page comes into sight again.
pub fn on_return(work: impl Fn() + 'static) {
    listen(document().as_ref(), "visibilitychange", move |_: Event| {
        work()
    });
}

fn listen<E: JsCast + 'static>(target: &EventTarget, name: &str, work: impl Fn(E) + 'static) {
    let work = Closure::<dyn Fn(Event)>::new(move |event: Event| work(event.unchecked_into()));
    let _ = target.add_event_listener_with_callback(name, work.as_ref().unchecked_ref());
    work.forget();
}

/// Whether control, or command on a Mac, is held.
pub fn holds_control(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key()
}

/// Whether control, or command on a Mac, is held with a click.
pub fn clicks_with_control(event: &MouseEvent) -> bool {
    event.ctrl_key() || event.meta_key()
}

/// Opens the browser's print dialog.
pub fn print() {
    let _ = window().print();
}

/// Lets a list of choices show this one again.
pub fn choose_again(event: &Event, value: &str) {
    let list = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
    if let Some(list) = list {
        list.set_value(value);
    }
}

/// The whole number in a field, if it lies in these bounds.
pub fn number_of(event: &Event, least: u32, most: u32) -> Option<u32> {
    let field = event
        .target()?
        .dyn_into::<web_sys::HtmlInputElement>()
        .ok()?;
    let number = field.value().trim().parse().ok();
    number.filter(|number| (least..=most).contains(number))
}
