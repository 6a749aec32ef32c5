//! One account's dates as a drawing (P5, P35).

use chrono::NaiveDate;
use leptos::prelude::*;

use super::view::{each, maybe};
use crate::report::timeline::{Band, Mark, timeline as drawn};

/// The drawing of an account's dates; nothing where it has none.
pub fn timeline(dates: &[(String, NaiveDate)]) -> AnyView {
    maybe(drawn(dates), |drawn| {
        let (top, tall) = (drawn.top, drawn.tall);
        let bands = each(drawn.bands, |band| stage_band(&band, top, tall));
        let marks = each(drawn.marks, date_mark);
        view! {
            <svg class="timeline" role="img" aria-label=drawn.sentence viewBox=drawn.view_box>{bands}{marks}</svg>
        }
        .into_any()
    })
}

fn stage_band(band: &Band, top: i32, tall: i32) -> AnyView {
    view! {
        <g class="timeline-band" data-stage=band.stage>
            <title>{band.meaning}</title>
            <rect x=band.x.to_string() y=top.to_string() width=band.width.to_string() height=tall.to_string()></rect>
            <text x=(band.x + band.width / 2).to_string() y=(top + tall / 2 + 4).to_string()>{band.text}</text>
        </g>
    }
    .into_any()
}

fn date_mark(mark: Mark) -> AnyView {
    view! {
        <g class="timeline-mark" data-date=mark.name>
            <path d=mark.lead></path>
            <text x=mark.text_x.to_string() y=mark.text_y.to_string() text-anchor=mark.anchor>{mark.text}</text>
        </g>
    }
    .into_any()
}
