// Written by `cargo xtask types` from the Rust types of the door; not to be edited.

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
 * Its clocks.
 */
clocks: Array<ClockLine>, };

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
 * Whose duty it is, by name; a processor's with its controller's. Empty where nobody's is recorded.
 */
whose: string, 
/**
 * Where it stands, for the colour and the shape.
 */
state: ClockState, 
/**
 * Where it stands, as the window prints it.
 */
words: string, 
/**
 * Its strict limit in London's time, as `11 August 2023, 16:00 BST`.
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
 * The case.
 */
reference: string, 
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
 * Its key, by which a choice is given: `list`, or the key of the record.
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

export type Request = { "act": "start" } | { "act": "unlock", 
/**
 * The words that open it.
 */
passphrase: string, } | { "act": "cases" } | { "act": "read-line" } & LineAsked | { "act": "write-line" } & LineToWrite | { "act": "draft", 
/**
 * The case.
 */
reference: string, 
/**
 * The field or form that it was typed into.
 */
place: string, } | { "act": "keep-draft" } & DraftToKeep | { "act": "lock" };

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
cases: Array<CaseLine>, } | { "is": "line-read", 
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
text: string, } | { "is": "draft-kept" } | { "is": "locked" };
