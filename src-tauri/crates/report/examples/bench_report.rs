//! What tags, seal and checks cost: `bench_report bare|tagged|checked N` prints seconds, peak memory and processor time
//! for N rows of 60 words. `bare` is printpdf alone over the same text: wrapped, painted, saved, no marks and no tree.
//! `bench_report text N` prints the rows, with tabs, for other tools.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../tests/sample/mod.rs"]
mod sample;

use breachbook_report::check::{Forbidden, leaks, readback};
use breachbook_report::document::{Column, Document, Table};
use breachbook_report::pdf::{self, Seal};
use printpdf::{
    FontId, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem, TextMatrix,
};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::time::Instant;

const WORDS: &str = "the force says that a spreadsheet with names ranks units and locations was published in answer to \
    a freedom of information request it could be read for about two hours before it was hidden from view officers \
    and staff were told on the following day how many people have downloaded file and who are they nobody knows yet \
    committee asked chief constable whether data is held by others information commissioner has been informed";

fn main() {
    let mut args = std::env::args().skip(1);
    let (mode, count) = (args.next().expect("bare, tagged or checked"), args.next().expect("how many rows"));
    let rows = rows(count.parse().expect("a number"));
    if mode == "text" {
        rows.iter().for_each(|row| println!("{}", row.join("\t")));
        return;
    }
    let used = processor();
    let start = Instant::now();
    let (pages, bytes) = match mode.as_str() {
        "bare" => bare(&rows),
        "tagged" => tagged(&rows),
        "checked" => {
            let (pages, bytes) = tagged(&rows);
            let written = start.elapsed();
            let read = readback(&bytes).unwrap();
            let read_at = start.elapsed();
            // 10,000 withheld texts, half of them long, none in the report.
            let forbidden: Vec<Forbidden> = (0..10_000)
                .map(|n| match n % 2 {
                    0 => format!("the informant number {n} lives above the bakery in another street and is afraid"),
                    _ => format!("ev-{n}"),
                })
                .map(|text| Forbidden { text, item: "x".into() })
                .collect();
            assert_eq!(leaks(&read, &forbidden, []).unwrap(), []);
            println!(
                "  written {:.2} s, read back {:.2} s, searched {:.2} s",
                written.as_secs_f64(),
                (read_at - written).as_secs_f64(),
                (start.elapsed() - read_at).as_secs_f64()
            );
            (pages, bytes)
        }
        other => panic!("bare, tagged or checked, not {other}"),
    };
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{mode} {count} rows: {seconds:.2} s, {} MB peak, {:.2} s of processor, {pages} pages, {:.2} MB",
        peak(),
        processor() - used,
        bytes.len() as f64 / 1e6
    );
}

/// Number, time, text.
fn rows(count: usize) -> Vec<[String; 3]> {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut state = 1_u64;
    (0..count)
        .map(|n| {
            let text = (0..60).map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                words[(state >> 33) as usize % words.len()]
            });
            let time = format!("{} Aug 2023, {:02}:{:02}", n % 28 + 1, n % 24, n % 60);
            [n.to_string(), time, text.collect::<Vec<_>>().join(" ")]
        })
        .collect()
}

fn tagged(rows: &[[String; 3]]) -> (usize, Vec<u8>) {
    let mut document = Document::new(sample::front("Benchmark")).unwrap();
    let mut table = Table::new([Column::mm("No.", 15.0), Column::mm("When", 30.0), Column::share("What", 1.0)]);
    for [number, time, text] in rows {
        table.row([number.as_str().into(), time.as_str().into(), text.as_str().into()]);
    }
    document.push(table);
    let seal = Seal { secret: [7; 32], not_before: sample::utc("2026-01-02T03:04:05Z") };
    let written = pdf::write(&document, Some(&seal), &mut |_| ControlFlow::Continue(())).unwrap();
    (written.pages, written.bytes)
}

/// The same columns, type and leading, as somebody writes it who wants a PDF and no more.
fn bare(rows: &[[String; 3]]) -> (usize, Vec<u8>) {
    let bytes = include_bytes!("../fonts/IBMPlexSans-Regular.ttf");
    let font = ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).unwrap();
    let mut pdf = PdfDocument::new("Benchmark");
    let id = FontId("BBSANS".into());
    let mut widths: HashMap<char, f32> = HashMap::new();
    let mut width = |ch: char| {
        *widths.entry(ch).or_insert_with(|| {
            let glyph = font.lookup_glyph_index(ch as u32).unwrap();
            f32::from(font.get_horizontal_advance(glyph)) * SIZE / 1000.0
        })
    };
    const SIZE: f32 = 8.7;
    const LEADING: f32 = 12.4;
    let (left, measure) = ([51.0_f32, 101.5, 194.6], 349.7_f32);
    let mut pages: Vec<Vec<Op>> = vec![Vec::new()];
    let mut y = 760.0;
    for [number, time, text] in rows {
        let mut lines = vec![String::new()];
        let mut x = 0.0;
        for word in text.split(' ') {
            let wide: f32 = word.chars().chain([' ']).map(&mut width).sum();
            if x + wide > measure {
                lines.push(String::new());
                x = 0.0;
            }
            let line = lines.last_mut().unwrap();
            line.push_str(word);
            line.push(' ');
            x += wide;
        }
        if y - LEADING * lines.len() as f32 - 9.4 < 62.0 {
            pages.push(Vec::new());
            y = 760.0;
        }
        let ops = pages.last_mut().unwrap();
        let mut show = |x: f32, y: f32, text: &str| {
            ops.push(Op::StartTextSection);
            ops.push(Op::SetFont { font: PdfFontHandle::External(id.clone()), size: Pt(SIZE) });
            ops.push(Op::SetTextMatrix { matrix: TextMatrix::Translate(Pt(x), Pt(y)) });
            ops.push(Op::ShowText { items: vec![TextItem::Text(text.to_owned())] });
            ops.push(Op::EndTextSection);
        };
        show(left[0], y, number);
        show(left[1], y, time);
        for line in &lines {
            show(left[2], y, line);
            y -= LEADING;
        }
        y -= 9.4;
    }
    pdf.resources.fonts.map.insert(id, PdfFont::new(font));
    pdf.pages = pages.into_iter().map(|ops| PdfPage::new(Mm(210.0), Mm(297.0), ops)).collect();
    let mut out = Vec::new();
    let options = PdfSaveOptions { image_optimization: None, ..PdfSaveOptions::default() };
    pdf.save_writer(&mut out, &options, &mut Vec::new());
    (pdf.pages.len(), out)
}

/// Seconds of processor that this process has used, all threads together, from the kernel; 0 where there is no /proc.
fn processor() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    // utime and stime, the 14th and 15th field of all, in hundredths of a second.
    let ticks = fields.split_whitespace().skip(11).take(2);
    ticks.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

/// Peak resident memory in MB, from the kernel; 0 where there is no /proc.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}
