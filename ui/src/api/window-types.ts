// Written by `cargo xtask types` from the Rust types of the window; not to be edited.

export type Dragged = { "is": "over" } | { "is": "left" } | { "is": "dropped", 
/**
 * Their whole paths; letters that are no text are replaced, and such a file is then not found.
 */
paths: Array<string>, };

export type FileKind = "report" | "sheet" | "case" | "any";

export type Typing = "line" | "form" | "reason" | "new-case";

export type WindowRequest = { "act": "pick-folder", 
/**
 * What the dialog says above.
 */
title: string, } | { "act": "pick-file", 
/**
 * What the dialog says above.
 */
title: string, 
/**
 * What kind of file is looked for.
 */
kind: FileKind, } | { "act": "save-as", 
/**
 * What the dialog says above.
 */
title: string, 
/**
 * The name that is proposed.
 */
name: string, 
/**
 * What kind of file it will be.
 */
kind: FileKind, } | { "act": "awake" } | { "act": "zoom", 
/**
 * Which way.
 */
step: ZoomStep, } | { "act": "unkept", 
/**
 * A kind for each place.
 */
what: Array<Typing>, } | { "act": "lost" } | { "act": "close-heard" } | { "act": "close" };

export type WindowResponse = { "is": "picked", 
/**
 * None where it was closed without a choice.
 */
path: string | null, } | { "is": "noted" } | { "is": "lost", 
/**
 * A kind for each place.
 */
what: Array<Typing>, } | { "is": "zoomed", 
/**
 * In per cent.
 */
percent: number, };

export type ZoomStep = "in" | "out" | "reset";
