// Written by `cargo xtask types` from the Rust types of the door; not to be edited.

export type Advance = { 
/**
 * What is being done, in words; empty while nothing is.
 */
doing: string, 
/**
 * Of `total`, within what is being done.
 */
done: number, 
/**
 * Above 0 while something is being done.
 */
total: number, };

export type Answers = { 
/**
 * What the case is called.
 */
title: string, 
/**
 * Its reference.
 */
reference: string, 
/**
 * What kind of breach it is.
 */
incident_type: string, 
/**
 * What happened; may be empty.
 */
summary: string, 
/**
 * Whose book it is.
 */
keeper: Body, 
/**
 * May be empty.
 */
jurisdiction: string, 
/**
 * None where nobody knows yet whose breach it is in law.
 */
controller: Body | null, 
/**
 * What the controller processes the data for, one of the regimes; empty where nobody knows yet.
 */
regime: string, 
/**
 * When the controller became aware, as it was typed; empty where nobody has said.
 */
aware: string, 
/**
 * Whether that time is "about".
 */
about: boolean, 
/**
 * Who may get reports of it beside the team; nobody where it is empty.
 */
audience: Array<string>, };

export type AttachedFile = { "from": "path", 
/**
 * Its whole path.
 */
path: string, } | { "from": "bytes", 
/**
 * Its plain name.
 */
name: string, 
/**
 * Its bytes in base64.
 */
base64: string, };

export type AttachmentLine = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its size, as `84 kB`.
 */
size: string, 
/**
 * Its media type.
 */
media_type: string, 
/**
 * SHA-256 of its bytes, in hex.
 */
sha256: string, 
/**
 * Its exhibit reference, how it came to us and who held it.
 */
fields: Array<FieldLine>, };

export type BackedUp = { 
/**
 * Its folder.
 */
folder: string, 
/**
 * How it was checked and what opens it, in sentences.
 */
words: string, 
/**
 * The vault, which was backed up now.
 */
vault: VaultNow, };

export type Body = { 
/**
 * Its name.
 */
name: string, 
/**
 * What kind of body it is.
 */
kind: string, };

export type BookPage = { 
/**
 * The entries, newest first.
 */
entries: Array<EntryLine>, 
/**
 * What to ask for next; none at the beginning of the book.
 */
next: number | null, 
/**
 * How many entries there are in all, in words.
 */
count: string, 
/**
 * The checkpoints, newest first.
 */
checkpoints: Array<CheckpointLine>, 
/**
 * What a checkpoint shows and what it does not.
 */
says: string, };

export type CaseAsk = { 
/**
 * Its reference.
 */
reference: string, 
/**
 * A time in the form of `at`: the case as its book stood at the last moment of it. None for now.
 */
as_of: string | null, };

export type CaseBegun = { 
/**
 * Its reference.
 */
reference: string, 
/**
 * The number of its first entry.
 */
entry: number, };

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
 * What hampers what its clocks rest on, a sentence each: a newer version wrote what this one cannot read.
 */
warnings: Array<string>, 
/**
 * Its clocks.
 */
clocks: Array<ClockLine>, };

export type CaseQuestions = { 
/**
 * A reference that no case of this vault has.
 */
reference: string, 
/**
 * What kind of breach it is.
 */
incident_types: Array<Choice>, 
/**
 * Whose book it may be, and who may be the controller.
 */
bodies: Array<Choice>, 
/**
 * Whose law of limitation, holidays and freedom of information holds.
 */
jurisdictions: Array<Choice>, 
/**
 * What the data is processed for, which decides whose limits hold.
 */
regimes: Array<Choice>, 
/**
 * Who may get reports of it beside the team.
 */
audiences: Array<WordChoice>, };

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

export type ChangeLine = { 
/**
 * What the key is called.
 */
label: string, 
/**
 * Words that stayed, just before what changed; empty where the whole value changed.
 */
lead: string, 
/**
 * What stood there; empty where nothing did.
 */
old: string, 
/**
 * What stands there now; empty where nothing does.
 */
new: string, 
/**
 * Words that stayed, just after what changed.
 */
tail: string, };

export type ChangePassphrase = { 
/**
 * The one that opens the vault now.
 */
old: Typed, 
/**
 * The words that will open it.
 */
passphrase: Typed, 
/**
 * The same once more.
 */
again: Typed, };

export type CheckFound = "proven" | "contradicted" | "cannot-tell";

export type CheckpointLine = { 
/**
 * A sentence, as `412 entries stood when the report for the ICO was signed on 24 Nov 2026, 12:00 GMT.`
 */
words: string, 
/**
 * Who holds it, in a sentence: only where somebody else does can nothing before it be changed unseen.
 */
held: string, };

export type Choice = { 
/**
 * The word of the format.
 */
value: string, 
/**
 * As it is shown.
 */
label: string, 
/**
 * What it means, where that is not plain; empty otherwise.
 */
hint: string, };

export type Choices = { 
/**
 * After how many minutes without a key or a pointer the vault locks.
 */
idle_minutes: number, 
/**
 * Whether the lock screen says when the next limit falls.
 */
next_due: boolean, 
/**
 * Whether the window is drawn in high contrast whatever the system says.
 */
more_contrast: boolean, 
/**
 * Who writes: the name beside each entry. A claim that the record keeps, and no proof.
 */
writer: string, 
/**
 * Whether a single letter outside a field does something.
 */
letter_keys: boolean, };

export type ChoicesNow = { 
/**
 * What is set.
 */
settings: Choices, 
/**
 * The minutes that may be chosen.
 */
minutes: Array<number>, };

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
 * Where it stands.
 */
