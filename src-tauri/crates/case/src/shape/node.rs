//! A JSON value as it stands in the file: a key that stands twice is still there twice.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON value. Objects keep every key in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A number.
    Number(serde_json::Number),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object, keys in order, a repeated one repeated.
    Object(Vec<(String, Node)>),
}

/// Why bytes are no JSON.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NodeFault {
    /// Not UTF-8; the number of the first wrong byte, from 0.
    #[error("byte {at} is not UTF-8")]
    NotUtf8 {
        /// The number of the byte.
        at: usize,
    },
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// It stops in the middle.
    #[error("the file ends in the middle, at line {line}, column {column}")]
    Truncated {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// Lists and objects inside each other deeper than any case file is.
    #[error("lists or objects are nested more than 128 deep, at line {line}, column {column}")]
    TooDeep {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// Some other mistake of syntax.
    #[error("not JSON at line {line}, column {column}: {why}")]
    Syntax {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What the parser says.
        why: String,
    },
}

impl Node {
    /// Reads bytes; a byte order mark at the start, as some editors write it, is passed over.
    ///
    /// # Errors
    /// [`NodeFault`] names the place.
    pub fn parse(bytes: &[u8]) -> Result<Self, NodeFault> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|e| NodeFault::NotUtf8 { at: e.valid_up_to() })?;
        if text.trim().is_empty() {
            return Err(NodeFault::Empty);
        }
        serde_json::from_str(text).map_err(|e| {
            let (line, column) = (e.line(), e.column());
            let said = e.to_string();
            if e.is_eof() {
                NodeFault::Truncated { line, column }
            } else if said.starts_with("recursion limit") {
                NodeFault::TooDeep { line, column }
            } else {
                let why = said.split(" at line ").next().unwrap_or(&said).to_owned();
                NodeFault::Syntax { line, column, why }
            }
        })
    }

    /// The node of a value that is known to be sound.
    pub fn from_value(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(b) => Self::Flag(*b),
            serde_json::Value::Number(n) => Self::Number(n.clone()),
            serde_json::Value::String(s) => Self::Text(s.clone()),
            serde_json::Value::Array(a) => Self::List(a.iter().map(Self::from_value).collect()),
            serde_json::Value::Object(o) => {
                Self::Object(o.iter().map(|(k, v)| (k.clone(), Self::from_value(v))).collect())
            }
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Node;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("JSON")
            }
            fn visit_unit<E>(self) -> Result<Node, E> {
                Ok(Node::Null)
            }
            fn visit_bool<E>(self, v: bool) -> Result<Node, E> {
                Ok(Node::Flag(v))
            }
            fn visit_i64<E>(self, v: i64) -> Result<Node, E> {
                Ok(Node::Number(v.into()))
            }
            fn visit_u64<E>(self, v: u64) -> Result<Node, E> {
                Ok(Node::Number(v.into()))
            }
            fn visit_f64<E>(self, v: f64) -> Result<Node, E> {
                Ok(serde_json::Number::from_f64(v).map_or(Node::Null, Node::Number))
            }
            fn visit_str<E>(self, v: &str) -> Result<Node, E> {
                Ok(Node::Text(v.to_owned()))
            }
            fn visit_string<E>(self, v: String) -> Result<Node, E> {
                Ok(Node::Text(v))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Node, A::Error> {
                let mut list = Vec::new();
                while let Some(node) = seq.next_element()? {
                    list.push(node);
                }
                Ok(Node::List(list))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
                let mut object = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    object.push(pair);
                }
                Ok(Node::Object(object))
            }
        }
        deserializer.deserialize_any(Any)
    }
}
