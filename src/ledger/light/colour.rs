//! The colours of lights, and their names, by which lights are recognised in a print without
//! colours; the names follow the colours chosen.

use super::Light;

/// The background colours of lights that differ from the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Colours([Option<Choice>; Light::ALL.len()]);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Blank,
    /// A colour, as `RRGGBB`.
    Of(u32),
}

impl Colours {
    /// Returns the background colour of a light, as `RRGGBB`; `None` if it has none.
    pub fn of(&self, light: Light) -> Option<u32> {
        match self.0.get(light.place()).copied().flatten() {
            None => light.colour(),
            Some(Choice::Blank) => None,
            Some(Choice::Of(colour)) => Some(colour),
        }
    }

    /// Sets the colour of a light: `#92D050`, or 无 for none. Returns whether that is a valid
    /// colour.
    #[must_use]
    pub fn choose(&mut self, light: Light, text: &str) -> bool {
        let choice = match text.trim() {
            "无" | "none" => Some(Choice::Blank),
            text => hexadecimal(text).map(Choice::Of),
        };
        if let (Some(choice), Some(place)) = (choice, self.0.get_mut(light.place())) {
            *place = Some(choice);
        }
        choice.is_some()
    }
}

fn hexadecimal(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('#').unwrap_or(text);
    let is_fit = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_fit.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

/// Returns the name of a colour, by its hue; empty for one that is nearly white.
pub(super) fn word(colour: u32) -> &'static str {
    const WHITE: f64 = 0.94;
    const PALE: f64 = 0.08;
    let [_, red, green, blue] = colour.to_be_bytes().map(|byte| f64::from(byte) / 255.0);
    let (most, least) = (red.max(green).max(blue), red.min(green).min(blue));
    let range = most - least;
    if range <= PALE {
        return if most > WHITE { "" } else { "灰" };
    }
    let sixths = match most {
        most if most <= red => (green - blue) / range,
        most if most <= green => (blue - red) / range + 2.0,
        _ => (red - green) / range + 4.0,
    };
    let hue = (sixths * 60.0).rem_euclid(360.0);
    let words =
        [(15.0, "红"), (40.0, "橙"), (70.0, "黄"), (165.0, "绿"), (260.0, "蓝"), (345.0, "紫")];
    words.into_iter().find(|(end, _)| hue < *end).map_or("红", |(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_colours() {
        for (colour, expected) in [
            (0xFF_00_00, "红"),
            (0xC0_00_00, "红"),
            (0xFF_C0_00, "黄"),
            (0xED_7D_31, "橙"),
            (0x92_D0_50, "绿"),
            (0x00_70_C0, "蓝"),
            (0x70_30_A0, "紫"),
            (0x80_80_80, "灰"),
            (0xFF_FF_FF, ""),
        ] {
            assert_eq!(word(colour), expected, "{colour:06x}");
        }
    }

    #[test]
    fn colours_are_chosen_as_people_write_them() {
        let mut colours = Colours::default();
        assert!(colours.choose(Light::Late, "#c00000") && colours.choose(Light::Done, "无"));
        assert_eq!([colours.of(Light::Late), colours.of(Light::Done)], [Some(0xC0_00_00), None]);
        assert_eq!(colours.of(Light::Urgent), Light::Urgent.colour());
        for wrong in ["red", "#fff", "#+00000", "＃C00000", ""] {
            assert!(!colours.choose(Light::Late, wrong), "{wrong}");
        }
        assert_eq!(colours.of(Light::Late), Some(0xC0_00_00));
    }
}
