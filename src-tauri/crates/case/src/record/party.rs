//! Who takes part.

use crate::shape::Text;

words! {
    /// What kind of party it is.
    pub enum PartyKind {
        Force = "force",
        Federation = "federation",
        Supplier = "supplier",
        Regulator = "regulator",
        LawEnforcement = "law-enforcement",
        Adviser = "adviser",
        Oversight = "oversight",
        Government = "government",
        Court = "court",
        Union = "union",
        Insurer = "insurer",
        Media = "media",
        Legal = "legal",
        Person = "person",
        Public = "public",
        Other = "other",
    }
}

object! {
    /// A person or body that takes part.
    pub struct Party {
        /// Its name.
        required name: Text,
        /// What kind of party it is.
        required kind: PartyKind,
        /// Its role in the case.
        optional role: Text,
        /// How it is reached; for the team alone.
        optional contact: Text,
        /// Its addresses; for the team alone.
        list emails: Text,
        /// Other names, as quick entry knows them.
        list aliases: Text,
    }
}
