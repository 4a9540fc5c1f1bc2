//! Objects with known keys: declared once, read, written, walked over and described from that.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{Id, Kind, Node, Reading, Walk, type_name};

/// Whether and how often a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Must stand.
    Required,
    /// May be missing.
    Optional,
    /// May be missing; where it names something hidden, its item is hidden too.
    Binding,
    /// A list; missing is the same as empty.
    List,
    /// True or false; missing is false.
    Flag,
}

/// A key as forms and faults need it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// Its name in the format.
    pub name: &'static str,
    /// Whether it must stand.
    pub presence: Presence,
    /// What it holds.
    pub kind: Kind,
    /// What a page calls it.
    pub label: &'static str,
    /// What it means, in a line: the comment of its declaration.
    pub help: &'static str,
    /// Whether its text may run over several lines.
    pub long: bool,
}

impl Key {
    /// A key that no form asks for by itself.
    pub const fn bare(name: &'static str, presence: Presence, kind: Kind) -> Self {
        Self { name, presence, kind, label: name, help: "", long: false }
    }
}

/// The name of a key from its Rust field: `r#where` is `where`.
pub const fn key_name(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

/// The keys of one object in the file; what nobody asked for is left at the end, and is a fault.
pub struct Fields<'n> {
    pairs: &'n [(String, Node)],
    taken: Vec<bool>,
}

impl<'n> Fields<'n> {
    /// The keys of an object; a fault where it is none or a key stands twice.
    pub fn of(node: &'n Node, reading: &mut Reading) -> Option<Self> {
        let Node::Object(pairs) = node else {
            reading.fault(format!("an object, found {}", type_name(node)));
            return None;
        };
        // Of a few keys each is quicker compared with those before it.
        let mut seen = HashSet::new();
        for (n, (key, _)) in pairs.iter().enumerate() {
            let twice = match pairs.len() {
                ..=32 => pairs.iter().take(n).any(|(before, _)| before == key),
                _ => !seen.insert(key.as_str()),
            };
            if twice {
                reading.path.enter(key.clone());
                reading.fault("each key once; this one stands twice");
                reading.path.leave();
            }
        }
        Some(Self { pairs, taken: vec![false; pairs.len()] })
    }

    /// The value of a key.
    pub fn take(&mut self, key: &str) -> Option<&'n Node> {
        let mut found = None;
        for (n, (name, node)) in self.pairs.iter().enumerate() {
            if name == key {
                self.taken[n] = true;
                found = found.or(Some(node));
            }
        }
        found
    }

    /// Notes a fault for every key that nobody took.
    pub fn finish(self, known: &[&[Key]], reading: &mut Reading) {
        if self.taken.iter().all(|taken| *taken) {
            return;
        }
        let names: Vec<&str> = known.iter().flat_map(|keys| keys.iter()).map(|key| key.name).collect();
        self.finish_named(&names, reading);
    }

    /// The same, for keys that are known by name only.
    pub fn finish_named(self, known: &[&str], reading: &mut Reading) {
        for ((key, _), taken) in self.pairs.iter().zip(&self.taken) {
            if !taken {
                reading.path.enter(key.clone());
                reading.fault(format!("no such key; known here are {}", known.join(", ")));
                reading.path.leave();
            }
        }
    }
}

