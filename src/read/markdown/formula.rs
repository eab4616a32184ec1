//! TeX formulas that stand for plain text: `$98 \%$` is 98%, `$\textcircled{1}$` is ①,
//! `$20\mathrm{km}$` is 20km.

use std::sync::LazyLock;

use regex::Regex;

/// A formula between dollars, or between `\(` and `\)`.
static FORMULA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\$\$([^$\n]{1,200})\$\$|\$([^$\n]{1,200})\$|\\\(([^\n]{1,200}?)\\\)")
        .expect("the pattern is fixed")
});
/// Commands without visible effect, or that only style their argument.
const SILENT: &[&str] = &[
    "mathrm", "text", "mathbf", "mathit", "textbf", "textrm", "textit", "mathsf", "operatorname",
    "boldsymbol", "rm", "bf", "it", "underline", "overline", "mbox", "hbox", "mathop", "mathbin",
    "mathrel", "quad", "qquad", "left", "right", "scriptsize", "small", "footnotesize", "tiny",
    "large", "normalsize", "displaystyle", "textstyle", "scriptstyle", "mathcal", "mathbb",
    "limits", "bigl", "bigr", "big", "Big", "ensuremath", "pmb", "bm", "rmfamily", "songti",
    "heiti",
];
/// Commands, and the text they show.
const SHOWN: &[(&str, &str)] = &[
    ("geq", "≥"),
    ("ge", "≥"),
    ("geqslant", "≥"),
    ("leq", "≤"),
    ("le", "≤"),
    ("leqslant", "≤"),
    ("times", "×"),
    ("div", "÷"),
    ("pm", "±"),
    ("sim", "~"),
    ("thicksim", "~"),
    ("approx", "≈"),
    ("neq", "≠"),
    ("cdot", "·"),
    ("bullet", "●"),
    ("circ", "°"),
    ("degree", "°"),
    ("celsius", "℃"),
    ("permil", "‰"),
    ("rightarrow", "→"),
    ("to", "→"),
    ("checkmark", "√"),
    ("surd", "√"),
    ("sqrt", "√"),
    ("bigstar", "★"),
    ("star", "★"),
    ("triangle", "△"),
    ("bigtriangleup", "△"),
    ("vartriangle", "△"),
    ("blacktriangle", "▲"),
    ("bigcirc", "○"),
    ("odot", "◎"),
    ("circledcirc", "◎"),
    ("blacksquare", "■"),
    ("square", "□"),
    ("Box", "□"),
    ("diamond", "◇"),
    ("Diamond", "◇"),
    ("ldots", "…"),
    ("cdots", "…"),
    ("dots", "…"),
    ("mu", "μ"),
    ("alpha", "α"),
    ("beta", "β"),
    ("prime", "′"),
    ("mid", "|"),
    ("lt", "<"),
    ("gt", ">"),
];

/// Replaces the formulas of a text by plain text; in HTML, `<` and `>` stay escaped.
pub(super) fn replaced(text: &str, is_html: bool) -> String {
    if !text.contains(['$', '\\']) {
        return text.to_owned();
    }
    let replaced = FORMULA.replace_all(text, |found: &regex::Captures<'_>| {
        let inner = (1..=3).find_map(|n| found.get(n)).map_or("", |inner| inner.as_str());
        let shown = is_formula(inner).then(|| shown(inner)).flatten();
        let escape = |shown: String| {
            if is_html { shown.replace('<', "&lt;").replace('>', "&gt;") } else { shown }
        };
        shown.map_or_else(|| found[0].to_owned(), escape)
    });
    replaced.into_owned()
}

/// Whether the text between dollar signs is a formula, rather than text between two sums of money.
fn is_formula(inner: &str) -> bool {
    inner.contains('\\')
        || !inner.trim().is_empty()
            && inner.chars().all(|c| c.is_ascii_graphic() || c == ' ' || c == '％')
}

/// Returns the text that a formula shows; `None` if it has unknown commands.
fn shown(formula: &str) -> Option<String> {
    let mut text = String::new();
    let mut chars = formula.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => command(&mut chars, &mut text)?,
            '{' | '}' | ' ' | '~' | '&' => {}
            '^' => raised(&mut chars, &mut text),
            '_' => {}
            c => text.push(c),
        }
    }
    Some(text.replace("°C", "℃"))
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn command(chars: &mut Chars<'_>, text: &mut String) -> Option<()> {
    let mut name = String::new();
    while let Some(letter) = chars.next_if(char::is_ascii_alphabetic) {
        name.push(letter);
    }
    match name.as_str() {
        "" => match chars.next() {
            Some(',' | ';' | ':' | '!' | ' ' | '\\') | None => {}
            Some(escaped) => text.push(escaped),
        },
        "textcircled" | "circled" => {
            let inner = shown(&group(chars))?;
            let number = inner.parse().ok().filter(|number| (1..=20).contains(number));
            text.extend(number.and_then(|number: u32| char::from_u32('①' as u32 + number - 1)));
            if number.is_none() {
                text.push_str(&inner);
            }
        }
        "frac" | "dfrac" | "tfrac" => {
            let (over, under) = (group(chars), group(chars));
            text.push_str(&format!("{}/{}", shown(&over)?, shown(&under)?));
        }
        name if SILENT.contains(&name) => {}
        name => text.push_str(SHOWN.iter().find(|(known, _)| *known == name)?.1),
    }
    Some(())
}

/// Reads an exponent: `^{2}` is ², `^{\circ}` is °.
fn raised(chars: &mut Chars<'_>, text: &mut String) {
    let inner = shown(&group(chars)).unwrap_or_default();
    match inner.as_str() {
        "2" => text.push('²'),
        "3" => text.push('³'),
        inner => text.push_str(inner),
    }
}

/// Reads a group in braces, or a single character or command.
fn group(chars: &mut Chars<'_>) -> String {
    while chars.next_if_eq(&' ').is_some() {}
    if chars.next_if_eq(&'{').is_none() {
        return match chars.next() {
            Some('\\') => {
                let mut name = "\\".to_owned();
                while let Some(letter) = chars.next_if(char::is_ascii_alphabetic) {
                    name.push(letter);
                }
                name
            }
            Some(c) => c.to_string(),
            None => String::new(),
        };
    }
    let (mut depth, mut inner) = (1_usize, String::new());
    for c in chars.by_ref() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        inner.push(c);
    }
    inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_what_they_show() {
        for (formula, expected) in [
            (r"达标率 $98 \%$ ，节水 $2 0 \%$ 以上", "达标率 98% ，节水 20% 以上"),
            (r"$20 \mathrm{km}$、$2 0 ~ \mathrm { k m }$", "20km、20km"),
            (r"$\textcircled{1}$ 建立，$\textcircled { \scriptsize 1 2 }$", "① 建立，⑫"),
            (r"$\geq 95\%$，$5 \times 10^{4} \mathrm{m}^{3}$", "≥95%，5×104m³"),
            (r"\(25 ^ { \circ } \mathrm { C }\)", "25℃"),
            (r"$\bigstar$ 牵头 $\triangle$ 配合", "★ 牵头 △ 配合"),
            (r"$\frac{1}{2}$ 和 $\int x$", r"1/2 和 $\int x$"),
            ("投资$100万，收入$200万", "投资$100万，收入$200万"),
        ] {
            assert_eq!(replaced(formula, false), expected);
        }
        assert_eq!(replaced(r"<td>$< 5 \%$</td>", true), "<td>&lt;5%</td>");
    }
}
