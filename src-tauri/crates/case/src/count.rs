//! Numbers in words of this language.

/// 47000 as "47,000".
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 question`, `1,204 days`.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", number(n)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted_and_one_stands_alone() {
        let said = [0, 7, 999, 1_000, 47_000, 1_234_567].map(number);
        assert_eq!(said, ["0", "7", "999", "1,000", "47,000", "1,234,567"]);
        assert_eq!([0, 1, 1_204].map(|n| counted(n, "day", "days")), ["0 days", "1 day", "1,204 days"]);
    }
}