state: ClockState, 
/**
 * The same in words.
 */
standing: Standing, 
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

export type DraftToKeep = { 
/**
 * The case; none for what belongs to the vault, such as a case that is not begun yet.
 */
reference: string | null, 
/**
 * The field or form that it was typed into.
 */
place: string, 
/**
 * What was typed; empty removes the draft.
 */
text: string, 
/**
 * The item that it is about: when that is erased, the draft goes too.
 */
about: string | null, };

export type DrawnMark = { "is": "letters", x: number, y: number, width: number, text: string, face: string, strong: boolean, size: number, ink: string, } | { "is": "path", d: string, fill: string | null, pen: DrawnPen | null, } | { "is": "rectangle", x: number, y: number, w: number, h: number, radius: number, fill: string | null, pen: DrawnPen | null, } | { "is": "circle", x: number, y: number, radius: number, fill: string | null, pen: DrawnPen | null, };

export type DrawnPen = { 
/**
 * Its colour.
 */
ink: string, 
/**
 * Its thickness.
 */
width: number, 
/**
 * Dash and gap; empty for a solid line.
 */
dash: string, };

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

export type EntryAsk = { 
/**
 * The case's reference.
 */
reference: string, 
/**
 * As of when; none for now.
 */
as_of: string | null, 
/**
 * The entry that is chosen; none where none is.
 */
at: Place | null, 
/**
 * Where to go from it.
 */
step: EntryStep, };

export type EntryChange = { 
/**
 * The record's list; empty where it is about no record.
 */
list: string, 
/**
 * The record's id.
 */
id: string, 
/**
 * What the record is, as `Question`.
 */
kind: string, 
/**
 * What it is called, or what was released, witnessed or erased.
 */
title: string, 
/**
 * What changed in it.
 */
changed: Array<ChangeLine>, };

export type EntryLine = { 
/**
 * Its place in the order in which the vault was written.
 */
seq: number, 
/**
 * Its number in its log, from 0.
 */
entry: number, 
/**
 * Whether it stands in a log of another installation, or an earlier one.
 */
other_log: boolean, 
/**
 * The day, as `Tuesday 24 November 2026`.
 */
day: string, 
/**
 * The hour, by the writer's clock, as `12:00 GMT`.
 */
hour: string, 
/**
 * Who says that they wrote it.
 */
who: string, 
/**
 * What was done.
 */
act: string, 
/**
 * Why; empty where no reason was given.
 */
why: string, 
/**
 * What it changed.
 */
changes: Array<EntryChange>, 
/**
 * How many more it changed, in words; empty where all are listed.
 */
more: string, };

export type EntryStep = { "to": "itself" } | { "to": "next" } | { "to": "before" } | { "to": "first" } | { "to": "last" } | { "to": "beside", 
/**
 * The lanes that are drawn as one, from 0.
 */
lanes: Array<number>, 
/**
 * How much time a mark stands for, in milliseconds.
 */
width: number, };

export type Erase = { 
/**
 * The case's reference.
 */
reference: string, 
/**
 * The record's id.
 */
id: string, 
/**
 * The SHA-256 of the one attached file that is to be erased; none for the whole record.
 */
file: string | null, 
/**
 * Why: the order or the right under which it is erased.
 */
reason: string, 
/**
 * What was typed to confirm it.
 */
typed: string, };

export type Erasure = { 
/**
 * What the record or the file is called.
 */
title: string, 
/**
 * What goes, a sentence each.
 */
goes: Array<string>, 
/**
 * What stays, a sentence each.
 */
stays: Array<string>, 
/**
 * What is to be typed before it is done.
 */
confirm: string, };

export type ExportReader = { 
/**
 * The reader.
 */
reader: WordChoice, 
/**
 * What the file will hold, in a sentence.
 */
holds: string, 
/**
 * What the file is proposed to be called.
 */
file_name: string, };

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
remedy: string, 
/**
 * Where a record or a file does not fit the format, each place by itself; empty for every other failure.
 */
faults?: Array<FaultAt>, };

export type FaultAt = { 
/**
 * The JSON path from the record, such as `$.told[0].at`.
 */
path: string, 
/**
 * What was expected there.
 */
message: string, };

export type FieldLine = { 
/**
 * The key of the format.
 */
key: string, 
/**
 * What it is called.
 */
label: string, 
/**
 * Its values; none where it is missing.
 */
values: Array<Told>, 
/**
 * What is missing and what that leaves open, as `Missing: nobody has yet said …`.
 */
missing: string | null, };

export type FileCheck = { 
/**
 * The name of the file.
 */
file: string, 
/**
 * The name of the earlier report that it was compared with; empty where it was checked alone.
 */
earlier: string, 
/**
 * How it came out.
 */
found: CheckFound, 
/**
 * The word for how the two compare; empty where it was checked alone.
 */
word: string, 
/**
 * What was found, in words; never a bare "genuine".
 */
says: string, 
/**
 * The key that signed it, in groups; empty where none was read.
 */
key: string, 
/**
 * When its signer says that it was made; empty where that was not read.
 */
claimed: string, };

export type FormKey = { 
/**
 * The key of the format.
 */
key: string, 
/**
 * What it is called.
 */
label: string, 
/**
 * What it means, in a line.
 */
help: string, 
/**
 * Whether it must stand.
 */
required: boolean, 
/**
 * Whether it holds a list of these.
 */
many: boolean, 
/**
 * What it holds.
 */
holds: Holds, };

