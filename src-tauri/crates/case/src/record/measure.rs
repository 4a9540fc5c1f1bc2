//! What is done about it: mitigations, decisions, deadlines.

use crate::shape::{PartyRef, Text};
use crate::time::{Time, When};

words! {
    /// Where a mitigation stands.
    pub enum MitigationStatus {
        Planned = "planned",
        UnderWay = "under-way",
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
        Own = "own",
        Foi = "foi",
        Sar = "sar",
        Limitation = "limitation",
        Review = "review",
    }
}

object! {
    /// A step that limits the harm.
    pub struct Mitigation {
        /// What.
        required title: Text,
        /// Where it stands.
        required status: MitigationStatus,
        /// What it is for.
        optional kind: MitigationKind,
        /// More about it.
        optional detail: Text,
        /// Who does it.
        optional owner: PartyRef,
        /// For which controller.
        optional controller: PartyRef,
        /// By when.
        optional due: Time,
        /// When it was done.
        optional completed: When,
        /// Whom or what it protects.
        optional protects: Text,
    }
}

object! {
    /// One option that was weighed.
    pub struct ChoiceOption {
        /// What.
        required text: Text,
        /// What spoke for it.
        optional r#for: Text,
        /// What spoke against it.
        optional against: Text,
        /// Whether it was taken.
        flag chosen: bool,
    }
}

object! {
    /// A decision with its rationale, as a policy book keeps it.
    pub struct Decision {
        /// When.
        required at: Time,
        /// What was decided.
        required text: Text,
        /// Who.
        optional by: PartyRef,
        /// Why.
        optional rationale: Text,
        /// What was weighed.
        list options: ChoiceOption,
        /// Powers and policy.
        optional powers: Text,
        /// When it is looked at again.
        optional review: Time,
    }
}

object! {
    /// A date to keep.
    pub struct Deadline {
        /// What is due.
        required title: Text,
        /// By when.
        required due: Time,
        /// What kind of deadline it is.
        optional kind: DeadlineKind,
        /// Who keeps it.
        optional owner: PartyRef,
        /// What it is counted from.
        optional from: Time,
        /// When it was done.
        optional done: Time,
    }
}
