//! Content negotiation: chooses among the available types and languages by the client's `Accept`
//! headers (RFC 9110, 12.5) or by `?format=`.

use axum::http::{HeaderMap, header};

use crate::message;
use crate::message::Lang;
use crate::query::Format;

use super::problem::Problem;

/// Formats of solutions and boolean results.
pub(super) const SOLUTIONS: &[(&str, Format)] = &[
    ("application/sparql-results+json", Format::Json),
    ("application/json", Format::Json),
    ("application/sparql-results+xml", Format::Xml),
    ("application/xml", Format::Xml),
    ("text/csv", Format::Csv),
    ("text/tab-separated-values", Format::Tsv),
];

/// Formats of graphs.
pub(super) const GRAPHS: &[(&str, Format)] = &[
    ("text/turtle", Format::Turtle),
    ("application/n-triples", Format::NTriples),
    ("application/rdf+xml", Format::RdfXml),
    ("application/ld+json", Format::JsonLd),
    ("application/n-quads", Format::NQuads),
    ("application/trig", Format::TriG),
];

/// Returns the type that the client prefers: the one `?format=` names, otherwise one it accepts.
/// `None` if that is not among the offers.
pub(super) fn choose(
    headers: &HeaderMap,
    format: Option<&str>,
    offers: &[(&'static str, Format)],
) -> Result<Option<(&'static str, Format)>, Problem> {
    let Some(format) = format else { return Ok(negotiate(headers, offers)) };
    let unknown =
        |_| Problem::request(&message!("http-format", format = format, offers = names(offers)));
    let wanted = Format::find(format).map_err(unknown)?;
    Ok(offers.iter().copied().find(|(_, offer)| *offer == wanted))
}

/// Returns the supported language that `Accept-Language` ranks highest, if any.
pub(super) fn language(headers: &HeaderMap) -> Option<Lang> {
    let values =
        headers.get_all(header::ACCEPT_LANGUAGE).iter().filter_map(|value| value.to_str().ok());
    let mut best: Option<(Lang, f32)> = None;
    for one in values.flat_map(|value| value.split(',')) {
        let mut parameters = one.split(';').map(str::trim);
        let Some(lang) = parameters.next().and_then(Lang::of_locale) else { continue };
        let quality = quality(parameters).unwrap_or_default();
        if quality > best.map_or(0.0, |(_, quality)| quality) {
            best = Some((lang, quality));
        }
    }
    best.map(|(lang, _)| lang)
}

/// Returns the names of offers, for people.
pub(super) fn names<T>(offers: &[(&'static str, T)]) -> String {
    offers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// Returns the names of the formats of triples, or of solutions.
pub(super) fn names_of(triples: bool) -> String {
    names(if triples { GRAPHS } else { SOLUTIONS })
}

/// Returns the `Content-Type` for a media type, with a charset for text.
pub(super) fn content_type(media_type: &str) -> String {
    let charset = if media_type.starts_with("text/") { "; charset=utf-8" } else { "" };
    format!("{media_type}{charset}")
}

/// One range of `Accept`: `text/*;q=0.5`.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    quality: f32,
}

impl Range<'_> {
    /// Returns how closely it matches a media type: 2 for the type itself, 1 for `text/*`, 0 for
    /// `*/*`; `None` if it does not.
    fn fit(&self, media_type: &str) -> Option<u8> {
        let (kind, subtype) = media_type.split_once('/')?;
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (one, "*") if one.eq_ignore_ascii_case(kind) => Some(1),
            (one, other) => {
                (one.eq_ignore_ascii_case(kind) && other.eq_ignore_ascii_case(subtype)).then_some(2)
            }
        }
    }
}

/// Returns the offer that the client prefers; on a tie one that it names exactly, then the first.
///
/// Without a readable `Accept`, that is the first offer.
pub(super) fn negotiate<T: Copy>(
    headers: &HeaderMap,
    offers: &[(&'static str, T)],
) -> Option<(&'static str, T)> {
    let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let ranges: Vec<Range<'_>> =
        values.flat_map(|value| value.split(',')).filter_map(range).collect();
    if ranges.is_empty() {
        return offers.first().copied();
    }
    let mut best = None;
    for offer in offers {
        let closest = ranges.iter().filter_map(|range| Some((range.fit(offer.0)?, range.quality)));
        let Some((fit, quality)) =
            closest.max_by_key(|(fit, _)| *fit).filter(|(_, quality)| *quality > 0.0)
        else {
            continue;
        };
        if best.is_none_or(|(_, best_fit, best_quality)| (quality, fit) > (best_quality, best_fit))
        {
            best = Some((*offer, fit, quality));
        }
    }
    best.map(|(offer, _, _)| offer)
}

fn range(text: &str) -> Option<Range<'_>> {
    let mut parameters = text.split(';').map(str::trim);
    let (kind, subtype) = parameters.next()?.split_once('/')?;
    Some(Range { kind, subtype, quality: quality(parameters)? })
}

/// Returns the quality among the parameters of a range: 1 by default, `None` if it is not a number.
fn quality<'a>(mut parameters: impl Iterator<Item = &'a str>) -> Option<f32> {
    let quality =
        parameters.find_map(|one| one.strip_prefix("q=").or_else(|| one.strip_prefix("Q=")));
    quality.map_or(Some(1.0), |quality| quality.parse().ok())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const OFFERS: &[(&str, u8)] = &[("application/json", 0), ("text/csv", 1), ("text/turtle", 2)];

    #[test]
    fn the_language_is_the_one_that_is_liked_best() {
        for (accept, expected) in [
            ("", None),
            ("zh-CN,zh;q=0.9,en;q=0.8", Some(Lang::Zh)),
            ("de, en;q=0.5, zh;q=0.4", Some(Lang::En)),
            ("fr", None),
            ("zh;q=0", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accept));
            assert_eq!(language(&headers), expected, "{accept}");
        }
    }

    #[test]
    fn the_best_offer_wins() {
        for (accept, expected) in [
            (&[][..], Some(0)),
            (&["*/*"], Some(0)),
            (&["text/csv"], Some(1)),
            (&["TEXT/CSV; charset=utf-8"], Some(1)),
            (&["text/*"], Some(1)),
            (&["text/turtle, */*"], Some(2)),
            (&["text/csv;q=0.5, text/turtle;q=0.9"], Some(2)),
            (&["text/csv;q=0.5", "text/turtle;q=0.9"], Some(2)),
            (&["*/*, application/json;q=0"], Some(1)),
            (&["text/html, application/xml;q=0.9, */*;q=0.8"], Some(0)),
            (&["image/png"], None),
            (&["application/json;q=0"], None),
            (&["nonsense"], Some(0)),
        ] {
            let mut headers = HeaderMap::new();
            for value in accept {
                headers.append(header::ACCEPT, HeaderValue::from_static(value));
            }
            assert_eq!(negotiate(&headers, OFFERS).map(|(_, one)| one), expected, "{accept:?}");
        }
    }
}
