//! The finished file: conforming, the same each time, and saying what the document says.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod sample;

use breachbook_report::Error;
use breachbook_report::check::readback;
use breachbook_report::document::{Block, Document};
use breachbook_report::pdf::{self, Progress, Seal, Stage, Warning, Written};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Output};

fn seal() -> Seal {
    Seal { secret: [7; 32], not_before: sample::utc("2026-01-02T03:04:05Z") }
}

fn write(document: &Document, seal: Option<&Seal>) -> Written {
    pdf::write(document, seal, &mut |_| ControlFlow::Continue(())).unwrap()
}

/// Runs a tool on the file. A tool that is missing is a failure, not a reason to skip.
fn run(program: impl AsRef<Path>, args: &[&str], bytes: &[u8]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, bytes).unwrap();
    let program = program.as_ref();
    Command::new(program)
        .args(args)
        .arg(&path)
        .output()
        .unwrap_or_else(|error| panic!("{} is needed for this test: {error}", program.display()))
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[test]
fn conforms_to_pdf_a_2a_and_pdf_ua_1_by_verapdf() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../tests/pages/verapdf.sh");
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(&script);
    command.arg("2a,ua1");
    for (name, document) in [("report", sample::report()), ("oddities", sample::oddities())] {
        for (kind, seal) in [("plain", None), ("sealed", Some(&seal()))] {
            let path = folder.path().join(format!("{name}-{kind}.pdf"));
            std::fs::write(&path, write(&document, seal).bytes).unwrap();
            command.arg(path);
        }
    }
    let output = command.output().unwrap_or_else(|error| panic!("verapdf.sh cannot run: {error}"));
    let said = text(&output);
    assert!(output.status.success() && said.matches("PASS ").count() == 8, "{said}");
}

#[test]
fn qpdf_finds_no_error() {
    let output = run("qpdf", &["--check"], &write(&sample::oddities(), Some(&seal())).bytes);
    let said = text(&output);
    assert!(output.status.success() && !said.to_lowercase().contains("warning"), "{said}");
}

#[test]
fn structure_and_text_as_a_reader_gets_them() {
    let output = run("pdfinfo", &["-struct-text"], &write(&sample::report(), None).bytes);
    insta::assert_snapshot!("report_struct", text(&output));
    let output = run("pdfinfo", &["-struct-text"], &write(&sample::oddities(), None).bytes);
    let said: Vec<String> = text(&output).lines().map(|line| line.chars().take(140).collect::<String>()).collect();
    insta::assert_snapshot!("oddities_struct", said.join("\n"));
}

#[test]
fn a_reader_copies_what_the_record_says() {
    let bytes = write(&sample::oddities(), None).bytes;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.pdf");
    std::fs::write(&path, &bytes).unwrap();
    let output = Command::new("pdftotext").arg(&path).arg("-").output().expect("pdftotext is needed for this test");
    let said = text(&output);
    for words in
        ["Łukasz", "Seán Ó Dálaigh", "Ωμέγα", "Жук", "£4,500", "“quoted”", "日本語", "😀", "[U+202E]", "[U+0007]"]
    {
        assert!(said.contains(words), "{words} is not in {said}");
    }
    assert!(!said.contains('\u{202E}') && !said.contains('\u{7}'));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let first = write(&sample::report(), Some(&seal()));
    assert_eq!(first, write(&sample::report(), Some(&seal())));
    let elsewhere = std::thread::spawn(|| write(&sample::report(), Some(&seal()))).join().unwrap();
    assert_eq!(first.bytes, elsewhere.bytes);
}

#[test]
fn another_document_has_another_id() {
    let id = |document: &Document| {
        let doc = lopdf::Document::load_mem(&write(document, None).bytes).unwrap();
        doc.trailer.get(b"ID").unwrap().clone()
    };
    let mut other = sample::report();
    other.para("One more.");
    assert_ne!(id(&sample::report()), id(&other));
}

#[test]
fn every_annotation_is_in_the_tree_and_says_what_it_is() {
    let documents = [(sample::report(), 10), (sample::oddities(), 3)];
    for (document, links) in documents {
        every_annotation(&write(&document, Some(&seal())).bytes, links);
    }
}