/// An object with known keys, which may share its JSON object with others (the keys common to every item).
pub trait Keys: Sized {
    /// The keys.
    const KEYS: &'static [Key];
    /// Reads its keys out of the fields; `None` when a fault was noted.
    fn read_keys(fields: &mut Fields<'_>, reading: &mut Reading) -> Option<Self>;
    /// Writes its keys.
    fn write_keys(&self, out: &mut Map<String, Value>);
    /// Meets every leaf.
    fn walk_keys(&self, walk: &mut Walk<'_>);
    /// Leaves out references to hidden ids.
    fn forget_keys(&mut self, hidden: &dyn Fn(&Id) -> bool);
    /// Takes out every free text.
    fn blank_keys(&mut self);
}

/// An object of the format. Each key is `required`, `optional`, `binding`, `list` or `flag`; its comment is what a
/// form says of it, `as` what a page calls it, and `long` marks a text of several lines.
macro_rules! object {
    ($(#[$meta:meta])* pub struct $name:ident {
        $( $(#[doc = $help:literal])+ $presence:ident $field:ident : $ty:ty as $label:literal $($long:ident)?, )*
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name { $( $(#[doc = $help])+ pub $field: object!(@type $presence $ty), )* }

        impl $crate::shape::Keys for $name {
            const KEYS: &'static [$crate::shape::Key] = &[ $( $crate::shape::Key {
                name: $crate::shape::key_name(stringify!($field)),
                presence: object!(@presence $presence),
                kind: <$ty as $crate::shape::Shape>::KIND,
                label: $label,
                help: concat!($($help),+).trim_ascii_start(),
                long: object!(@long $($long)?),
            } ),* ];
            fn read_keys(fields: &mut $crate::shape::Fields<'_>, reading: &mut $crate::shape::Reading) -> Option<Self> {
                $( let $field = {
                    let key = $crate::shape::key_name(stringify!($field));
                    let node = fields.take(key);
                    reading.path.enter(key);
                    let value = object!(@read $presence $ty, node, reading);
                    reading.path.leave();
                    value
                }; )*
                Some(Self { $( $field: $field? ),* })
            }
            #[allow(unused_variables)]
            fn write_keys(&self, out: &mut serde_json::Map<String, serde_json::Value>) {
                $( object!(@write $presence self, $field, out); )*
            }
            #[allow(unused_variables)]
            fn walk_keys(&self, walk: &mut $crate::shape::Walk<'_>) {
                $(
                    walk.path.enter($crate::shape::key_name(stringify!($field)));
                    object!(@walk $presence self, $field, walk);
                    walk.path.leave();
                )*
            }
            #[allow(unused_variables)]
            fn forget_keys(&mut self, hidden: &dyn Fn(&$crate::shape::Id) -> bool) {
                $( object!(@forget $presence self, $field, hidden); )*
            }
            fn blank_keys(&mut self) {
                $( object!(@blank $presence self, $field); )*
            }
        }

        impl $crate::shape::Shape for $name {
            const KIND: $crate::shape::Kind = $crate::shape::Kind::Object(<Self as $crate::shape::Keys>::KEYS);
            fn read(node: &$crate::shape::Node, reading: &mut $crate::shape::Reading) -> Option<Self> {
                use $crate::shape::Keys;
                let mut fields = $crate::shape::Fields::of(node, reading)?;
                let value = Self::read_keys(&mut fields, reading);
                fields.finish(&[Self::KEYS], reading);
                value
            }
            fn write(&self) -> serde_json::Value {
                let mut out = serde_json::Map::new();
                $crate::shape::Keys::write_keys(self, &mut out);
                serde_json::Value::Object(out)
            }
            fn walk(&self, walk: &mut $crate::shape::Walk<'_>, _needed: bool) {
                $crate::shape::Keys::walk_keys(self, walk);
            }
            fn forget(&mut self, hidden: &dyn Fn(&$crate::shape::Id) -> bool) -> bool {
                $crate::shape::Keys::forget_keys(self, hidden);
                true
            }
            fn blank(&mut self) {
                $crate::shape::Keys::blank_keys(self);
            }
        }
    };

    (@type required $ty:ty) => { $ty };
    (@type optional $ty:ty) => { Option<$ty> };
    (@type binding $ty:ty) => { Option<$ty> };
    (@type list $ty:ty) => { Vec<$ty> };
    (@type flag $ty:ty) => { $ty };

    (@presence required) => { $crate::shape::Presence::Required };
    (@presence optional) => { $crate::shape::Presence::Optional };
    (@presence binding) => { $crate::shape::Presence::Binding };
    (@presence list) => { $crate::shape::Presence::List };
    (@presence flag) => { $crate::shape::Presence::Flag };

    (@long) => { false };
    (@long long) => { true };

    (@read required $ty:ty, $node:ident, $reading:ident) => {
        match $node {
            Some(node) => <$ty as $crate::shape::Shape>::read(node, $reading),
            None => { $reading.fault("this key; it is missing"); None }
        }
    };
    (@read optional $ty:ty, $node:ident, $reading:ident) => {
        match $node {
            Some(node) => <$ty as $crate::shape::Shape>::read(node, $reading).map(Some),
            None => Some(None),
        }
    };
    (@read binding $ty:ty, $node:ident, $reading:ident) => { object!(@read optional $ty, $node, $reading) };
    (@read list $ty:ty, $node:ident, $reading:ident) => {
        match $node {
            Some(node) => $crate::shape::read_list::<$ty>(node, $reading),
            None => Some(Vec::new()),
        }
    };
    (@read flag $ty:ty, $node:ident, $reading:ident) => {
        match $node {
            Some(node) => <$ty as $crate::shape::Shape>::read(node, $reading),
            None => Some(false),
        }
    };

    (@write required $self:ident, $field:ident, $out:ident) => {
        $out.insert($crate::shape::key_name(stringify!($field)).to_owned(), $crate::shape::Shape::write(&$self.$field));
    };
    (@write optional $self:ident, $field:ident, $out:ident) => {
        if let Some(value) = &$self.$field {
            $out.insert($crate::shape::key_name(stringify!($field)).to_owned(), $crate::shape::Shape::write(value));
        }
    };
    (@write binding $self:ident, $field:ident, $out:ident) => { object!(@write optional $self, $field, $out) };
    (@write list $self:ident, $field:ident, $out:ident) => {
        if !$self.$field.is_empty() {
            let list = $self.$field.iter().map($crate::shape::Shape::write).collect();
            $out.insert($crate::shape::key_name(stringify!($field)).to_owned(), serde_json::Value::Array(list));
        }
    };
    (@write flag $self:ident, $field:ident, $out:ident) => {
        if $self.$field {
            $out.insert($crate::shape::key_name(stringify!($field)).to_owned(), serde_json::Value::Bool(true));
        }
    };

    (@walk required $self:ident, $field:ident, $walk:ident) => { $crate::shape::Shape::walk(&$self.$field, $walk, true); };
    (@walk optional $self:ident, $field:ident, $walk:ident) => {
        if let Some(value) = &$self.$field { $crate::shape::Shape::walk(value, $walk, false); }
    };
    (@walk binding $self:ident, $field:ident, $walk:ident) => {
        if let Some(value) = &$self.$field { $crate::shape::Shape::walk(value, $walk, true); }
    };
    (@walk list $self:ident, $field:ident, $walk:ident) => {
        for (n, value) in $self.$field.iter().enumerate() {
            $walk.path.enter_number(n);
            $crate::shape::Shape::walk(value, $walk, false);
            $walk.path.leave();
        }
    };
    (@walk flag $self:ident, $field:ident, $walk:ident) => {};

    (@forget required $self:ident, $field:ident, $hidden:ident) => { $crate::shape::Shape::forget(&mut $self.$field, $hidden); };
    (@forget optional $self:ident, $field:ident, $hidden:ident) => {
        if let Some(value) = &mut $self.$field && !$crate::shape::Shape::forget(value, $hidden) { $self.$field = None; }
    };
    (@forget binding $self:ident, $field:ident, $hidden:ident) => { object!(@forget optional $self, $field, $hidden) };
    (@forget list $self:ident, $field:ident, $hidden:ident) => {
        $self.$field.retain_mut(|value| $crate::shape::Shape::forget(value, $hidden));
    };
    (@forget flag $self:ident, $field:ident, $hidden:ident) => {};

    (@blank required $self:ident, $field:ident) => { $crate::shape::Shape::blank(&mut $self.$field); };
    (@blank optional $self:ident, $field:ident) => {
        if let Some(value) = &mut $self.$field { $crate::shape::Shape::blank(value); }
    };
    (@blank binding $self:ident, $field:ident) => { object!(@blank optional $self, $field) };
    (@blank list $self:ident, $field:ident) => {
        for value in &mut $self.$field { $crate::shape::Shape::blank(value); }
    };
    (@blank flag $self:ident, $field:ident) => {};
}
