//! Measures of the page and the type scale, in points from the upper left corner of an A4 page.

use super::fonts::Face;
use super::prepare::Type;
use crate::document::Ink;

pub(crate) const MM: f32 = 72.0 / 25.4;
pub(crate) const PAGE_WIDTH: f32 = 210.0 * MM;
pub(crate) const PAGE_HEIGHT: f32 = 297.0 * MM;
pub(crate) const LEFT: f32 = 18.0 * MM;
pub(crate) const WIDTH: f32 = 174.0 * MM;
pub(crate) const RIGHT: f32 = LEFT + WIDTH;
/// Top of the text on the first page, which has no running head.
pub(crate) const FIRST_TOP: f32 = 22.0 * MM;
/// Top of the text on every other page.
pub(crate) const TOP: f32 = 24.0 * MM;
pub(crate) const BOTTOM: f32 = 275.5 * MM;
/// Longest line of running text: about 100 letters are as many as an eye follows.
pub(crate) const MEASURE: f32 = 160.0 * MM;
pub(crate) const TITLE_MEASURE: f32 = 140.0 * MM;
/// Between two columns of a table.
pub(crate) const GAP: f32 = 8.0;

const fn sans(size: f32, leading: f32, ink: Ink) -> Type {
    Type { size, leading, plain: Face::Sans, strong: Face::SansStrong, ink }
}

const fn serif(size: f32, leading: f32) -> Type {
    Type { size, leading, plain: Face::Serif, strong: Face::SerifStrong, ink: Ink::Ink }
}

const fn strong(ty: Type) -> Type {
    Type { plain: ty.strong, ..ty }
}

pub(crate) const KICKER: Type = strong(sans(8.4, 12.0, Ink::Blue));
pub(crate) const TITLE: Type = strong(serif(22.5, 26.5));
pub(crate) const LEAD: Type = serif(11.6, 17.2);
pub(crate) const H2: Type = strong(serif(13.0, 17.0));
pub(crate) const H3: Type = strong(sans(9.6, 13.5, Ink::Ink));
pub(crate) const PARA: Type = sans(9.0, 13.6, Ink::Ink);
pub(crate) const SMALL: Type = sans(7.6, 10.8, Ink::Grey);
pub(crate) const LABEL: Type = sans(8.7, 12.4, Ink::Grey);
pub(crate) const CELL: Type = sans(8.7, 12.4, Ink::Ink);
pub(crate) const HEAD: Type = strong(CELL);
pub(crate) const VALUE: Type = strong(serif(18.0, 22.0));
pub(crate) const CAPTION: Type = sans(8.0, 11.4, Ink::Grey);
pub(crate) const PICTURE: Type = sans(7.4, 10.0, Ink::Ink);
pub(crate) const RUNNING: Type = sans(7.8, 10.0, Ink::Grey);
pub(crate) const MARKING: Type = strong(sans(7.3, 10.0, Ink::Marking));
/// Between the letters of a marking.
pub(crate) const MARKING_TRACKING: f32 = 0.7;

/// Base lines of what stands around the text.
pub(crate) const MARKING_TOP: f32 = 9.0 * MM;
pub(crate) const HEAD_LINE: f32 = 15.2 * MM;
pub(crate) const HEAD_RULE: f32 = 18.4 * MM;
pub(crate) const FOOT_RULE: f32 = 279.3 * MM;
pub(crate) const FOOT_LINE: f32 = 283.8 * MM;
pub(crate) const MARKING_BOTTOM: f32 = 290.2 * MM;

/// sRGB, as on the screen (light).
pub(crate) fn rgb(ink: Ink) -> u32 {
    match ink {
        Ink::Ink => 0x15_19_1d,
        Ink::Grey => 0x4a_53_5c,
        Ink::Faint => 0x62_6b_74,
        Ink::Line => 0xd9_dc_df,
        Ink::Panel => 0xf2_f3_f5,
        Ink::Blue => 0x1c_4f_8f,
        Ink::BlueSoft => 0xe4_ed_f7,
        Ink::Late => 0xa4_16_1a,
        Ink::LateSoft => 0xfb_e6_e5,
        Ink::Due => 0x8a_52_00,
        Ink::DueSoft => 0xfd_f0_d9,
        Ink::Met => 0x1c_6b_3c,
        Ink::MetSoft => 0xe2_f2_e7,
        Ink::Marking => 0x5b_2a_86,
        Ink::MarkingSoft => 0xef_e7_f6,
        Ink::Paper => 0xff_ff_ff,
    }
}
