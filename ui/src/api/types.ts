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
passphrase: string, } | { "act": "cases" } | { "act": "lock" };

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
cases: Array<CaseLine>, } | { "is": "locked" };
