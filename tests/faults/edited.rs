//! Reports that somebody changed: refused wherever the change is.

use crate::Numbers;
use crate::support::{Desk, real_case};

fn desk() -> (Desk, Vec<u8>) {
    let desk = Desk::with_vault();
    desk.ok(&["import", "v", real_case("psni-2023").to_str().unwrap()]);
    desk.ok(&["report", "v", "--case", "PSNI-2023-08", "--for", "team", "--out", "r.pdf"]);
    let bytes = desk.read("r.pdf");
    desk.ok(&["verify", "r.pdf"]);
    (desk, bytes)
}

/// That a file is found wrong, with a code and a sentence, and never called unchanged.
#[track_caller]
fn wrong(desk: &Desk, bytes: &[u8], what: &str) -> String {
    desk.write("edited.pdf", bytes);
    let done = desk.run(&["verify", "edited.pdf"]);
    assert_eq!(done.code, 1, "{what}: {}{}", done.out, done.err);
    assert!(!done.out.contains("Not changed"), "{what}: {}", done.out);
    assert!(done.err.starts_with("breachbook: edited.pdf: ") && done.err.ends_with(".\n"), "{what}: {}", done.err);
    assert!(!done.err.contains("panicked"), "{what}: {}", done.err);
    done.err
}

#[test]
fn a_changed_bit_anywhere() {
    let (desk, bytes) = desk();
    let mut numbers = Numbers(1);
    let ends = (0..24).chain(bytes.len() - 24..bytes.len());
    let random: Vec<usize> = (0..250).map(|_| numbers.below(bytes.len())).collect();
    for at in ends.chain(random) {
        let mut edited = bytes.clone();
        edited[at] ^= 1 << numbers.below(8);
        wrong(&desk, &edited, &format!("byte {at} of {}", bytes.len()));
    }
}

#[test]
fn bytes_added_taken_away_or_moved() {
    let (desk, bytes) = desk();
    let added = |more: &[u8]| [&bytes, more].concat();
    for (more, what) in [
        (&b"\n"[..], "a line end"),
        (b" ", "a blank"),
        (b"\0", "a zero"),
        (b"% comment\n", "a comment"),
        (&bytes, "itself"),
    ] {
        let err = wrong(&desk, &added(more), what);
        assert!(
            err.contains("added-after-end") || err.contains("revisions") || err.contains("signatures"),
            "{what}: {err}"
        );
    }
    let update = b"9 0 obj\n<< /Type /Annot >>\nendobj\nxref\n0 0\ntrailer\n<< /Prev 0 >>\nstartxref\n0\n%%EOF\n";
    wrong(&desk, &added(update), "a revision");
    wrong(&desk, &[b"\n", &bytes[..]].concat(), "a byte before");
    let mut numbers = Numbers(2);
    for n in 0..60 {
        let keep = if n < 20 { bytes.len() - 1 - n } else { numbers.below(bytes.len()) };
        wrong(&desk, &bytes[..keep], &format!("cut to {keep}"));
    }
    for _ in 0..20 {
        let (at, length) = (numbers.below(bytes.len() - 4096), 1 + numbers.below(4096));
        let mut edited = bytes.clone();
        edited.drain(at..at + length);
        wrong(&desk, &edited, &format!("{length} bytes taken out at {at}"));
        edited = bytes.clone();
        edited[at..at + length].fill(0);
        wrong(&desk, &edited, &format!("{length} bytes emptied at {at}"));
    }
}

#[test]
fn files_that_are_no_report() {
    let (desk, bytes) = desk();
    for (bytes, what) in [
        (&b""[..], "empty"),
        (b"%PDF-1.7", "a head"),
        (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", "another PDF"),
        (&[0; 100_000], "zeros"),
        ("{}".as_bytes(), "JSON"),
        (&b"<<".repeat(100_000), "dictionaries without end"),
    ] {
        let err = wrong(&desk, bytes, what);
        assert!(["not-a-report", "not-signed", "cut-off"].iter().any(|code| err.contains(code)), "{what}: {err}");
    }
    // The text of one in the clothes of another.
    let other = Desk::with_rota();
    other.ok(&["report", "v", "--case", crate::CASE, "--for", "team", "--out", "r.pdf"]);
    let other = other.read("r.pdf");
    let half = other.len().min(bytes.len()) / 2;
    wrong(&desk, &[&other[..half], &bytes[half..]].concat(), "two halves");
}

#[test]
fn a_damaged_report_proves_nothing() {
    let (desk, bytes) = desk();
    let mut edited = bytes.clone();
    let middle = bytes.len() / 2;
    edited[middle] ^= 1;
    for (name, bytes) in [("edited.pdf", &edited[..]), ("cut.pdf", &bytes[..middle]), ("empty.pdf", b"")] {
        desk.write(name, bytes);
        let before = desk.files();
        let prove = ["prove", "v", "--case", "PSNI-2023-08", "--since", name, "--entry", "0", "--out", "p"];
        assert!(desk.refused(&prove).contains(name));
        assert!(desk.files() == before);
    }
}