export type FormSheet = { 
/**
 * The list; `case` for the case's own keys.
 */
list: string, 
/**
 * What its record is called, as `Question`.
 */
kind: string, 
/**
 * The keys of its own.
 */
own: Array<FormKey>, 
/**
 * The keys that every record has.
 */
common: Array<FormKey>, };

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

export type GoesTo = { 
/**
 * In words: `the ICO and the force`, `the team alone`.
 */
words: string, 
/**
 * Why these: that it says so itself, or that the case does.
 */
why: string, 
/**
 * Audiences that it names and that still do not see it, with the reason, in a sentence.
 */
but: string | null, 
/**
 * The ground on which it is withheld, with the reason, in a sentence.
 */
withheld: string | null, };

export type Holds = { "type": "text" } | { "type": "long-text" } | { "type": "time" } | { "type": "when" } | { "type": "whole" } | { "type": "number", 
/**
 * The numbers.
 */
of: Array<number>, 
/**
 * Whether any number between the first and the last may stand.
 */
between: boolean, } | { "type": "flag" } | { "type": "word", 
/**
 * The words with how they are said.
 */
words: Array<WordChoice>, } | { "type": "party" } | { "type": "item", 
/**
 * The lists.
 */
lists: Array<string>, } | { "type": "object", 
/**
 * Its keys.
 */
keys: Array<FormKey>, } | { "type": "file" } | { "type": "audiences", 
/**
 * The audiences with how they are said.
 */
words: Array<WordChoice>, };

export type Judgement = { 
/**
 * From 0 (guessed at once) to 4 (as good as never).
 */
score: number, 
/**
 * Whether a new vault may have it.
 */
enough: boolean, 
/**
 * What it is, in a sentence.
 */
says: string, 
/**
 * What would make it better, in sentences.
 */
advice: Array<string>, };

export type Knew = { 
/**
 * The left edge, in milliseconds since 1970 UTC.
 */
from: number, 
/**
 * The right edge, in milliseconds since 1970 UTC.
 */
to: number, 
/**
 * The days that are marked.
 */
ticks: Array<KnewTick>, 
/**
 * A line for each moment, earliest first.
 */
lines: Array<KnewLine>, };

export type KnewLine = { 
/**
 * The list of the record that says it; `case` for the case's own keys.
 */
list: string, 
/**
 * Its id; the case's reference for its own keys.
 */
id: string, 
/**
 * Who, and what.
 */
label: string, 
/**
 * The earliest moment, in milliseconds since 1970 UTC; none where nobody says since when.
 */
first: number | null, 
/**
 * Just after the latest moment, in milliseconds since 1970 UTC; none where nobody says until when.
 */
end: number | null, 
/**
 * When, in words, and how long after awareness.
 */
words: string, 
/**
 * How long it took before this, from the moment of awareness.
 */
delay: string, 
/**
 * Whether it is known to less than the minute, or "about".
 */
doubt: boolean, 
/**
 * What it is: late for what happened, blue is left to the page for awareness, met for a telling.
 */
tone: Tone, 
/**
 * Whether it is a moment of awareness.
 */
aware: boolean, };

export type KnewTick = { 
/**
 * Its first moment, in milliseconds since 1970 UTC.
 */
at: number, 
/**
 * `21 Aug`.
 */
words: string, };

export type KnownVault = { 
/**
 * Its folder.
 */
folder: string, 
/**
 * Its folder's name without the ending.
 */
name: string, 
/**
 * Whether this window is for it.
 */
chosen: boolean, 
/**
 * Whether its folder is there; a drive may be away.
 */
there: boolean, 
/**
 * When it was last used, in words; empty where it is not there.
 */
used: string, 
/**
 * Whether a limit runs in it, in words; empty where that is not known.
 */
due: string, };

export type KnownVaults = { 
/**
 * The last opened first.
 */
vaults: Array<KnownVault>, 
/**
 * The user's folder for documents, where a new vault is proposed to lie.
 */
documents: string | null, };

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

export type LineAsked = { 
/**
 * The case.
 */
reference: string, 
/**
 * What was typed.
 */
line: string, 
/**
 * What was chosen for chips, by their keys.
 */
choices: { [key in string]: string }, };

export type LineChip = { 
/**
 * Its key, by which a choice is given: `list`, or the key of a record.
 */
key: string, 
/**
 * What it is, in words: `reply due`. Empty for the list.
 */
label: string, 
/**
 * Its value in words; where it is in doubt, the first of the choices.
 */
words: string, 
/**
 * The words of the line that it comes from; empty where it comes from none.
 */
from: string, 
/**
 * What has to be settled before it can be written, as a question.
 */
doubt: string | null, 
/**
 * What was taken for granted, in words.
 */
assumed: string | null, 
/**
 * What it may be; what it is now is among them, by the same words. Empty where there is nothing to choose.
 */
choices: Array<LineChoice>, };

export type LineChoice = { 
/**
 * To be given back as it is.
 */
value: string, 
/**
 * In words.
 */
words: string, };

export type LineReading = { 
/**
 * The list that it would be written into, as the case file names it.
 */
list: string, 
/**
 * What was understood, in the order in which it is shown; the first says the list.
 */
chips: Array<LineChip>, 
/**
 * The beginning of the words that would be kept.
 */
text: string, 
/**
 * Why it cannot be written as it stands, in a sentence; none where it can, once nothing is in doubt.
 */
lacks: string | null, 
/**
 * What to know before it is written, in sentences.
 */
hints: Array<string>, 
/**
 * That it is written up late and asks for a reason, in a sentence.
 */
late: string | null, 
/**
 * Whether that is asked before it is written, since the record warns where nobody says why; else it is offered.
 */
late_first: boolean, 
/**
 * What was read, to be given back as it is when it is written.
 */
mark: string, };

