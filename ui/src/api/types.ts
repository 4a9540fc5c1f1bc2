// Written by `cargo xtask types` from the Rust types of the door; not to be edited.

export type CaseAsk = { 
/**
 * Its reference.
 */
reference: string, 
/**
 * A time in the form of `at`: the case as its book stood at the last moment of it. None for now.
 */
as_of: string | null, };

export type CaseLine = { 
/**
 * Its reference.
 */
reference: string, 
/**
 * Its title.
 */
title: string, 
/**
 * `open` or `closed`.
 */
status: string, 
/**
 * The one thing that presses most.
 */
pressing: Standing, 
/**
 * Its clocks.
 */
clocks: Array<ClockLine>, };

export type CaseScreen = { 
/**
 * Its reference.
 */
reference: string, 
/**
 * Its title.
 */
title: string, 
/**
 * `open` or `closed`.
 */
status: string, 
/**
 * The highest marking of anything in it.
 */
marking: string, 
/**
 * As of when it is shown, in words; none for now.
 */
as_of: string | null, 
/**
 * The screens, in order, with how much each holds.
 */
tabs: Array<Tab>, 
/**
 * What presses, the most pressing first.
 */
strip: Array<Pressing>, 
/**
 * What happened, in a few sentences.
 */
summary: string, 
/**
 * Facts about the case: a label and its words.
 */
facts: Array<Fact>, 
/**
 * Every clock, duties first.
 */
clocks: Array<ClockLine>, 
/**
 * The people affected.
 */
people: Array<PeopleLine>, 
/**
 * Measured delays.
 */
delays: Array<Fact>, 
/**
 * What nobody has said yet.
 */
gaps: Array<Remark>, 
/**
 * What can hardly be so and nobody let stand.
 */
warnings: Array<Remark>, 
/**
 * What the book says of itself.
 */
record: RecordLine, };

export type ClockLine = { 
/**
 * The rule's id, `own` for the team's own dates.
 */
rule: string, 
/**
 * The provision, or what an own date is for.
 */
name: string, 
/**
 * What the rule says, in a line; empty for an own date.
 */
says: string, 
/**
 * Whether it is a duty of the law; else a date that somebody recorded.
 */
of_law: boolean, 
/**
 * Whose duty it is, by name; a processor's with its controller's. Empty where nobody's is recorded.
 */
whose: string, 
/**
 * Where it stands, for the colour and the shape.
 */
state: ClockState, 
/**
 * Where it stands, in words.
 */
words: string, 
/**
 * One line about it: how long is left, or how long it took.
 */
detail: string, 
/**
 * The record that it comes from, or that settles it; none in the list of cases.
 */
place: Place | null, 
/**
 * Its strict limit in London's time, as `11 August 2023, 16:00 BST`; of a recorded date that date.
 */
limit: string | null, 
/**
 * Whether a time that it rests on is "about".
 */
approximate: boolean, 
/**
 * Whether the law asks for reasons that are not on record.
 */
needs_reasons: boolean, };

export type ClockState = "running" | "met" | "late" | "cannot-tell" | "overdue" | "not-required" | "no-awareness" | "told";

export type DueLine = { 
/**
 * The case's reference.
 */
reference: string, 
/**
 * The case's title.
 */
case_title: string, 
/**
 * What is due.
 */
title: string, 
/**
 * When, and whether that has passed.
 */
standing: Standing, 
/**
 * The record that it comes from; none for a duty of the law.
 */
place: Place | null, };

export type Fact = { 
/**
 * The label.
 */
label: string, 
/**
 * The words.
 */
words: string, };

export type Failure = { 
/**
 * A stable code, for example `in-use`.
 */
code: string, 
/**
 * What went wrong, in one sentence.
 */
sentence: string, 
/**
 * What to do about it.
 */
remedy: string, };

export type Found = { 
/**
 * Its case.
 */
reference: string, 
/**
 * Its record; none for the case's own keys.
 */
place: Place | null, 
/**
 * The name of its list.
 */
kind: string, 
/**
 * Its words, cut.
 */
text: string, };

export type LaneName = { 
/**
 * The short name.
 */
name: string, 
/**
 * The full name.
 */
full: string, };

export type Line = { "is": "heading", 
/**
 * The day, as `Tuesday 8 August 2023`.
 */
words: string, 
/**
 * The zone and the number of rows, as `BST · 7 entries`.
 */
detail: string, } | { "is": "row" } & Row;

