//! Closed lists of words as enums.

/// A word of the format, and how a person says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// As the format has it.
    pub name: &'static str,
    /// As a page prints it. The ids of rules of law are said by their provision (`rules.rs`), not here.
    pub said: &'static str,
}

/// An enum whose values are the words of the format; where a page says it otherwise, `as` has its words.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $( $(#[$vmeta:meta])* $variant:ident = $word:literal $(as $said:literal)? ),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $( $(#[$vmeta])* #[doc = concat!("`", $word, "`")] $variant ),* }

        impl $name {
            /// Every value, in the order of the format.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// Every word, in the order of the format.
            pub const WORDS: &'static [&'static str] = &[$($word),*];

            /// Every word with how it is said, in the order of the format.
            pub const SAID: &'static [$crate::shape::Word] =
                &[$( $crate::shape::Word { name: $word, said: words!(@said $word $($said)?) } ),*];

            /// How a page says it.
            pub fn words(self) -> &'static str {
                match self { $( Self::$variant => words!(@said $word $($said)?) ),* }
            }

            /// The word of the format.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $word ),* }
            }

            /// The value of a word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $( $word => Some(Self::$variant), )* _ => None }
            }
        }

        impl $crate::shape::Shape for $name {
            const KIND: $crate::shape::Kind = $crate::shape::Kind::Word(Self::SAID);
            fn read(node: &$crate::shape::Node, reading: &mut $crate::shape::Reading) -> Option<Self> {
                let found = match node {
                    $crate::shape::Node::Text(word) => match Self::from_word(word) {
                        Some(value) => return Some(value),
                        None => format!("{:?}", word.chars().take(60).collect::<String>()),
                    },
                    other => $crate::shape::type_name(other).to_owned(),
                };
                reading.fault(format!("one of {}; found {found}", Self::WORDS.join(", ")));
                None
            }
            fn write(&self) -> serde_json::Value {
                serde_json::Value::String(self.as_str().to_owned())
            }
        }
    };
    (@said $word:literal) => { $word };
    (@said $word:literal $said:literal) => { $said };
}
