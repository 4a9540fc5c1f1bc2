//! Where the window stood, how large it was and how far it was zoomed: kept in the program's own folder.

use std::path::Path;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

const FILE: &str = "window.json";
/// The steps of zoom, in per cent; the page is made to hold at each.
const ZOOM: [u32; 9] = [67, 75, 90, 100, 110, 125, 150, 175, 200];

/// Which way to zoom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ZoomStep {
    /// Larger.
    In,
    /// Smaller.
    Out,
    /// As it was.
    Reset,
}

/// The window as it was last. Lengths in points of the system, from the upper left corner of its first screen.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct WindowPlace {
    /// Left edge; none where the system does not say.
    pub x: Option<f64>,
    /// Upper edge; none where the system does not say.
    pub y: Option<f64>,
    /// Width of the page.
    pub width: f64,
    /// Height of the page.
    pub height: f64,
    /// Whether it filled the screen.
    pub maximized: bool,
    /// In per cent.
    pub zoom: u32,
}

impl Default for WindowPlace {
    fn default() -> Self {
        Self { x: None, y: None, width: 1280.0, height: 800.0, maximized: false, zoom: 100 }
    }
}

/// A screen: left, top, width, height, in the same points.
pub type Screen = (f64, f64, f64, f64);

impl WindowPlace {
    /// Reads it; what is missing or damaged is as at the first start.
    pub fn read(home: &Path) -> Self {
        let read = std::fs::read(home.join(FILE)).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let kept: Self = read.unwrap_or_default();
        if ZOOM.contains(&kept.zoom) { kept } else { Self { zoom: 100, ..kept } }
    }

    /// Writes it.
    pub fn write(&self, home: &Path) {
        // A place that cannot be kept is no reason to trouble anybody: the next window opens in the middle.
        let _ = std::fs::create_dir_all(home);
        let _ = serde_json::to_vec(self).map(|bytes| std::fs::write(home.join(FILE), bytes));
    }

    /// The same on the screens that there are now: no larger than one, and where it can be reached.
    #[must_use]
    pub fn on(self, screens: &[Screen]) -> Self {
        let widest = screens.iter().map(|(.., width, _)| *width).fold(0.0, f64::max);
        let tallest = screens.iter().map(|(.., height)| *height).fold(0.0, f64::max);
        let within = |length: f64, least: f64, most: f64| {
            let length = if length.is_finite() { length.max(least) } else { least };
            if most > 0.0 { length.min(most) } else { length }
        };
        let (width, height) = (within(self.width, 640.0, widest), within(self.height, 480.0, tallest));
        let reachable = |x: f64, y: f64| {
            // A hand's breadth of its title must lie on a screen.
            screens.iter().any(|(left, top, w, h)| {
                x + width - 100.0 > *left && x + 100.0 < left + w && y >= *top - 10.0 && y + 60.0 < top + h
            })
        };
        let place = self.x.zip(self.y).filter(|(x, y)| reachable(*x, *y));
        Self { x: place.map(|(x, _)| x), y: place.map(|(_, y)| y), width, height, ..self }
    }

    /// The same one step larger, smaller, or as it was.
    #[must_use]
    pub fn zoomed(self, step: ZoomStep) -> Self {
        let at = ZOOM.iter().position(|zoom| *zoom == self.zoom).unwrap_or(3);
        let zoom = match step {
            ZoomStep::In => ZOOM[(at + 1).min(ZOOM.len() - 1)],
            ZoomStep::Out => ZOOM[at.saturating_sub(1)],
            ZoomStep::Reset => 100,
        };
        Self { zoom, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAPTOP: Screen = (0.0, 0.0, 1280.0, 800.0);
    const BESIDE: Screen = (1280.0, 0.0, 1920.0, 1080.0);

    fn at(x: f64, y: f64, width: f64, height: f64) -> WindowPlace {
        WindowPlace { x: Some(x), y: Some(y), width, height, ..WindowPlace::default() }
    }

    #[test]
    fn a_window_comes_back_where_it_was_unless_that_screen_is_gone() {
        let kept = at(1400.0, 40.0, 1600.0, 900.0);
        assert_eq!(kept.on(&[LAPTOP, BESIDE]), kept);
        let alone = kept.on(&[LAPTOP]);
        assert_eq!((alone.x, alone.width, alone.height), (None, 1280.0, 800.0));
        // Its title above the upper edge, or a corner of it only.
        assert_eq!(at(0.0, -300.0, 1000.0, 700.0).on(&[LAPTOP]).y, None);
        assert_eq!(at(1250.0, 10.0, 1000.0, 700.0).on(&[LAPTOP]).x, None);
        assert_eq!(at(f64::NAN, 10.0, f64::NAN, 1.0).on(&[LAPTOP]), at(0.0, 0.0, 640.0, 480.0).off());
    }

    impl WindowPlace {
        fn off(self) -> Self {
            Self { x: None, y: None, ..self }
        }
    }

    #[test]
    fn zoom_goes_by_steps_and_stops_at_the_ends() {
        let mut kept = WindowPlace::default();
        let steps: Vec<u32> = (0..7)
            .map(|_| {
                kept = kept.zoomed(ZoomStep::In);
                kept.zoom
            })
            .collect();
        assert_eq!(steps, [110, 125, 150, 175, 200, 200, 200]);
        assert_eq!(kept.zoomed(ZoomStep::Out).zoom, 175);
        assert_eq!(kept.zoomed(ZoomStep::Reset).zoom, 100);
    }
}