export type LinesAsk = { 
/**
 * The case's reference.
 */
reference: string, 
/**
 * As of when; none for now.
 */
as_of: string | null, 
/**
 * Which list.
 */
screen: Screen, 
/**
 * The number of the first line, from 0.
 */
from: number, 
/**
 * How many, at most 500.
 */
count: number, 
/**
 * A record whose line is looked for; the answer says its number.
 */
find: Place | null, };

export type Mark = { 
/**
 * The word.
 */
words: string, 
/**
 * Its tone.
 */
tone: Tone, 
/**
 * Whether it says that something is not certain: drawn dashed.
 */
doubt: boolean, };

export type NamedVault = { 
/**
 * Its folder's name without the ending.
 */
name: string, 
/**
 * Whether it is unlocked.
 */
open: boolean, 
/**
 * What whoever opened it should be told: that it was copied, set back, or is a backup. Empty while locked.
 */
notices: Array<string>, };

export type PeopleLine = { 
/**
 * Who they are.
 */
group: string, 
/**
 * How many: `47,000, an estimate`; where nobody says, that.
 */
number: string, 
/**
 * Whether they were told, and when.
 */
told: string, 
/**
 * Whether a telling is on record.
 */
is_told: boolean, 
/**
 * The risk to them, if somebody judged it.
 */
risk: string, 
/**
 * Its record.
 */
place: Place, };

export type Picture = { 
/**
 * The lanes, the most important first.
 */
lanes: Array<LaneName>, 
/**
 * What happened, in the order of the list.
 */
points: Array<Point>, 
/**
 * What lasts.
 */
spans: Array<Span>, 
/**
 * All of it.
 */
all: Stretch, 
/**
 * What is shown at first.
 */
opens: Stretch, };

export type Place = { 
/**
 * Its list, a word of the format.
 */
list: string, 
/**
 * Its id.
 */
id: string, };

export type Point = { 
/**
 * Its record.
 */
place: Place, 
/**
 * The number of its line in the timeline, from 0.
 */
line: number, 
/**
 * Its lane, from 0.
 */
lane: number, 
/**
 * The first moment that it may have been at (milliseconds since 1970 UTC).
 */
from: number, 
/**
 * The moment just after the last that it may have been at.
 */
to: number, 
/**
 * Whether it is known to the hour or worse: a range, drawn as one.
 */
range: boolean, 
/**
 * Whether its time is "about".
 */
approximate: boolean, 
/**
 * Whether it is reported or disputed, not confirmed.
 */
doubt: boolean, 
/**
 * Its tone.
 */
tone: Tone, 
/**
 * What it is and when: `Breach, c. 8 Aug 2023, 14:30 BST`.
 */
words: string, 
/**
 * Its text, short; empty where the picture has very many.
 */
text: string, 
/**
 * Of a range, which: `some time on 8 August 2023`, `in August 2023`.
 */
within: string, };

export type Pressing = { 
/**
 * What it is, as `Promised by PSNI: identify each person …`.
 */
label: string, 
/**
 * Where it stands.
 */
standing: Standing, 
/**
 * One line about it: since when, until when, how long it took.
 */
detail: string, 
/**
 * Whether a time that it rests on is approximate.
 */
approximate: boolean, 
/**
 * The record that it comes from; none for a duty without a telling.
 */
place: Place | null, 
/**
 * How many more of its kind there are.
 */
more: number, };

export type RecordLine = { 
/**
 * The sentence, and whether it was checked.
 */
standing: Standing, 
/**
 * What it rests on, for whoever asks.
 */
more: string, };

export type Remark = { 
/**
 * The sentence.
 */
words: string, 
/**
 * Its code, for a warning.
 */
code: string, 
/**
 * The record.
 */
place: Place | null, };

export type Request = { "act": "start" } | { "act": "unlock", 
/**
 * The words that open it.
 */
passphrase: string, } | { "act": "cases" } | { "act": "case" } & CaseAsk | { "act": "picture" } & CaseAsk | { "act": "lines" } & LinesAsk | { "act": "ticks", 
/**
 * The beginning of the stretch (milliseconds since 1970 UTC).
 */
from: number, 
/**
 * Its end (milliseconds since 1970 UTC).
 */
to: number, 
/**
 * How many at the most.
 */
most: number, } | { "act": "find", 
/**
 * The words.
 */
query: string, } | { "act": "check-record" } | { "act": "lock" };

