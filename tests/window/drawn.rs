//! Whether a window shows anything at all.

use std::collections::HashSet;
use std::io::Cursor;
use std::time::Instant;

use thirtyfour::prelude::*;

use crate::PULSE;
use crate::stage::LIMIT;

/// A picture of the window, as a PNG. Where the engine paints without OpenGL it answers only once it paints again, which
/// a page that stands still never does: so a point in its corner changes its colour meanwhile.
pub async fn screenshot(page: &WebDriver) -> Vec<u8> {
    let stir = "const point = document.createElement('div');
        Object.assign(point.style, { position: 'fixed', right: 0, bottom: 0, width: '1px', height: '1px', opacity: 0 });
        (document.querySelector('dialog[open]') ?? document.body).append(point);
        let n = 0;
        const timer = setInterval(() => {
            point.style.background = n++ % 2 ? '#808080' : '#828282';
            if (n > 40) { clearInterval(timer); point.remove(); }
        }, 50);";
    page.execute(stir, vec![]).await.unwrap();
    page.screenshot_as_png().await.unwrap()
}

/// Waits until a picture of the window shows text: the fonts come a moment after the page.
pub async fn wait_until_drawn(page: &WebDriver) {
    let end = Instant::now() + LIMIT;
    loop {
        let colours = colours(&screenshot(page).await);
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