export type LineToWrite = { 
/**
 * The case.
 */
reference: string, 
/**
 * What was typed.
 */
line: string, 
/**
 * What was chosen for chips, by their keys.
 */
choices: { [key in string]: string }, 
/**
 * The mark of the reading that was shown.
 */
mark: string, 
/**
 * Who may see it: words of the format, at least one.
 */
audience: Array<string>, 
/**
 * Why it is written up late, where it is.
 */
reason: string | null, };

export type LineWritten = { 
/**
 * The list of the record.
 */
list: string, 
/**
 * Its id.
 */
id: string, 
/**
 * The number of its entry.
 */
entry: number, 
/**
 * What to know about it, in sentences.
 */
warnings: Array<string>, 
/**
 * Whether clocks rest on such a record and must be asked for again.
 */
clocks_stale: boolean, };

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

export type LinkLine = { 
/**
 * The record's list.
 */
list: string, 
/**
 * Its id.
 */
id: string, 
/**
 * What it is called.
 */
words: string, };

export type ListRow = { 
/**
 * The list of its record; empty where no record stands behind it.
 */
list: string, 
/**
 * The record's id.
 */
id: string, 
/**
 * What it is.
 */
title: string, 
/**
 * More about it, a line each.
 */
lines: Array<string>, 
/**
 * A cell for each column of the section.
 */
cells: Array<RowCell>, 
/**
 * Where it stands.
 */
state: RowState | null, 
/**
 * How often it was corrected, as `Corrected twice`; empty where it stands as it was written in.
 */
corrected: string, 
/**
 * Marks: withheld, team only, to check.
 */
marks: Array<RowMark>, 
/**
 * What is missing, as `Missing: nobody has yet said …`.
 */
missing: Array<string>, 
/**
 * The stages that it goes through, in order; empty where there are none.
 */
steps: Array<RowStep>, 
/**
 * How many times it was chased.
 */
chased: number, 
/**
 * What came of it, beside it.
 */
beside: RowBeside | null, 
/**
 * The numbers of the entries that it rests on, as `[9, 12]`.
 */
entries: string, };

export type ListScreen = "bodies-told" | "people-and-data" | "mitigations" | "correspondence" | "holding-to-account";

export type ListSection = { 
/**
 * The list that a new row of it is added to.
 */
list: string, 
/**
 * Its heading.
 */
title: string, 
/**
 * What the rows come to, as `2 open, 1 answered`.
 */
note: string, 
/**
 * The headings of the cells of its rows.
 */
columns: Array<string>, 
/**
 * Its rows.
 */
rows: Array<ListRow>, 
/**
 * What is said where there is no row.
 */
empty: string, 
/**
 * The words of the button that adds a row; none where rows are worked out, not written.
 */
add: string | null, 
/**
 * What a new record of it begins with, as `controller`: the id of a party, by the key of the format.
 */
begins: { [key in string]: string }, };

export type ListSheet = { 
/**
 * Its sections, in order.
 */
sections: Array<ListSection>, 
/**
 * Who knew, and when they were told, to scale; on Holding to account only.
 */
knew: Knew | null, };

export type MadeVault = { 
/**
 * The vault, open.
 */
vault: NamedVault, 
/**
 * Its folder.
 */
folder: string, 
/**
 * The file of its recovery sheet, if one was made.
 */
sheet: string | null, };

export type MakeReport = { 
/**
 * The report.
 */
choice: ReportChoice, 
/**
 * To whom it is given, for the record alone; may be empty.
 */
recipient: string, 
/**
 * The file.
 */
out: string, };

export type MakeVault = { 
/**
 * What it is called; its folder is NAME.breachbook.
 */
name: string, 
/**
 * The folder in which its folder is made.
 */
place: string, 
/**
 * Who writes in it here: the name beside each entry.
 */
writer: string, 
/**
 * The words that open it.
 */
passphrase: Typed, 
/**
 * The same once more.
 */
again: Typed, 
/**
 * The file for a recovery sheet, which must not exist; none is made without.
 */
sheet: string | null, };

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

export type MarksAsk = { 
/**
 * The case's reference.
 */
reference: string, 
/**
 * As of when; none for now.
 */
as_of: string | null, 
/**
 * The beginning of the stretch (milliseconds since 1970 UTC).
 */
from: number, 
/**
 * Its end (milliseconds since 1970 UTC).
 */
to: number, 
/**
 * How much time a mark stands for, a power of two in milliseconds.
 */
width: number, };

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
notices: Array<string>, 
/**
 * Why nothing can be written into it, in a sentence; empty where it can be, and while it is locked.
 */
unwritable: string, };

export type NewPassphrase = { 
/**
 * The words that will open it.
 */
passphrase: Typed, 
/**
 * The same once more.
 */
again: Typed, };

export type PageChoice = { 
/**
 * The report.
 */
choice: ReportChoice, 
/**
 * From 0.
 */
page: number, };

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
 * What happened, in the order of the list; none where it is very much: then the marks in sight are asked for.
 */
points: Array<Point>, 
/**
 * Whether it is very much.
 */
many: boolean, 
/**
 * The entry that is chosen as the case opens: the first that the picture shows then.
 */
first: Place | null, 
/**
 * Where something stands in all of it (milliseconds since 1970 UTC): few, however much it is.
 */
dots: number[], 
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
 * Its text, short.
 */
text: string, 
/**
 * Of a range, which: `some time on 8 August 2023`, `in August 2023`.
 */
