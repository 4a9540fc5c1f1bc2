//! What can be typed.

use std::path::PathBuf;

use breachbook_app::{Audience, Time, time};
use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand};

/// Case manager for breaches of police personal data: an encrypted record that is only ever written forward, and
/// reports that can be checked.
#[derive(Debug, Parser)]
#[command(name = "breachbook", version, propagate_version = true)]
pub struct Arguments {
    #[command(flatten)]
    pub common: CommonArguments,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Args)]
pub struct CommonArguments {
    /// Answer as JSON, instants in UTC
    #[arg(long, global = true)]
    pub json: bool,
    /// Who writes (else BREACHBOOK_WRITER, else the system's user name)
    #[arg(long, global = true, value_name = "NAME")]
    pub by: Option<String>,
    /// A file whose first line is the passphrase (else BREACHBOOK_PASSPHRASE, else a prompt)
    #[arg(long, global = true, value_name = "FILE")]
    pub passphrase_file: Option<PathBuf>,
    /// Open the vault with its recovery sheet instead
    #[arg(long, global = true, value_name = "SHEET", conflicts_with = "passphrase_file")]
    pub recovery_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a vault
    Init {
        /// The folder of the vault
        vault: PathBuf,
        /// Also make a recovery sheet and write it to this file
        #[arg(long, value_name = "FILE")]
        recovery_out: Option<PathBuf>,
    },
    /// Take in case files: all of them or none
    Import {
        /// The folder of the vault
        vault: PathBuf,
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// List the cases, with clocks
    Cases { vault: PathBuf },
    /// Show a case: records, clocks, delays, gaps, warnings
    Show {
        /// The folder of the vault
        vault: PathBuf,
        /// The reference of the case
        #[arg(long = "case", value_name = "REF")]
        case: String,
        /// As it stood at the last moment of this time
        #[arg(long, value_name = "TIME", value_parser = parse_time)]
        as_of: Option<Time>,
    },
    /// Write a line into the timeline
    Log {
        /// The folder of the vault
        vault: PathBuf,
        /// The reference of the case
        #[arg(long = "case", value_name = "REF")]
        case: String,
        /// When it happened: 2023, 2023-08, 2023-08-26 or 2023-08-26T14:30:00+01:00
        #[arg(long, value_name = "TIME", value_parser = parse_time)]
        at: Time,
        /// The time is "about"
        #[arg(long)]
        about: bool,
        /// breach, discovery, awareness, containment, notification, communication, statement, decision, meeting, threat,
        /// proceedings or other
        #[arg(long, value_name = "KIND")]
        kind: Option<String>,
        /// The id of a party
        #[arg(long, value_name = "ID")]
        actor: Option<String>,
        /// Who may see it, separated by commas
        #[arg(long, value_name = "LIST", value_delimiter = ',', value_parser = parse_audience, default_value = "team")]
        audience: Vec<Audience>,
        /// Why it is written up late
        #[arg(long, value_name = "WHY")]
        reason: Option<String>,
        /// What happened; - reads standard input
        text: String,
    },
    /// Add a record to any list: a notification, question, mitigation, letter, …
    Add {
        /// The folder of the vault
        vault: PathBuf,
        /// The reference of the case
        #[arg(long = "case", value_name = "REF")]
        case: String,
        /// parties, controllers, notifications, mitigations, correspondence, questions, commitments, …
        #[arg(long, value_name = "LIST")]
        list: String,
        /// Its id; a free one otherwise
        #[arg(long, value_name = "ID")]
        id: Option<String>,
        /// A text, a time as --at takes it, or JSON
        #[arg(long, value_name = "KEY=VALUE", required = true)]
        set: Vec<String>,
        /// Why, in a few words
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// Correct a record; the old version stays in the history
    Correct {
        /// The folder of the vault
        vault: PathBuf,
        /// The reference of the case
        #[arg(long = "case", value_name = "REF")]
        case: String,
        /// The record's id; the reference for the case's own keys
        #[arg(long, value_name = "ID")]
        id: String,
        /// A text, a time as --at takes it, or JSON; KEY= removes
        #[arg(long, value_name = "KEY=VALUE", required = true)]
        set: Vec<String>,
        /// Why, in a few words
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Withdraw a record; it stays in the history
    Withdraw {
        /// The folder of the vault
        vault: PathBuf,
        /// The reference of the case
        #[arg(long = "case", value_name = "REF")]
        case: String,
        /// The record's id, as show lists it
        #[arg(long, value_name = "ID")]
        id: String,
        /// Why, in a few words
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Every change, who wrote it and why
    History {
        /// The folder of the vault
        vault: PathBuf,
        /// The reference of the case
        #[arg(long = "case", value_name = "REF")]
        case: String,
        #[arg(long, value_name = "ID")]
        id: Option<String>,
    },
    /// Search every case, newest first
    Search {
        /// The folder of the vault
        vault: PathBuf,
        query: String,
        /// How many hits at the most
        #[arg(long, default_value_t = 100)]
        limit: u64,
    },
    /// Make a sealed PDF report and note its release
    Report {
        /// The folder of the vault
        vault: PathBuf,
        /// The reference of the case
        #[arg(long = "case", value_name = "REF")]
        case: String,
        /// team, force, federation, ico, nca or public
        #[arg(long = "for", value_name = "AUDIENCE", value_parser = parse_audience)]
        audience: Audience,
        #[arg(long, value_name = "FILE.pdf")]
        out: PathBuf,
        /// The record as it stood at the last moment of this time
        #[arg(long, value_name = "TIME", value_parser = parse_time)]
        as_of: Option<Time>,
        /// The moment that the report says it was made at (its first moment where it is a range)
        #[arg(long, value_name = "TIME", value_parser = parse_time)]
        made_at: Option<Time>,
    },
    /// List the reports that were released, or save one of them again
    Released {
        /// The folder of the vault
        vault: PathBuf,
        /// The reference of the case
        #[arg(long = "case", value_name = "REF")]
        case: String,
        /// The number of a report
        #[arg(long, value_name = "N", requires = "out")]
        number: Option<u64>,
        /// Where to save it
        #[arg(long, value_name = "FILE.pdf", requires = "number")]
        out: Option<PathBuf>,
    },
    /// Write the case file, whole or as an audience may have it
    Export {
        /// The folder of the vault
        vault: PathBuf,
        /// The reference of the case
        #[arg(long = "case", value_name = "REF")]
        case: String,
        #[arg(long, value_name = "FORMAT", value_parser = ["json"])]
        format: String,
        #[arg(long = "for", value_name = "AUDIENCE", value_parser = parse_audience, default_value = "team")]
        audience: Audience,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Check a vault, or a report with or without its vault
    Verify {
        #[arg(value_name = "VAULT|FILE.pdf")]
        target: PathBuf,
        /// For a report: the vault that should still hold what the record held then
        #[arg(long, value_name = "VAULT")]
        vault: Option<PathBuf>,
        /// For a report: an earlier one whose record it should continue; no vault is needed
        #[arg(long, value_name = "FILE.pdf")]
        earlier: Option<PathBuf>,
    },
    /// Make chosen entries verifiable against an older report, without the rest
    Prove {
        /// The folder of the vault
        vault: PathBuf,
        /// The reference of the case
        #[arg(long = "case", value_name = "REF")]
        case: String,
        #[arg(long, value_name = "FILE.pdf")]
        since: PathBuf,
        /// The number of an entry, from 0
        #[arg(long, value_name = "N")]
        entry: Vec<u64>,
        #[arg(long, value_name = "FILE.tlog-proof")]
        out: PathBuf,
    },
    /// Copy the vault into a new folder: a vault again
    Backup { vault: PathBuf, folder: PathBuf },
    /// Make a vault with the real cases and every report, to look around in
    Demo { folder: PathBuf },
    /// Countersign the checkpoint of somebody's report and enter it in a case
    Witness {
        /// The folder of the vault
        vault: PathBuf,
        /// The reference of the case
        #[arg(long = "case", value_name = "REF")]
        case: String,
        #[arg(long, value_name = "FILE.pdf")]
        report: PathBuf,
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Let a warning stand, with a reason
    Accept {
        /// The folder of the vault
        vault: PathBuf,
        /// The reference of the case
        #[arg(long = "case", value_name = "REF")]
        case: String,
        #[arg(long, value_name = "ID")]
        id: String,
        /// The warning's code
        #[arg(long, value_name = "CODE")]
        code: String,
        /// The party that lets it stand
        #[arg(long, value_name = "ID")]
        party: Option<String>,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Erase a record under law, or one file of it: its words go, that it was there stays
    Erase {
        /// The folder of the vault
        vault: PathBuf,
        /// The reference of the case
        #[arg(long = "case", value_name = "REF")]
        case: String,
        /// The record's id, as show lists it
        #[arg(long, value_name = "ID")]
        id: String,
        /// Only this attached file of it: its name, or its SHA-256
        #[arg(long, value_name = "NAME")]
        file: Option<String>,
        /// Why, in a few words
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
    /// Say whose a report key is
    NameKey { vault: PathBuf, key: String, name: String },
    /// Who can open the vault
    #[command(subcommand)]
    Slot(SlotCommand),
    /// Write the vault anew under a new key and passphrase; every other slot is gone
    Rekey {
        /// The folder of the vault
        vault: PathBuf,
        /// A file whose first line is the new passphrase
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: PathBuf,
        /// Also make a new recovery sheet and write it to this file
        #[arg(long, value_name = "FILE")]
        recovery_out: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum SlotCommand {
    /// List the slots
    List { vault: PathBuf },
    /// Add a slot that a passphrase opens
    Add {
        /// The folder of the vault
        vault: PathBuf,
        name: String,
        /// A file whose first line is the passphrase of the new slot
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: PathBuf,
    },
    /// Remove a slot: stops new openings only, see rekey
    Remove { vault: PathBuf, name: String },
}

fn parse_time(text: &str) -> Result<Time, String> {
    time(text).map_err(|failure| failure.sentence)
}

fn parse_audience(word: &str) -> Result<Audience, String> {
    Audience::from_word(&word.trim().to_ascii_lowercase())
        .ok_or_else(|| format!("expected one of {}", Audience::WORDS.join(", ")))
}

/// The first moment of a time.
pub fn first_moment(time: &Time) -> DateTime<Utc> {
    time.range().first
}
