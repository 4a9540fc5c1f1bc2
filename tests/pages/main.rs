//! Every report of every real case, read by other people's tools: veraPDF, pdfsig, qpdf, pdftotext, openssl.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use support::Desk;

/// The demo with its eighteen reports, made once for all tests here.
fn demo() -> &'static (Desk, Vec<PathBuf>) {
    static DEMO: OnceLock<(Desk, Vec<PathBuf>)> = OnceLock::new();
    DEMO.get_or_init(|| {
        let desk = Desk::new();
        desk.ok(&["demo", "d"]);
        let mut reports: Vec<PathBuf> =
            std::fs::read_dir(desk.path("d/reports")).unwrap().map(|entry| entry.unwrap().path()).collect();
        reports.sort();
        assert_eq!(reports.len(), 18);
        (desk, reports)
    })
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|why| panic!("{program}: {why}"));
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn verapdf_passes_every_report_for_pdf_a_2a_and_pdf_ua_1() {
    let (_, reports) = demo();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/pages/verapdf.sh");
    let mut arguments = vec![text(&script), "2a,ua1"];
    arguments.extend(reports.iter().map(|path| text(path)));
    let said = output("bash", &arguments);
    assert_eq!(said.matches("PASS").count(), 36, "{said}");
}

#[test]
fn pdfsig_and_qpdf_find_every_report_whole() {
    for report in &demo().1 {
        let said = output("pdfsig", &["-nocert", text(report)]);
        assert!(said.contains("Signature is Valid") && said.contains("Total document signed"), "{said}");
        assert!(!said.contains("Signature #2"), "{said}");
        let checked = output("qpdf", &["--check", text(report)]);
        assert!(checked.contains("No syntax or stream encoding errors found"), "{checked}");
        assert!(output("pdfdetach", &["-list", text(report)]).contains("0 embedded files"));
    }
}

#[test]
fn every_page_carries_marking_reference_and_number() {
    for report in &demo().1 {
        let pages: Vec<String> =
            output("pdftotext", &["-layout", text(report), "-"]).split('\u{c}').map(str::to_owned).collect();
        let count = pages.len() - 1;
        for (n, page) in pages.iter().take(count).enumerate() {
            let lines: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            let marking = lines.first().copied().unwrap_or_default();
            assert!(["OFFICIAL", "OFFICIAL-SENSITIVE"].contains(&marking), "{}, page {}", report.display(), n + 1);
            assert_eq!(lines.last(), Some(&marking), "{}, page {}", report.display(), n + 1);
            assert!(page.contains(&format!("Page {} of {count}", n + 1)), "{}: {page}", report.display());
        }
    }
}

#[test]
fn every_report_says_what_its_reader_needs() {
    for report in &demo().1 {
        let said = output("pdftotext", &["-raw", text(report), "-"]);
        for section in [
            "Timeline",
            "Bodies told",
            "Mitigations",
            "Data affected",
            "People affected",
            "Can this report be checked?",
        ] {
            assert!(said.contains(section), "{}: {section}", report.display());
        }
        // One question of the Metropolitan case is for team, federation and force; nothing at all is for the public.
        let name = report.file_name().unwrap().to_string_lossy().into_owned();
        let withholds = name.ends_with("-public.pdf") || name == "MET-2023-08-ico.pdf" || name == "MET-2023-08-nca.pdf";
        assert_eq!(said.contains("Withheld from this report."), withholds, "{name}");
        assert!(!said.contains("[U+"), "{}", report.display());
    }
}

#[test]
fn the_first_page_as_text() {
    let report = demo().1.iter().find(|path| text(path).ends_with("PSNI-2023-08-federation.pdf")).unwrap();
    let said = output("pdftotext", &["-raw", "-l", "1", text(report), "-"]);
    assert!(said.contains("PSNI: workforce published"), "{said}");
    assert!(said.contains("unanswered"), "{said}");
    assert!(said.contains("There are no immediate security concerns."), "{said}");
}

#[test]
fn each_report_continues_the_ones_before_it() {
    let (desk, reports) = demo();
    let mut most = 0;
    for report in reports.iter().filter(|path| text(path).contains("MET-2023-08")) {
        let verdict = desk.run(&["verify", text(report)]);
        assert_eq!(verdict.code, 0, "{}", verdict.err);
        let with_vault = desk.run(&["verify", text(report), "--vault", "d/demo.breachbook"]);
        assert_eq!(with_vault.code, 0, "{}", with_vault.err);
        assert!(with_vault.out.contains("still holds, unchanged"), "{}", with_vault.out);
        for n in (1..6).rev() {
            if verdict.out.contains(&format!("the record of {n} earlier")) {
                most = most.max(n);
            }
        }
    }
    // The last of the six was made after five others of the same record.
    assert_eq!(most, 5);
}