within: string, 
/**
 * How many stand here with it, itself among them: one, but for the marks of very much.
 */
count: number, 
/**
 * How exactly the best known of them is known, in milliseconds: 0 where that is less than an hour, none where all
 * are "about" or in doubt.
 */
sharp: number | null, };

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

export type PreviewHead = { 
/**
 * How many pages it has.
 */
pages: number, 
/**
 * The time as of which it shows the record, in words; empty for now.
 */
as_of: string, 
/**
 * How many records are withheld, by ground, as the report says it.
 */
withheld: Array<WithheldCount>, 
/**
 * What is withheld, item by item; for the team's own eyes, in no report.
 */
items: Array<WithheldLine>, 
/**
 * That nothing of the case is for this reader, and to whom it goes; empty where something is.
 */
closed: string, 
/**
 * What the reader of the page should know, in sentences.
 */
warnings: Array<string>, 
/**
 * The name that is proposed for the file.
 */
file_name: string, };

export type PreviewPage = { 
/**
 * From 0.
 */
n: number, 
/**
 * Its width in points.
 */
width: number, 
/**
 * Its height in points.
 */
height: number, 
/**
 * What stands on it, in the order in which it is painted.
 */
drawn: Array<DrawnMark>, };

export type Reached = "done" | "now" | "ahead";

export type Reader = { 
/**
 * A word of the format.
 */
audience: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What its report begins with and leaves out, in a line.
 */
gets: string, };

export type RecordLine = { 
/**
 * The sentence, and whether it was checked.
 */
standing: Standing, 
/**
 * What it rests on, for whoever asks.
 */
more: string, };

export type RecordSheet = { 
/**
 * Its list; `case` for the case's own keys.
 */
list: string, 
/**
 * Its id; the case's reference for the case's own keys.
 */
id: string, 
/**
 * What it is, as `Question`.
 */
kind: string, 
/**
 * What it is called, in a line.
 */
title: string, 
/**
 * Whether it still stands.
 */
standing: RecordStanding, 
/**
 * Its fields: those that hold something, and those that a reader will look for and nobody filled in.
 */
fields: Array<FieldLine>, 
/**
 * Who sees it.
 */
goes_to: GoesTo, 
/**
 * The files that belong to it.
 */
attachments: Array<AttachmentLine>, 
/**
 * What it names.
 */
refers_to: Array<LinkLine>, 
/**
 * What names it.
 */
referred_to_by: Array<LinkLine>, 
/**
 * Its versions, oldest first.
 */
versions: Array<VersionLine>, 
/**
 * That two versions are current, in a sentence.
 */
conflict: string | null, 
/**
 * What can hardly be so.
 */
warnings: Array<WarningLine>, 
/**
 * What can be said now to have come of it: told, answered, kept, done; none of what was withdrawn.
 */
verbs: Array<VerbLine>, 
/**
 * The record as the form needs it.
 */
raw: Record<string, unknown>, };

export type RecordStanding = "current" | "withdrawn";

export type Rekey = { 
/**
 * The passphrase that opens the vault now.
 */
old: Typed, 
/**
 * The one that alone will open it.
 */
passphrase: Typed, 
/**
 * The same once more.
 */
again: Typed, 
/**
 * The file for a new recovery sheet; none where there shall be none.
 */
sheet: string | null, };

export type Rekeyed = { 
/**
 * What opens it from now on, in a sentence, and what became of the rest.
 */
words: string, 
/**
 * The file of its new recovery sheet; none where it has none.
 */
sheet: string | null, 
/**
 * The vault as it is now.
 */
vault: VaultNow, };

export type ReleasedLine = { 
/**
 * Its number among the reports of the case, from 1.
 */
number: number, 
/**
 * The number of the entry that says so, from 0.
 */
entry: number, 
/**
 * For which reader.
 */
reader: string, 
/**
 * To whom it was given; empty where nobody said.
 */
recipient: string, 
/**
 * When it was made, as `25 November 2026, 14:30 GMT`.
 */
made: string, 
/**
 * The time as of which it shows the record; empty for the time of its making.
 */
as_of: string, 
/**
 * How many pages it has.
 */
pages: number, 
/**
 * How many entries the record had.
 */
entries: number, 
/**
 * The name of the checkpoint that it carries, as its last page prints it.
 */
fingerprint: string, 
/**
 * SHA-256 of its bytes in hex.
 */
sha256: string, 
/**
 * The name that is proposed when it is saved again.
 */
file_name: string, };

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
 * The record; the first of them.
 */
place: Place | null, 
/**
 * How often the same is said, as `6 times`; empty for once.
 */
times: string, 
/**
 * The records that it is said of, where it is more than one; not more than fifty of them.
 */
each: Array<LinkLine>, };

export type ReportChoice = { 
/**
 * The case's reference.
 */
reference: string, 
/**
 * For whom, a word of the format.
 */
audience: string, 
/**
 * The record as it stood at the last moment of this time, in the form of `at`; none for now.
 */
as_of: string | null, };

export type ReportMade = { 
/**
 * Its number among the reports of the case, from 1.
 */
number: number, 
/**
 * The number of the entry that says that it was released.
 */
entry: number, 
/**
 * Whether it was released before, so that nothing was written in.
 */
again: boolean, 
/**
 * What the reader of the page should know, in sentences.
 */
warnings: Array<string>, 
/**
 * The fresh list of released reports, the last first.
 */
released: Array<ReleasedLine>, };

export type ReportsNow = { 
/**
 * Who can get one.
 */
readers: Array<Reader>, 
/**
 * Who got one, the last first.
 */
released: Array<ReleasedLine>, };