fn every_annotation(bytes: &[u8], links: usize) {
    let doc = lopdf::Document::load_mem(bytes).unwrap();
    let mut annotations = std::collections::BTreeSet::new();
    for page in doc.page_iter() {
        let page = doc.get_dictionary(page).unwrap();
        assert!(page.get(b"StructParents").is_ok() && page.get(b"Tabs").unwrap().as_name().unwrap() == b"S");
        if let Ok(list) = page.get(b"Annots") {
            annotations.extend(list.as_array().unwrap().iter().map(|a| a.as_reference().unwrap()));
        }
    }
    // Entry numbers that the report holds, and the signature.
    assert!(annotations.len() > links, "{}", annotations.len());
    for id in &annotations {
        let dict = doc.get_dictionary(*id).unwrap();
        assert!(dict.get(b"StructParent").is_ok() && dict.get(b"Contents").is_ok(), "{dict:?}");
        if dict.get(b"Subtype").unwrap().as_name().unwrap() == b"Link" {
            assert!(dict.get(b"Dest").is_ok() || dict.get(b"A").is_ok(), "{dict:?}");
        }
    }
    let mut referred = std::collections::BTreeSet::new();
    for object in doc.objects.values() {
        let Ok(dict) = object.as_dict() else { continue };
        let Ok(kids) = dict.get(b"K") else { continue };
        let kids = kids.as_array().cloned().unwrap_or_else(|_| vec![kids.clone()]);
        for kid in kids.iter().filter_map(|kid| kid.as_dict().ok()).filter(|kid| kid.has_type(b"OBJR")) {
            referred.insert(kid.get(b"Obj").unwrap().as_reference().unwrap());
        }
    }
    assert_eq!(annotations, referred);
}

#[test]
fn a_figure_has_bounds_on_its_page() {
    let doc = lopdf::Document::load_mem(&write(&sample::report(), None).bytes).unwrap();
    let figures: Vec<_> = doc
        .objects
        .values()
        .filter_map(|object| object.as_dict().ok())
        .filter(|dict| dict.get(b"S").and_then(lopdf::Object::as_name).ok() == Some(b"Figure"))
        .collect();
    assert_eq!(figures.len(), 1);
    let bounds = figures[0].get(b"A").unwrap().as_dict().unwrap().get(b"BBox").unwrap().as_array().unwrap();
    let numbers: Vec<f32> = bounds.iter().map(|number| number.as_float().unwrap()).collect();
    assert!(numbers[0] < numbers[2] && numbers[1] < numbers[3] && numbers[3] < 842.0, "{numbers:?}");
}

#[test]
fn bookmarks_are_nested_as_the_headings_are() {
    let doc = lopdf::Document::load_mem(&write(&sample::oddities(), None).bytes).unwrap();
    let outlines = doc.get_dict_in_dict(doc.catalog().unwrap(), b"Outlines").unwrap();
    let first = doc.get_dict_in_dict(outlines, b"First").unwrap();
    assert_eq!(first.get(b"Title").unwrap().as_str().unwrap(), b"Lists");
    let child = doc.get_dict_in_dict(first, b"First").unwrap();
    assert_eq!(child.get(b"Title").unwrap().as_str().unwrap(), b"Scripts and controls");
    assert_eq!(outlines.get(b"Count").unwrap().as_i64().unwrap(), 4);
}

#[test]
fn what_is_read_back_is_what_the_document_says() {
    let document = sample::report();
    let read = readback(&write(&document, Some(&seal())).bytes).unwrap().reading_order();
    let alternative = document.blocks().iter().find_map(|block| match block {
        Block::Picture(picture) => Some(picture.alt()),
        _ => None,
    });
    let said = document.plain_text().replace(alternative.unwrap(), "").replace(": ", " ");
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let without_colons = |text: &str| text.replace(": ", " ");
    assert_eq!(words(&without_colons(&read)), words(&said));
}

#[test]
fn letters_that_no_face_has_are_told() {
    let warnings = write(&sample::oddities(), None).warnings;
    let characters: Vec<char> = warnings
        .iter()
        .map(|warning| match warning {
            Warning::NoGlyph { character, .. } => *character,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(characters, ['日', '本', '語', '😀']);
    assert_eq!(write(&sample::report(), None).warnings, []);
}

#[test]
fn writing_can_be_broken_off_in_each_stage() {
    for stage in [Stage::Layout, Stage::Paint, Stage::Write] {
        let mut stop = |progress: Progress| match progress.stage == stage {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        };
        let error = pdf::write(&sample::report(), Some(&seal()), &mut stop).unwrap_err();
        assert!(matches!(error, Error::Cancelled), "{stage:?}: {error}");
    }
}

#[test]
fn progress_never_goes_back() {
    let mut seen: Vec<Progress> = Vec::new();
    pdf::write(&sample::report(), None, &mut |progress| {
        seen.push(progress);
        ControlFlow::Continue(())
    })
    .unwrap();
    let stages: Vec<Stage> = seen.iter().map(|progress| progress.stage).collect();
    assert!(stages.starts_with(&[Stage::Layout]) && stages.ends_with(&[Stage::Write]));
    for pair in seen.windows(2).filter(|pair| pair[0].stage == pair[1].stage) {
        assert!(pair[0].done <= pair[1].done && pair[1].done <= pair[1].total, "{pair:?}");
    }
}

#[test]
fn a_bad_key_is_refused() {
    for secret in [[0; 32], [0xFF; 32]] {
        let seal = Seal { secret, not_before: sample::utc("2026-01-02T03:04:05Z") };
        let error = pdf::write(&sample::report(), Some(&seal), &mut |_| ControlFlow::Continue(())).unwrap_err();
        assert!(matches!(error, Error::Seal { .. }), "{error}");
        assert!(pdf::key_id(&secret).is_err());
    }
}
