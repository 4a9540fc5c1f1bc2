//! How much script the page loads.

use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

/// In bytes, compressed. What the window says comes from Rust; the page only draws it.
const MOST: usize = 250_000;

#[test]
fn the_page_loads_little_script() {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/dist/assets");
    let files = std::fs::read_dir(&assets).unwrap_or_else(|why| panic!("{}: {why}: npm run build", assets.display()));
    let scripts: Vec<_> = files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "js"))
        .collect();
    assert!(!scripts.is_empty(), "{}: no script", assets.display());
    let weight: usize = scripts
        .iter()
        .map(|script| {
            let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
            gzip.write_all(&std::fs::read(script).unwrap()).unwrap();
            gzip.finish().unwrap().len()
        })
        .sum();
    assert!(weight < MOST, "{weight} bytes of script, compressed");
}