export type Request = { "act": "start" } | { "act": "unlock", 
/**
 * The words that open it.
 */
passphrase: Typed, } | { "act": "cases" } | { "act": "case" } & CaseAsk | { "act": "picture" } & CaseAsk | { "act": "picture-marks" } & MarksAsk | { "act": "picture-entry" } & EntryAsk | { "act": "lines" } & LinesAsk | { "act": "where", 
/**
 * The case's reference.
 */
reference: string, 
/**
 * As of when; none for now.
 */
as_of: string | null, 
/**
 * The record's id.
 */
id: string, } | { "act": "ticks", 
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
query: string, } | { "act": "check-record" } | { "act": "read-line" } & LineAsked | { "act": "write-line" } & LineToWrite | { "act": "draft", 
/**
 * The case; none for what belongs to the vault.
 */
reference: string | null, 
/**
 * The field or form that it was typed into.
 */
place: string, } | { "act": "keep-draft" } & DraftToKeep | { "act": "lock" } | { "act": "vaults" } | { "act": "forget", 
/**
 * Its folder.
 */
folder: string, } | { "act": "open-vault", 
/**
 * Its folder.
 */
folder: string, } | { "act": "recover", 
/**
 * As it stands on the sheet.
 */
sheet: Typed, } | { "act": "recover-from", 
/**
 * The file.
 */
file: string, } | { "act": "renew" } & NewPassphrase | { "act": "judge" } & ToJudge | { "act": "make-vault" } & MakeVault | { "act": "prove-sheet", 
/**
 * The last six letters of the key on it.
 */
letters: Typed, } | { "act": "sample" } | { "act": "case-questions", 
/**
 * The controller's name as far as it was typed, from which a reference is proposed.
 */
name: string, } | { "act": "read-time" } & TypedTime | { "act": "new-case" } & Answers | { "act": "settings" } | { "act": "set" } & Choices | { "act": "say-writer", 
/**
 * The name.
 */
writer: string, } | { "act": "reports", 
/**
 * The case's reference.
 */
reference: string, } | { "act": "preview" } & ReportChoice | { "act": "preview-page" } & PageChoice | { "act": "make-report" } & MakeReport | { "act": "save-released" } & SaveReleased | { "act": "check-report", 
/**
 * The file.
 */
file: string, 
/**
 * An earlier report whose record it should go on from; none where it is checked alone.
 */
earlier: string | null, } | { "act": "progress" } | { "act": "cancel" } | { "act": "record", 
/**
 * The case's reference.
 */
reference: string, 
/**
 * The record's list; `case` for the case's own keys.
 */
list: string, 
/**
 * Its id; the case's reference for its own keys.
 */
id: string, 
/**
 * The moment that the book is read at, in the form of `at`; now where it is left out.
 */
as_of: string | null, } | { "act": "form", 
/**
 * The list; `case` for the case's own keys.
 */
list: string, } | { "act": "choices", 
/**
 * The case's reference.
 */
reference: string, 
/**
 * The lists; all where none is named.
 */
lists: Array<string>, 
/**
 * What was typed; everything matches nothing typed.
 */
typed: string, } | { "act": "look-at-files", 
/**
 * Their whole paths.
 */
paths: Array<string>, } | { "act": "read-when", 
/**
 * What was typed.
 */
typed: string, 
/**
 * Whether it is "about".
 */
approximate: boolean, 
/**
 * Whether it is known to the hour only.
 */
hour: boolean, } | { "act": "write-record", 
/**
 * The case's reference.
 */
reference: string, 
/**
 * What is to be written.
 */
what: Write, } | { "act": "list", 
/**
 * The case's reference.
 */
reference: string, 
/**
 * Which screen.
 */
screen: ListScreen, 
/**
 * The moment that the book is read at, in the form of `at`; now where it is left out.
 */
as_of: string | null, } | { "act": "this-vault" } | { "act": "backup", 
/**
 * The folder in which that new folder is made.
 */
place: string, } | { "act": "to-export", 
/**
 * The case's reference.
 */
reference: string, } | { "act": "export", 
/**
 * The case's reference.
 */
reference: string, 
/**
 * Whom it is for, a word of the format; the team has everything.
 */
reader: string, 
/**
 * The file; one that is there is replaced whole.
 */
out: string, } | { "act": "to-erase", 
/**
 * The case's reference.
 */
reference: string, 
/**
 * The record's list.
 */
list: string, 
/**
 * The record's id.
 */
id: string, 
/**
 * The SHA-256 of the one attached file that is to be erased; none for the whole record.
 */
file: string | null, } | { "act": "erase" } & Erase | { "act": "change-passphrase" } & ChangePassphrase | { "act": "rekey" } & Rekey | { "act": "ask-late", 
/**
 * The list.
 */
list: string, 
/**
 * The record as far as it is filled in.
 */
record: Record<string, unknown>, } | { "act": "entries", 
/**
 * The case's reference.
 */
reference: string, 
/**
 * The moment that the book is read at, in the form of `at`; now where it is left out.
 */
as_of: string | null, 
/**
 * The place before which to go on, as the last page named it; the newest where it is left out.
 */
before: number | null, 
/**
 * How many at most.
 */
count: number, };

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
 * The reference of the case that lay open last; empty where none did.
 */
last_open: string, 
/**
 * What is due next in any of them.
 */
due_next: Array<DueLine>, 
/**
 * Who writes in this window: the name beside each entry.
 */
writer: string, 
/**
 * Whether nobody has said so here yet: then it is as the system calls its user.
 */
