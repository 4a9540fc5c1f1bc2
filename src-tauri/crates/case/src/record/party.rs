//! Who takes part.

use crate::shape::Text;

words! {
    /// What kind of party it is.
    pub enum PartyKind {
        Force = "force",
        Federation = "federation" as "staff association",
        Supplier = "supplier",
        Regulator = "regulator",
        LawEnforcement = "law-enforcement" as "law enforcement",
        Adviser = "adviser",
        Oversight = "oversight" as "oversight body",
        Government = "government",
        Court = "court",
        Union = "union",
        Insurer = "insurer",
        Media = "media",
        Legal = "legal" as "lawyers",
        Person = "person",
        Public = "public" as "the public",
        Other = "other",
    }
}

object! {
    /// A person or body that takes part.
    pub struct Party {
        /// Its name.
        required name: Text as "Name",
        /// What kind of party it is.
        required kind: PartyKind as "Kind",
        /// Its role in the case.
        optional role: Text as "Role",
        /// How it is reached; for the team alone.
        optional contact: Text as "Contact" long,
        /// Its addresses; for the team alone.
        list emails: Text as "Email addresses",
        /// Other names and short forms, as quick entry knows them.
        list aliases: Text as "Also known as",
    }
}

impl Party {
    /// The name that fits before a lane or at the end of a row: a short alias, a person's last name, else as
    /// [`short_name`].
    pub fn short_name(&self) -> String {
        let name = self.name.as_str();
        let alias = self.aliases.iter().map(|alias| alias.as_str()).find(|alias| alias.chars().count() <= SHORT);
        let last = || name.split_whitespace().last().filter(|_| self.kind == PartyKind::Person);
        match alias.or_else(last) {
            Some(short) if name.chars().count() > SHORT => short.to_owned(),
            _ => short_name(name),
        }
    }
}

/// The most characters of a short name.
const SHORT: usize = 14;

/// A name that is short: its capitals where it is long, as "PSNI".
pub fn short_name(name: &str) -> String {
    if name.chars().count() <= SHORT {
        return name.to_owned();
    }
    let capitals: String =
        name.split_whitespace().filter_map(|w| w.chars().next()).filter(|c| c.is_uppercase()).collect();
    if capitals.chars().count() >= 2 { capitals } else { name.chars().take(SHORT - 1).chain(['…']).collect() }
}
