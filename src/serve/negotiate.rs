//! Which of the types that we have the client likes best, by its `Accept` headers (RFC 9110, 12.5.1).

use axum::http::{HeaderMap, header};

/// One range of `Accept`: `text/*;q=0.5`.
struct Range<'a> {
    kind: &'a str,
    subtype: &'a str,
    quality: f32,
}

impl Range<'_> {
    /// How closely it fits a media type, if it does: 2 for the type itself, 1 for `text/*`, 0 for `*/*`.
    fn fit(&self, media_type: &str) -> Option<u8> {
        let (kind, subtype) = media_type.split_once('/')?;
        match (self.kind, self.subtype) {
            ("*", "*") => Some(0),
            (one, "*") if one.eq_ignore_ascii_case(kind) => Some(1),
            (one, other) => (one.eq_ignore_ascii_case(kind) && other.eq_ignore_ascii_case(subtype)).then_some(2),
        }
    }
}

/// The offer that the client likes best; among equals one that it names, then the one that comes first here.
///
/// Without `Accept`, or with nothing that can be read in it, that is the first offer.
pub(super) fn negotiate<T: Copy>(headers: &HeaderMap, offers: &[(&'static str, T)]) -> Option<(&'static str, T)> {
    let values = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let ranges: Vec<Range<'_>> = values.flat_map(|value| value.split(',')).filter_map(range).collect();
    if ranges.is_empty() {
        return offers.first().copied();
    }
    let mut best = None;
    for offer in offers {
        let closest = ranges.iter().filter_map(|range| Some((range.fit(offer.0)?, range.quality)));
        let Some((fit, quality)) = closest.max_by_key(|(fit, _)| *fit).filter(|(_, quality)| *quality > 0.0) else {
            continue;
        };
        if best.is_none_or(|(_, best_fit, best_quality)| (quality, fit) > (best_quality, best_fit)) {
            best = Some((*offer, fit, quality));
        }
    }
    best.map(|(offer, _, _)| offer)
}

fn range(text: &str) -> Option<Range<'_>> {
    let mut parameters = text.split(';').map(str::trim);
    let (kind, subtype) = parameters.next()?.split_once('/')?;
    let quality = parameters.find_map(|one| one.strip_prefix("q=").or_else(|| one.strip_prefix("Q=")));
    let quality = quality.map_or(Some(1.0), |quality| quality.parse().ok())?;
    Some(Range { kind, subtype, quality })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    const OFFERS: &[(&str, u8)] = &[("application/json", 0), ("text/csv", 1), ("text/turtle", 2)];

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