unnamed: boolean, } | { "is": "case", 
/**
 * The case.
 */
case: CaseScreen, } | { "is": "picture", 
/**
 * The picture.
 */
picture: Picture, } | { "is": "picture-marks", 
/**
 * Each mark or range of each lane, as the first entry in it.
 */
points: Array<Point>, } | { "is": "picture-entry", 
/**
 * None where the entry has no place in the picture.
 */
point: Point | null, } | { "is": "lines", 
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
found: number | null, } | { "is": "where", 
/**
 * None where it stands in none.
 */
place: Place | null, } | { "is": "ticks", 
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
words: string, } | { "is": "line-read", 
/**
 * What was understood.
 */
reading: LineReading, } | { "is": "line-written", 
/**
 * What is on disk now.
 */
written: LineWritten, } | { "is": "draft", 
/**
 * Empty where there is none.
 */
text: string, } | { "is": "draft-kept" } | { "is": "locked" } | { "is": "vaults" } & KnownVaults | { "is": "chosen", 
/**
 * The vault, still locked.
 */
vault: NamedVault, } | { "is": "renewed" } | { "is": "judged", 
/**
 * What the judge says.
 */
judgement: Judgement, } | { "is": "made" } & MadeVault | { "is": "sheet-proved" } | { "is": "case-questions", 
/**
 * The questions.
 */
questions: CaseQuestions, } | { "is": "time-read", 
/**
 * The time in words; empty where nothing was typed.
 */
words: string, } | { "is": "case-begun" } & CaseBegun | { "is": "settings" } & ChoicesNow | { "is": "reports" } & ReportsNow | { "is": "previewed", 
/**
 * The report but for its pages.
 */
head: PreviewHead, } | { "is": "preview-page", 
/**
 * The page.
 */
page: PreviewPage, } | { "is": "report-made" } & ReportMade | { "is": "saved", 
/**
 * The file.
 */
file: string, } | { "is": "report-checked", 
/**
 * What was found.
 */
check: FileCheck, } | { "is": "progress", 
/**
 * How far it has come.
 */
advance: Advance, } | { "is": "record", 
/**
 * The record in words.
 */
record: RecordSheet, } | { "is": "form", 
/**
 * The form's keys.
 */
form: FormSheet, } | { "is": "choices", 
/**
 * At most thirty; those that begin with what was typed first.
 */
choices: Array<LinkLine>, } | { "is": "files-seen", 
/**
 * What they are.
 */
seen: SeenFiles, } | { "is": "when-read", 
/**
 * What is kept, and in words.
 */
time: TimeRead, } | { "is": "record-written", 
/**
 * The entry's number and the record afresh.
 */
written: WrittenRecord, } | { "is": "list", 
/**
 * The screen in words.
 */
sheet: ListSheet, } | { "is": "this-vault" } & VaultNow | { "is": "backed-up" } & BackedUp | { "is": "to-export" } & ToExport | { "is": "exported", 
/**
 * The file.
 */
file: string, } | { "is": "to-erase" } & Erasure | { "is": "erased", 
/**
 * The number of the entry that says so.
 */
entry: number, } | { "is": "passphrase-changed" } | { "is": "rekeyed" } & Rekeyed | { "is": "late", 
/**
 * The question; none where there is nothing to ask.
 */
words: string | null, } | { "is": "entries", 
/**
 * The page of the book.
 */
page: BookPage, };

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
 * How often it was corrected, as `Corrected twice`; empty where it stands as it was written in.
 */
corrected: string, 
/**
 * Small words under it: what it contradicts, what is to be checked.
 */
notes: Array<string>, };

export type RowBeside = { 
/**
 * The word for it.
 */
word: string, 
/**
 * Its tone.
 */
tone: Tone, 
/**
 * More, in a sentence.
 */
words: string, 
/**
 * What it rests on; empty where there is nothing to say.
 */
small: string, };

export type RowCell = { 
/**
 * Its words; empty where there is nothing to say.
 */
words: string, 
/**
 * Whether they are in doubt.
 */
doubt: boolean, };

export type RowMark = { 
/**
 * Its words.
 */
words: string, 
/**
 * Its tone.
 */
tone: Tone, };

export type RowState = { 
/**
 * The word.
 */
words: string, 
/**
 * The colour that goes with it.
 */
tone: Tone, 
/**
 * The shape that goes with it.
 */
shape: Shape, 
/**
 * Whether it rests on a time that is "about".
 */
doubt: boolean, };

export type RowStep = { 
/**
 * Its words.
 */
words: string, 
/**
 * Whether it is reached.
 */
reached: Reached, };

export type SaveReleased = { 
/**
 * The case's reference.
 */
reference: string, 
/**
 * Its number, from 1.
 */
number: number, 
/**
 * The file.
 */
out: string, };

export type Screen = "overview" | "timeline" | "bodies-told" | "people-and-data" | "mitigations" | "correspondence" | "holding-to-account" | "reports" | "history";

export type SeenFile = { 
/**
 * Its whole path.
 */
path: string, 
/**
 * Its plain name.
 */
name: string, 
/**
 * Its size, as `84 kB`.
 */
size: string, 
/**
 * That its kind is not known, in a sentence; empty where it is.
 */
doubt: string, };

export type SeenFiles = { 
/**
 * Those that can be attached, in their order.
 */
files: Array<SeenFile>, 
/**
 * Why others cannot, each with a remedy.
 */
refused: Array<Failure>, };

export type Shape = "check" | "alert" | "clock" | "doubt" | "none" | "lock";

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

