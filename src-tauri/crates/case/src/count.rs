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

/// A number without a sign as a person writes it, its thousands parted or not: `47000`, `47,000`, `47 000`; `None` for
/// what is none.
pub fn read_number(text: &str) -> Option<u64> {
    let text = text.trim();
    let parts: Vec<&str> = text.split([',', ' ', '\u{a0}']).collect();
    let (first, rest) = parts.split_first()?;
    let parted = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|part| part.len() == 3));
    let digits = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    (parted && digits).then(|| parts.concat().parse().ok()).flatten()
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

    #[test]
    fn a_number_is_read_back_as_it_is_written() {
        for n in [0, 7, 999, 1_000, 47_000, 1_234_567] {
            assert_eq!(read_number(&number(n)), Some(n));
            assert_eq!(read_number(&format!(" {n} ")), Some(n));
        }
        assert_eq!(read_number("47 000"), Some(47_000));
        for none in ["", "1,24", "12345,678", ",240", "1,", "-1", "1.5", "many", "99999999999999999999", "1,240.5"] {
            assert_eq!(read_number(none), None, "{none}");
        }
    }
}
