//! Inputs of the ENISA severity score (ENISA, Recommendations for a methodology of the assessment of severity of
//! personal data breaches, v1.0, December 2013).

use serde_json::Value;

use crate::shape::{Groups, ItemRef, Kind, Node, PartyRef, Reading, Shape, Text, type_name};
use crate::time::Time;

fn read_number(node: &Node, of: &[f64], between: bool, reading: &mut Reading) -> Option<f64> {
    let expected = if between {
        format!("a number from {} to {}", of[0], of[of.len() - 1])
    } else {
        format!("one of {}", of.iter().map(f64::to_string).collect::<Vec<_>>().join(", "))
    };
    let Node::Number(number) = node else {
        reading.fault(format!("{expected}, found {}", type_name(node)));
        return None;
    };
    let value = number.as_f64().unwrap_or(f64::NAN);
    let fits = if between { value >= of[0] && value <= of[of.len() - 1] } else { of.contains(&value) };
    if !fits {
        reading.fault(format!("{expected}, found {number}"));
        return None;
    }
    Some(value)
}

/// A whole number is written without a point.
fn write_number(n: f64) -> Value {
    #[allow(clippy::cast_possible_truncation)]
    if n.fract() == 0.0 {
        (n as i64).into()
    } else {
        serde_json::Number::from_f64(n).map_or(Value::Null, Value::Number)
    }
}

macro_rules! scale {
    ($(#[$meta:meta])* $name:ident, $of:expr, $between:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq)]
        pub struct $name(f64);

        impl $name {
            /// The number.
            pub fn value(self) -> f64 {
                self.0
            }
        }

        impl Shape for $name {
            const KIND: Kind = Kind::Number { of: $of, between: $between };
            fn read(node: &Node, reading: &mut Reading) -> Option<Self> {
                read_number(node, $of, $between, reading).map(Self)
            }
            fn write(&self) -> Value {
                write_number(self.0)
            }
        }
    };
}

scale!(
    /// Data processing context: 1 simple, 2 behavioural, 3 financial, 4 sensitive, adjusted by context.
    Dpc, &[1.0, 4.0], true
);
scale!(
    /// Ease of identification.
    Ei, &[0.25, 0.5, 0.75, 1.0], false
);
scale!(
    /// Circumstances of the breach: loss of confidentiality, integrity or availability.
    Circumstance, &[0.0, 0.25, 0.5], false
);
scale!(
    /// Circumstances of the breach: malicious intent.
    Malice, &[0.0, 0.5], false
);

object! {
    /// One assessment of severity; a reassessment keeps the old one.
    pub struct Severity {
        /// The group that it is for; missing for the whole.
        binding group: ItemRef<Groups> as "For the group",
        /// 1 simple, 2 behavioural, 3 financial, 4 sensitive, adjusted by context.
        required dpc: Dpc as "Data processing context",
        /// 0.25 negligible, 0.5 limited, 0.75 significant, 1 maximum.
        required ei: Ei as "Ease of identification",
        /// Loss of confidentiality.
        optional confidentiality: Circumstance as "Loss of confidentiality",
        /// Loss of integrity.
        optional integrity: Circumstance as "Loss of integrity",
        /// Loss of availability.
        optional availability: Circumstance as "Loss of availability",
        /// Malicious intent.
        optional malicious: Malice as "Malicious intent",
        /// Why these values.
        optional reasons: Text as "Reasons" long,
        /// When it was judged.
        optional at: Time as "Judged on",
        /// Who judged.
        optional by: PartyRef as "Judged by",
    }
}
