//! What is done about it: mitigations, decisions, deadlines.

use crate::shape::{PartyRef, Text};
use crate::time::{Time, When};

words! {
    /// Where a mitigation stands.
    pub enum MitigationStatus {
        Planned = "planned",
        UnderWay = "under-way" as "under way",
        Done = "done",
        Dropped = "dropped",
    }
}

words! {
    /// What a mitigation is for.
    pub enum MitigationKind {
        Contain = "contain",
        Protect = "protect",
        Prevent = "prevent",
    }
}

words! {
    /// What kind of deadline it is.
    pub enum DeadlineKind {
        Own = "own" as "our own",
        Foi = "foi" as "freedom of information request",
        Sar = "sar" as "subject access request",
        Limitation = "limitation" as "limitation of claims",
        Review = "review",
    }
}

object! {
    /// A step that limits the harm.
    pub struct Mitigation {
        /// What is done.
        required title: Text as "Step",
        /// Where it stands.
        required status: MitigationStatus as "Where it stands",
        /// What it is for.
        optional kind: MitigationKind as "What it is for",
        /// More about it.
        optional detail: Text as "Detail" long,
        /// Who does it.
        optional owner: PartyRef as "Owner",
        /// For which controller.
        optional controller: PartyRef as "Controller",
        /// By when it is to be done.
        optional due: Time as "Due",
        /// When it was done.
        optional completed: When as "Done on",
        /// Whom or what it protects.
        optional protects: Text as "Protects",
    }
}

object! {
    /// One option that was weighed.
    pub struct ChoiceOption {
        /// What might be done.
        required text: Text as "Option" long,
        /// What spoke for it.
        optional r#for: Text as "For" long,
        /// What spoke against it.
        optional against: Text as "Against" long,
        /// Whether it was taken.
        flag chosen: bool as "Taken",
    }
}

object! {
    /// A decision with its rationale, as a policy book keeps it.
    pub struct Decision {
        /// When.
        required at: Time as "When",
        /// What was decided.
        required text: Text as "Decision" long,
        /// Who decided it.
        optional by: PartyRef as "Decided by",
        /// Why it was decided so.
        optional rationale: Text as "Rationale" long,
        /// What was weighed.
        list options: ChoiceOption as "Options",
        /// Which powers and policy it rests on.
        optional powers: Text as "Powers and policy" long,
        /// When it is looked at again.
        optional review: Time as "To be reviewed",
    }
}

object! {
    /// A date to keep.
    pub struct Deadline {
        /// What is due.
        required title: Text as "What is due",
        /// By when.
        required due: Time as "Due",
        /// What kind of deadline it is.
        optional kind: DeadlineKind as "Kind",
        /// Who keeps it.
        optional owner: PartyRef as "Owner",
        /// What moment it is counted from.
        optional from: Time as "Counted from",
        /// When it was done.
        optional done: Time as "Done on",
    }
}
