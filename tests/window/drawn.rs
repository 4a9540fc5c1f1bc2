//! Whether a window shows anything at all.

use std::collections::HashSet;
use std::io::Cursor;
use std::time::Instant;

use thirtyfour::prelude::*;

use crate::PULSE;
use crate::stage::LIMIT;

/// Waits until a picture of the window shows text: the fonts come a moment after the page.
pub async fn wait_until_drawn(page: &WebDriver) {
    let end = Instant::now() + LIMIT;
    loop {
        let colours = colours(&page.screenshot_as_png().await.unwrap());
        // A blank window has one or two, lines and surfaces a few more; the smoothed edges of text have many.
        if colours > 16 {
            return;
        }
        assert!(Instant::now() < end, "the picture has {colours} colours");
        tokio::time::sleep(PULSE).await;
    }
}

/// How many colours a PNG has; it must be of a whole window.
fn colours(png: &[u8]) -> usize {
    let mut reader = png::Decoder::new(Cursor::new(png)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let frame = reader.next_frame(&mut pixels).unwrap();
    assert!(frame.width >= 1024 && frame.height >= 640, "{} × {}", frame.width, frame.height);
    let size = frame.buffer_size() / (frame.width as usize * frame.height as usize);
    pixels.chunks_exact(size).collect::<HashSet<_>>().len()
}