export type Response = { "is": "started", 
/**
 * None where no vault was named.
 */
vault: NamedVault | null, } | { "is": "unlocked", 
/**
 * The vault, now open.
 */
vault: NamedVault, } | { "is": "cases", 
/**
 * In the order in which they came in.
 */
cases: Array<CaseLine>, 
/**
 * What is due next in any of them.
 */
due_next: Array<DueLine>, } | { "is": "case", 
/**
 * The case.
 */
case: CaseScreen, } | { "is": "picture", 
/**
 * The picture.
 */
picture: Picture, } | { "is": "lines", 
/**
 * How many there are.
 */
total: number, 
/**
 * The number of the first that is given, from 0.
 */
from: number, 
/**
 * They.
 */
lines: Array<Line>, 
/**
 * The number of the line of the record that was looked for.
 */
found: number | null, } | { "is": "ticks", 
/**
 * The ticks.
 */
ticks: Ticks, } | { "is": "found", 
/**
 * The newest first.
 */
found: Array<Found>, } | { "is": "checked", 
/**
 * Whether nothing but notices was found.
 */
intact: boolean, 
/**
 * What was found, in a sentence.
 */
words: string, } | { "is": "locked" };

export type Row = { 
/**
 * Its record.
 */
place: Place, 
/**
 * The time column beside the day's heading: `14:30`, `c. 14:30`, `day`.
 */
time: string, 
/**
 * The time in full, London time.
 */
when: string, 
/**
 * Whether the time is approximate, or known to the day or less.
 */
vague: boolean, 
/**
 * What it is, in a word: `Breach`, `Question`.
 */
kind: string, 
/**
 * The same as a word that never changes, for the icon.
 */
icon: string, 
/**
 * What happened, cut where it is very long.
 */
text: string, 
/**
 * Who, short.
 */
who: string, 
/**
 * Who, in full.
 */
who_full: string, 
/**
 * Words that stand beside the text.
 */
marks: Array<Mark>, 
/**
 * Small words under it: how often it was corrected, what it contradicts.
 */
notes: Array<string>, };

export type Screen = "overview" | "timeline" | "bodies-told" | "people-and-data" | "mitigations" | "correspondence" | "holding-to-account" | "reports" | "history";

export type Shape = "check" | "alert" | "clock" | "doubt" | "none";

export type Span = { 
/**
 * What it is.
 */
kind: SpanKind, 
/**
 * Its lane, from 0.
 */
lane: number, 
/**
 * Its beginning (milliseconds since 1970 UTC); none where nobody says.
 */
from: number | null, 
/**
 * Its end (milliseconds since 1970 UTC); none where nobody says.
 */
to: number | null, 
/**
 * Whether both ends are known to the minute and not "about".
 */
exact: boolean, 
/**
 * Its words.
 */
words: string, 
/**
 * The record that it comes from.
 */
place: Place | null, };

export type SpanKind = "breach" | "limit" | "stood";

export type Standing = { 
/**
 * The word.
 */
words: string, 
/**
 * Its tone.
 */
tone: Tone, 
/**
 * Its shape.
 */
shape: Shape, };

export type Stretch = { 
/**
 * Its beginning (milliseconds since 1970 UTC).
 */
from: number, 
/**
 * Its end (milliseconds since 1970 UTC).
 */
to: number, };

export type Tab = { 
/**
 * Which.
 */
screen: Screen, 
/**
 * Its name.
 */
name: string, 
/**
 * How much it holds; none where that says nothing.
 */
count: number | null, };

export type Tick = { 
/**
 * Where (milliseconds since 1970 UTC).
 */
at: number, 
/**
 * What it says: `14:30`, `9 Aug`, `Sep 2023`, `2024`.
 */
words: string, 
/**
 * Whether a day, month or year begins here that the others lie in.
 */
strong: boolean, };

export type Ticks = { 
/**
 * In order.
 */
ticks: Array<Tick>, 
/**
 * The stretch, as `8 August 2023 BST` or `8 Aug 2023 to 11 Aug 2023`.
 */
words: string, };

export type Tone = "plain" | "met" | "due" | "late" | "marking";
