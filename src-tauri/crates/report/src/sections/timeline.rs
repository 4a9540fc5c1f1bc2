//! The timeline: a picture to scale around the breach, then every event by day.

use breachbook_case::{Clock, Event, Item, Precision, View, When, short_name, zone};
use chrono::{DateTime, Duration, Utc};

use super::said::{Said, anchor, word};
use crate::Error;
use crate::document::{Cell, Column, Document, Ink, Lane, Moment, Span, Table, Text, Timeline};
use breachbook_case::when;

pub fn add(said: &Said<'_>, document: &mut Document) -> Result<(), Error> {
    document.section("Timeline");
    let events = &said.view.case.events;
    if events.is_empty() {
        document.para(said.none("event"));
        return Ok(());
    }
    if let Some(picture) = picture(said)? {
        document.push(picture);
    }
    let mut table = Table::new([
        Column::mm("Time", 24.0),
        Column::mm("Kind", 25.0),
        Column::share("What happened, and how it is known", 6.0).row_header(),
        Column::share("Who", 2.3),
        Column::mm("Entry", 14.0).right(),
    ]);
    let mut ordered: Vec<&Item<Event>> = events.iter().collect();
    ordered.sort_by_key(|event| when::order(&event.own.occurred));
    let mut heading = String::new();
    for event in ordered {
        let own = &event.own;
        let of = when::heading(&own.occurred);
        if of != heading {
            table.group(of.clone());
            heading = of;
        }
        table.row_at(
            anchor(&event.id),
            [
                Cell::from(when::of_day(&own.occurred)),
                own.kind.map(|kind| word(kind.as_str())).unwrap_or_default().into(),
                said.sourced(own.text.as_str(), event, own.certainty),
                said.party(own.actor.as_ref()).into(),
                said.entries([&event.id]).into(),
            ],
        );
    }
    document.push(table);
    Ok(())
}

/// The window of the picture: from the breach or the first that is known of it, to the end of its first limit.
fn window(view: &View) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let clocks = view.clocks.iter().filter(|clock| clock.item.is_none());
    let limits: Vec<DateTime<Utc>> = clocks.filter_map(|clock| clock.strict_limit).collect();
    let exact = |when: &When| when.anchor().is_some_and(|time| time.precision() >= Precision::Day);
    let mut begins: Vec<DateTime<Utc>> = Vec::new();
    if let Some(happened) = view.case.own.happened.as_ref().filter(|when| exact(when)) {
        begins.extend(happened.bounds().first);
    }
    for controller in &view.case.controllers {
        let own = &controller.own;
        let moments = [own.discovered.as_ref(), own.aware.as_ref().map(|aware| &aware.time)];
        begins.extend(moments.into_iter().flatten().filter(|when| exact(when)).filter_map(|when| when.bounds().first));
    }
    let begin = begins.into_iter().min()?;
    let limit = limits.into_iter().min().unwrap_or(begin + Duration::days(3)).max(begin + Duration::hours(2));
    // On to the first telling after it, where that is not so far that the rest shrinks to nothing.
    let told = view.case.notifications.iter().filter(|n| n.own.status.told());
    let told = told
        .filter_map(|n| n.own.notified.as_ref().and_then(|when| when.bounds().end))
        .filter(|end| *end > limit)
        .min();
    let end = told.filter(|end| *end - begin <= (limit - begin) * 4).unwrap_or(limit).max(limit);
    let margin = (end - begin) / 25;
    (end - begin <= Duration::days(400)).then_some((begin - margin, end + margin))
}

fn ticks(timeline: &mut Timeline, from: DateTime<Utc>, to: DateTime<Utc>) {
    const HOURS: [i64; 9] = [1, 2, 3, 6, 12, 24, 48, 7 * 24, 30 * 24];
    let length = to - from;
    let step = HOURS.into_iter().map(Duration::hours).find(|step| length / 8 <= *step).unwrap_or(Duration::days(60));
    let mut at = zone::day_start(zone::day(from));
    while at < to {
        if at > from {
            let label = if step >= Duration::hours(24) || at == zone::day_start(zone::day(at)) {
                let day = zone::short_day(zone::day(at));
                day.rsplit_once(' ').map_or(day.clone(), |(day, _)| day.to_owned())
            } else {
                zone::clock(at)
            };
            timeline.tick(at, label);
        }
        // Days begin at midnight in London also over a clock change.
        at = if step >= Duration::hours(24) {
            zone::day_start(zone::day(at + step + Duration::hours(2)))
        } else {
            at + step
        };
    }
}

fn clock_span(view: &View, clock: &Clock) -> Option<Span> {
    let (from, to) = (clock.from?, clock.strict_limit?);
    // Exact only where the moment that it counts from is known to the minute.
    let party = clock.controller.as_ref()?;
    let controller = view.case.controllers.iter().find(|controller| &controller.own.party.0 == party);
    let trigger = controller.and_then(|c| c.own.aware.as_ref()).and_then(|aware| aware.time.anchor());
    let exact = !clock.approximate && trigger.is_some_and(|time| time.precision() >= Precision::Minute);
    Some(Span { from, to: Some(to), label: format!("limit {}", when::instant(to)), ink: Ink::Blue, exact })
}

