//! Our own sRGB profile: an ICC v2.1 display profile of three colorants (D50) and one tone curve for all channels.
//! Written from ICC.1:2001-04 and IEC 61966-2-1, so that no profile with a licence of its own has to be carried.

/// Points of the tone curve: enough that no 8-bit value is off by one.
const POINTS: usize = 1024;

/// The profile, ready for an output intent.
pub(super) fn profile() -> Vec<u8> {
    let curve = tone_curve();
    let tags: [(&[u8; 4], Vec<u8>); 7] = [
        (b"desc", description("sRGB by Breachbook")),
        (b"cprt", text("No rights reserved")),
        (b"wtpt", xyz([0.9642, 1.0, 0.8249])),
        // sRGB primaries adapted to D50 (Bradford).
        (b"rXYZ", xyz([0.436_06, 0.222_49, 0.013_92])),
        (b"gXYZ", xyz([0.385_15, 0.716_87, 0.097_08])),
        (b"bXYZ", xyz([0.143_07, 0.060_61, 0.714_10])),
        (b"rTRC", curve),
    ];
    // The two other channels share the curve of the first.
    let count = tags.len() + 2;
    let mut offset = 128 + 4 + 12 * count;
    let (mut table, mut data) = (Vec::new(), Vec::new());
    table.extend(be(count));
    for (name, content) in &tags {
        let names: &[&[u8; 4]] = if *name == b"rTRC" { &[b"rTRC", b"gTRC", b"bTRC"] } else { &[name] };
        for name in names {
            table.extend(**name);
            table.extend(be(offset));
            table.extend(be(content.len()));
        }
        data.extend(content);
        data.resize(data.len().next_multiple_of(4), 0);
        offset = 128 + 4 + 12 * count + data.len();
    }
    let mut profile = header(128 + table.len() + data.len());
    profile.extend(table);
    profile.extend(data);
    profile
}

fn header(size: usize) -> Vec<u8> {
    let mut header = be(size).to_vec();
    header.extend([0, 0, 0, 0, 2, 0x10, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    // 1 January 2026, 00:00:00: fixed, so that the bytes are.
    for part in [2026_u16, 1, 1, 0, 0, 0] {
        header.extend(part.to_be_bytes());
    }
    header.extend(b"acsp");
    header.resize(68, 0);
    header.extend(xyz_number([0.9642, 1.0, 0.8249]));
    header.resize(128, 0);
    header
}

fn tone_curve() -> Vec<u8> {
    let mut curve = b"curv\0\0\0\0".to_vec();
    curve.extend(be(POINTS));
    for n in 0..POINTS {
        let v = n as f64 / (POINTS - 1) as f64;
        let linear = if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) };
        curve.extend(((linear * 65535.0).round() as u16).to_be_bytes());
    }
    curve
}

fn description(words: &str) -> Vec<u8> {
    let mut out = b"desc\0\0\0\0".to_vec();
    out.extend(be(words.len() + 1));
    out.extend(words.as_bytes());
    // End of the text; then no Unicode and no Macintosh form of it.
    out.resize(out.len() + 1 + 8 + 3 + 67, 0);
    out
}

fn text(words: &str) -> Vec<u8> {
    let mut out = b"text\0\0\0\0".to_vec();
    out.extend(words.as_bytes());
    out.push(0);
    out
}

fn xyz(values: [f64; 3]) -> Vec<u8> {
    let mut out = b"XYZ \0\0\0\0".to_vec();
    out.extend(xyz_number(values));
    out
}

fn xyz_number(values: [f64; 3]) -> Vec<u8> {
    values.iter().flat_map(|v| ((v * 65536.0).round() as i32).to_be_bytes()).collect()
}

fn be(number: usize) -> [u8; 4] {
    // Sizes here are a few kilobytes.
    (number as u32).to_be_bytes()
}