export type TimeRead = { 
/**
 * The form of `at` that is kept.
 */
at: string, 
/**
 * As it stands in a field: London's `2023-08-26 14:30` where that says it all, else the form of `at`.
 */
field: string, 
/**
 * In words, in London's time.
 */
words: string, };

export type ToExport = { 
/**
 * The team first, who has all of it.
 */
readers: Array<ExportReader>, };

export type ToJudge = { 
/**
 * The words.
 */
passphrase: Typed, 
/**
 * What an attacker tries first, such as the name of the vault.
 */
words: Array<string>, };

export type Told = { "is": "words", 
/**
 * As they are printed.
 */
words: string, 
/**
 * Whether they are "about" or otherwise in doubt.
 */
doubt: boolean, } | { "is": "link", 
/**
 * Which.
 */
to: LinkLine, } | { "is": "group", 
/**
 * Those that hold something.
 */
fields: Array<FieldLine>, };

export type Tone = "plain" | "met" | "due" | "late" | "marking";

export type Typed = string;

export type TypedTime = { 
/**
 * The words.
 */
text: string, 
/**
 * Whether it is "about".
 */
about: boolean, };

export type VaultNow = { 
/**
 * Its folder.
 */
folder: string, 
/**
 * When it was backed up last, in a sentence.
 */
backed_up: string, 
/**
 * What opens it, in a sentence.
 */
opens: string, 
/**
 * Whether it is the sample, which is thrown away when it is locked.
 */
sample: boolean, };

export type VerbLine = { 
/**
 * Its stable name, as `kept`.
 */
verb: string, 
/**
 * The word on its button, as `Kept`.
 */
label: string, 
/**
 * The same in a sentence, as `The promise was kept`: the heading of its form, and the reason that is written.
 */
title: string, 
/**
 * What it does, in a sentence.
 */
says: string, 
/**
 * What it asks, one to three keys; none where the word says it all.
 */
keys: Array<FormKey>, 
/**
 * What stands in the form at first, by key; a time `now` is read by the door as any typed time.
 */
begins: Record<string, unknown>, };

export type VersionLine = { 
/**
 * The number of its entry in the log, from 0.
 */
entry: bigint, 
/**
 * When it was written, by the writer's clock, in London's time.
 */
when: string, 
/**
 * Who says that they wrote it.
 */
who: string, 
/**
 * Why; empty where no reason was given.
 */
why: string, 
/**
 * What was done, as `Corrected`.
 */
act: string, 
/**
 * What it changed in the version before it; empty for the first.
 */
changes: Array<ChangeLine>, 
/**
 * Whether it is a version that stands.
 */
current: boolean, };

export type WarningLine = { 
/**
 * Its stable code.
 */
code: string, 
/**
 * The key that it is about; empty where it is about the whole record.
 */
key: string, 
/**
 * A sentence.
 */
message: string, 
/**
 * Who let it stand, when and why, in a sentence.
 */
accepted: string | null, };

export type WithheldCount = { 
/**
 * The ground in words.
 */
ground: string, 
/**
 * How many.
 */
count: number, };

export type WithheldLine = { 
/**
 * Its list, as a word of the format.
 */
list: string, 
/**
 * Its list in words.
 */
kind: string, 
/**
 * Its id.
 */
id: string, 
/**
 * The first words of it.
 */
text: string, 
/**
 * Why, in words.
 */
why: string, 
/**
 * Whether the report counts it.
 */
counted: boolean, };

export type WordChoice = { 
/**
 * As the format has it.
 */
word: string, 
/**
 * As it is said.
 */
said: string, };

export type Write = { "write": "add", 
/**
 * Its list.
 */
list: string, 
/**
 * Its keys, but for the id.
 */
record: Record<string, unknown>, 
/**
 * Why, where one is given.
 */
reason: string | null, 
/**
 * The place of the draft of the form that led to it, which goes with it; none where no form did.
 */
draft: string | null, } | { "write": "correct", 
/**
 * Its list.
 */
list: string, 
/**
 * Its id.
 */
id: string, 
/**
 * The keys that change, each whole; null removes one.
 */
sets: Record<string, unknown>, 
/**
 * Why.
 */
reason: string, } | { "write": "say", 
/**
 * Its list.
 */
list: string, 
/**
 * Its id.
 */
id: string, 
/**
 * The word's name.
 */
verb: string, 
/**
 * What it asked, by key.
 */
answers: Record<string, unknown>, 
/**
 * Why it is written in only now, where that was asked and somebody said.
 */
reason: string | null, } | { "write": "withdraw", 
/**
 * Its list.
 */
list: string, 
/**
 * Its id.
 */
id: string, 
/**
 * Why.
 */
reason: string, } | { "write": "accept", 
/**
 * The list of the record that it is about.
 */
list: string, 
/**
 * Its id.
 */
id: string, 
/**
 * The warning's code.
 */
code: string, 
/**
 * Why it may stand.
 */
reason: string, } | { "write": "attach", 
/**
 * The record's list.
 */
list: string, 
/**
 * Its id.
 */
id: string, 
/**
 * The file.
 */
file: AttachedFile, 
/**
 * Why.
 */
reason: string, };

export type WrittenRecord = { 
/**
 * The number of its entry in the log, from 0.
 */
entry: number, 
/**
 * The record as it stands now; what it says, what it has to do with and its history are fresh. Whatever else is
 * shown of the case is stale.
 */
record: RecordSheet, };

/** The most that one text may hold, in bytes of UTF-8. */
export const TEXT_LIMIT = 4194304;

/** The most bytes that a file may have. */
export const FILE_LIMIT = 67108864;
