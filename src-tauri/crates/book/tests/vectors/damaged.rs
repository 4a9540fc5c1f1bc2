//! Vectors damaged at random, from a fixed seed: our verdict and the stranger's must be the same on each.

use breachbook_book::{Salt, commit};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::verdict::{hex, unhex};

/// Numbers from a fixed seed.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 += 1;
        let hash = Sha256::digest(self.0.to_be_bytes());
        let number = u64::from_be_bytes(*hash.first_chunk().unwrap());
        (number % limit as u64) as usize
    }

    /// Changes, removes, doubles or adds something somewhere.
    fn damage<T: Clone>(&mut self, items: &mut Vec<T>, other: impl FnOnce(&mut Self) -> T) {
        let other = other(self);
        let at = self.below(items.len() + 1);
        match self.below(4) {
            0 => items.insert(at, other),
            _ if at == items.len() => items.push(other),
            1 => {
                items.remove(at);
            }
            2 => items.insert(at, items[at].clone()),
            _ => items[at] = other,
        }
    }

    fn damage_bytes(&mut self, bytes: &mut Vec<u8>) {
        self.damage(bytes, |numbers| numbers.below(256) as u8);
    }

    fn damage_text(&mut self, text: &mut Value) {
        // Letters that mean something somewhere.
        let letters: Vec<char> = "\n\r 0123456789+/=-—abzABZ{}[]\",:\u{e9}\u{85}\0".chars().collect();
        let mut damaged: Vec<char> = text.as_str().unwrap().chars().collect();
        self.damage(&mut damaged, |numbers| letters[numbers.below(letters.len())]);
        *text = Value::String(damaged.into_iter().collect());
    }
}

/// So many damaged vectors; the same ones each time.
pub fn all(vectors: &[Value], count: usize) -> Vec<Value> {
    let mut numbers = Numbers(0);
    (0..count)
        .map(|_| {
            let mut vector = vectors[numbers.below(vectors.len())].clone();
            for _ in 0..=numbers.below(2) {
                damage(&mut vector, &mut numbers);
            }
            vector
        })
        .collect()
}

fn damage(vector: &mut Value, numbers: &mut Numbers) {
    if let Some(text) = vector.get_mut("proof") {
        return numbers.damage_text(text);
    }
    if let Some(text) = vector.pointer_mut("/later/proof").filter(|proof| proof.is_string()) {
        return numbers.damage_text(text);
    }
    if let Some(text) = vector.pointer_mut("/later/checkpoint") {
        return numbers.damage_text(text);
    }
    if let Some(text) = vector.get_mut("note") {
        return numbers.damage_text(text);
    }
    let logs = vector["logs"].as_array_mut().unwrap();
    let at = numbers.below(logs.len());
    let log = &mut logs[at];
    let [headers, payloads] = ["headers", "payloads"].map(|key| log[key].as_array().unwrap().len());
    assert_eq!(headers, payloads);
    let notes = log["checkpoints"].as_array_mut().unwrap();
    if headers == 0 || numbers.below(4) == 0 {
        if !notes.is_empty() {
            let at = numbers.below(notes.len());
            numbers.damage_text(&mut notes[at]);
        }
        return;
    }
    let entry = numbers.below(headers);
    let mut header = unhex(&log["headers"][entry]);
    let change = match log["payloads"][entry].as_array().unwrap().len() {
        0 => None,
        count => Some(numbers.below(count)),
    };
    match change {
        Some(change) if numbers.below(4) > 0 => {
            let stored = &mut log["payloads"][entry][change];
            if numbers.below(12) == 0 || stored.is_null() {
                *stored = Value::Null;
                return;
            }
            let mut bytes = unhex(&stored["payload"]);
            numbers.damage_bytes(&mut bytes);
            stored["payload"] = hex(&bytes).into();
            // Mostly the header commits to the damaged payload, so that more than the commitment is tried.
            let place = 30 + 32 * change;
            if numbers.below(4) > 0 && header.len() >= place + 32 {
                let salt: Salt = stored["salt"].as_str().unwrap().parse().unwrap();
                header[place..place + 32].copy_from_slice(commit(&salt, &bytes).as_bytes());
            }
        }
        _ => numbers.damage_bytes(&mut header),
    }
    log["headers"][entry] = hex(&header).into();
}