/// When bodies were told, each a mark or, where it is known to the day only, a bar.
fn tellings(said: &Said<'_>, from: DateTime<Utc>, to: DateTime<Utc>) -> Lane {
    let mut lane = Lane { label: "Bodies told".into(), ..Lane::default() };
    for n in said.view.case.notifications.iter().filter(|n| n.own.status.told()) {
        let Some(notified) = &n.own.notified else { continue };
        let bounds = notified.bounds();
        let (Some(first), Some(end)) = (bounds.first, bounds.end) else { continue };
        if first >= to || end <= from {
            continue;
        }
        let label = format!("{} told", short_name(said.name(&n.own.body.0)));
        if end - first <= Duration::hours(1) {
            lane.moments.push(Moment { at: first, label, ink: Ink::Met, exact: !bounds.approximate });
        } else {
            let (from, to) = (first.max(from), Some(end.min(to)));
            lane.spans.push(Span { from, to, label, ink: Ink::Met, exact: false });
        }
    }
    lane
}

fn picture(said: &Said<'_>) -> Result<Option<crate::document::Picture>, Error> {
    const MOST_LANES: usize = 7;
    let view = said.view;
    let Some((from, to)) = window(view) else { return Ok(None) };
    let mut timeline = Timeline::new(from, to);
    ticks(&mut timeline, from, to);
    let mut spoken = Vec::new();
    let mut lanes = 0;
    if let Some(happened) = &view.case.own.happened {
        let bounds = happened.bounds();
        let exact = !bounds.approximate && happened.anchor().is_some_and(|t| t.precision() >= Precision::Minute);
        if let Some(first) = bounds.first.or(Some(from)) {
            let end = bounds.end.unwrap_or(to);
            spoken.push(format!("the breach, {}", happened.words()));
            timeline.lane(Lane {
                label: "The breach".into(),
                spans: vec![Span {
                    from: first.max(from),
                    to: Some(end.min(to)),
                    label: when::of_day(happened),
                    ink: Ink::Late,
                    exact,
                }],
                moments: Vec::new(),
            });
            lanes += 1;
        }
    }
    for clock in view.clocks.iter().filter(|clock| clock.item.is_none() && clock.processor.is_none()) {
        if lanes < 3
            && let Some(span) = clock_span(view, clock)
        {
            let name = clock.controller.as_ref().map_or("", |id| said.name(id));
            spoken.push(format!("{name}, {}", span.label));
            timeline.lane(Lane {
                label: format!("{}, limit", short_name(name)),
                spans: vec![span],
                moments: Vec::new(),
            });
            lanes += 1;
        }
    }
    let told = tellings(said, from, to);
    if !told.spans.is_empty() || !told.moments.is_empty() {
        spoken.push(format!("{} tellings of bodies", told.spans.len() + told.moments.len()));
        timeline.lane(told);
        lanes += 1;
    }
    let mut actors: Vec<&breachbook_case::Id> = Vec::new();
    let inside =
        |event: &&Item<Event>| event.own.occurred.bounds().first.is_some_and(|first| first >= from && first < to);
    for event in view.case.events.iter().filter(inside) {
        if let Some(actor) = &event.own.actor
            && !actors.contains(&&actor.0)
        {
            actors.push(&actor.0);
        }
    }
    for actor in actors.into_iter().take(MOST_LANES - lanes.min(MOST_LANES)) {
        let mut lane = Lane { label: short_name(said.name(actor)), ..Lane::default() };
        let of_actor = |event: &&Item<Event>| event.own.actor.as_ref().is_some_and(|a| &a.0 == actor);
        for event in view.case.events.iter().filter(inside).filter(of_actor) {
            let bounds = event.own.occurred.bounds();
            let Some(first) = bounds.first else { continue };
            let label = event.own.kind.map(|kind| kind.as_str()).unwrap_or_default().to_owned();
            let minute = event.own.occurred.anchor().is_some_and(|time| time.precision() >= Precision::Hour);
            if minute {
                lane.moments.push(Moment { at: first, label, ink: Ink::Ink, exact: !bounds.approximate });
            } else if lane.spans.iter().all(|span| span.from != first.max(from)) {
                let end = bounds.end.map(|end| end.min(to));
                lane.spans.push(Span { from: first.max(from), to: end, label, ink: Ink::Grey, exact: false });
            }
        }
        spoken.push(format!("{}, {} marks", lane.label, lane.moments.len() + lane.spans.len()));
        timeline.lane(lane);
        lanes += 1;
    }
    if lanes == 0 {
        return Ok(None);
    }
    let alt = format!(
        "Timeline from {} to {}: {}. The table of this section says the same in words.",
        zone::moment(from),
        zone::moment(to),
        spoken.join("; ")
    );
    let zones = if zone::name(from) == zone::name(to) { zone::name(from) } else { "London time" };
    let caption = format!(
        "A dashed outline marks a time that is known only to the hour or the day, or is approximate. Times are {zones}."
    );
    Ok(Some(timeline.picture(alt)?.captioned(Text::grey(caption))))
}
