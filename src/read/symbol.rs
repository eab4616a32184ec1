//! Symbol fonts, which draw signs in place of letters: `ü` in Wingdings is a tick.
//!
//! In: the name of a font and a code, as in `<w:sym w:font="Wingdings" w:char="F0FC"/>`. Out: a
//! character that looks alike.

/// The mark that printers set for a missing type; stands for a sign without a counterpart here.
const MISSING: char = '〓';
/// The private use area to which Windows maps the signs of symbol fonts.
const PRIVATE: std::ops::RangeInclusive<u32> = 0xf020..=0xf0ff;

/// The signs by code, for each font by its name in lower case.
const FONTS: &[(&str, &[(u32, char)])] = &[
    (
        "wingdings 2",
        &[
            (0x4f, '×'),
            (0x50, '√'),
            (0x51, '×'),
            (0x52, '√'),
            (0x53, '×'),
            (0x54, '×'),
            (0x97, '●'),
            (0x98, '●'),
            (0x99, '○'),
            (0x9a, '○'),
            (0x9e, '○'),
            (0xa2, '■'),
            (0xa3, '□'),
        ],
    ),
    ("wingdings 3", &[(0x70, '▲'), (0x71, '▼'), (0x72, '△'), (0x73, '▽'), (0x7d, '►')]),
    (
        "wingdings",
        &[
            (0x6c, '●'),
            (0x6d, '○'),
            (0x6e, '■'),
            (0x6f, '□'),
            (0x70, '□'),
            (0x71, '□'),
            (0x72, '□'),
            (0x74, '◆'),
            (0x75, '◆'),
            (0x76, '◆'),
            (0x9f, '•'),
            (0xa1, '○'),
            (0xa2, '○'),
            (0xa3, '○'),
            (0xa4, '◎'),
            (0xa5, '◎'),
            (0xa7, '■'),
            (0xa8, '□'),
            (0xaa, '☆'),
            (0xab, '★'),
            (0xac, '★'),
            (0xad, '★'),
            (0xb2, '☆'),
            (0xb5, '☆'),
            (0xd8, '➢'),
            (0xe0, '→'),
            (0xf0, '→'),
            (0xfb, '×'),
            (0xfc, '√'),
            (0xfd, '×'),
            (0xfe, '√'),
        ],
    ),
    ("webdings", &[(0x61, '√'), (0x63, '□'), (0x67, '■'), (0x6e, '●'), (0x72, '×'), (0x3d, '●')]),
    (
        "symbol",
        &[
            (0xa3, '≤'),
            (0xb3, '≥'),
            (0xb7, '•'),
            (0xb1, '±'),
            (0xb4, '×'),
            (0xb0, '°'),
            (0xd6, '√'),
            (0xb8, '÷'),
        ],
    ),
];

/// Returns the character that a code of a symbol font shows; `None` for other fonts.
pub(super) fn symbol(font: &str, code: u32) -> Option<char> {
    let (name, signs) = font_of(font)?;
    let bare = if PRIVATE.contains(&code) { code - 0xf000 } else { code };
    let circled = |from: u32, one: char| char::from_u32(one as u32 + bare.checked_sub(from)?);
    let number = match bare {
        0x81..=0x8a if name == "wingdings" => circled(0x81, '①'),
        0x8c..=0x95 if name == "wingdings" => circled(0x8c, '①'),
        0x6a..=0x73 if name == "wingdings 2" => circled(0x6a, '①'),
        _ => None,
    };
    let sign = signs.iter().find(|(known, _)| *known == bare).map(|(_, sign)| *sign);
    Some(number.or(sign).unwrap_or(MISSING))
}

/// Whether a font shows signs in place of letters.
pub(super) fn is_symbolic(font: &str) -> bool {
    font_of(font).is_some_and(|(name, _)| name != "symbol")
}

/// Returns what a text in a symbol font shows.
pub(super) fn shown(font: &str, text: &str) -> String {
    text.chars()
        .map(|c| if c.is_whitespace() { c } else { symbol(font, c.into()).unwrap_or(c) })
        .collect()
}

fn font_of(font: &str) -> Option<(&'static str, &'static [(u32, char)])> {
    let font = font.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    FONTS.iter().find(|(name, _)| font == *name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_those_that_the_font_shows() {
        for (font, code, expected) in [
            ("Wingdings", 0xf0fc, Some('√')),
            ("wingdings", 0xfc, Some('√')),
            ("Wingdings 2", 0xf052, Some('√')),
            ("Wingdings 2", 0x50, Some('√')),
            ("Wingdings", 0xf0ab, Some('★')),
            ("Wingdings", 0xf083, Some('③')),
            ("Wingdings", 0xf041, Some('〓')),
            ("仿宋", 0xfc, None),
        ] {
            assert_eq!(symbol(font, code), expected, "{font} {code:x}");
        }
        assert_eq!(shown("\"Wingdings\"", "ü l"), "√ ●");
    }
}
