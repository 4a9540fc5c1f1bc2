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
