//! Paths: the place of an item, given by the numbers above it. `d2/五/（十三）~2#3` is the third
//! task in the second item （十三） of section 五 of the second document.

use std::fmt;

/// The numbers from the first level to an item's own, within its document: `五/（十三）`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Numbers<'a>(&'a str);

/// One number of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level<'a> {
    /// As written: `（十三）`.
    pub number: &'a str,
    /// 2, 3 … if earlier items in the same place have this number.
    pub nth: Option<usize>,
    /// 1, 2 … if the item is several tasks.
    pub part: Option<usize>,
}

impl fmt::Display for Level<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number)?;
        self.nth.map_or(Ok(()), |nth| write!(f, "~{nth}"))?;
        self.part.map_or(Ok(()), |part| write!(f, "#{part}"))
    }
}

impl<'a> Level<'a> {
    /// Reads one number of a path. A `~` or `#` without a count belongs to the number.
    fn new(written: &'a str) -> Self {
        let counted = |text: &'a str, sign| {
            let (head, count) = text.rsplit_once(sign)?;
            Some((head, count.parse().ok()?))
        };
        let (number, part) = counted(written, '#').map_or((written, None), |(n, p)| (n, Some(p)));
        let (number, nth) = counted(number, '~').map_or((number, None), |(n, nth)| (n, Some(nth)));
        Self { number, nth, part }
    }
}

impl<'a> Numbers<'a> {
    /// Takes numbers as they are in a [`Section`](super::Section), or after the document in the id
    /// of a [`Task`](super::Task).
    pub fn new(written: &'a str) -> Self {
        Self(written)
    }

    /// The numbers as written.
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// Each number, widest first.
    pub fn levels(self) -> impl Iterator<Item = Level<'a>> {
        self.0.split('/').map(Level::new)
    }

    /// The number of the first level.
    pub fn first(self) -> Level<'a> {
        Level::new(self.0.split_once('/').map_or(self.0, |(first, _)| first))
    }

    /// The item's own number.
    pub fn last(self) -> Level<'a> {
        Level::new(self.0.rsplit_once('/').map_or(self.0, |(_, last)| last))
    }

    /// The numbers of the item that contains it.
    pub fn above(self) -> Option<Self> {
        self.0.rsplit_once('/').map(|(above, _)| Self(above))
    }

    /// These numbers, then those of each containing item, up to the first level.
    pub fn upwards(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |numbers| numbers.above())
    }
}

/// Returns the path of an item in a document.
pub fn join(doc: &str, numbers: &str) -> String {
    format!("{doc}/{numbers}")
}

/// Splits a path into document and numbers; returns `None` for a whole document (`d2`).
pub fn split(path: &str) -> Option<(&str, Numbers<'_>)> {
    path.split_once('/').map(|(doc, numbers)| (doc, Numbers(numbers)))
}

/// Returns the path of a part of an item: `d2/五#2`.
pub fn part(whole: &str, part: usize) -> String {
    format!("{whole}#{part}")
}

/// Returns the path with the last number replaced: `d2/五/6` for `d2/五/7`.
pub fn beside(path: &str, number: &str) -> String {
    join(path.rsplit_once('/').map_or("", |(above, _)| above), number)
}

/// Returns the path of something at or within `from` after `from` moved to `to`; `None` if it is
/// elsewhere.
pub fn moved(path: &str, from: &str, to: &str) -> Option<String> {
    let rest = path.strip_prefix(from)?;
    (rest.is_empty() || rest.starts_with(['/', '#'])).then(|| format!("{to}{rest}"))
}

/// Returns the path of the item of which a task is a part: `d2/五` for `d2/五#2`.
pub fn whole(path: &str) -> &str {
    match split(path).and_then(|(_, numbers)| numbers.last().part) {
        Some(_) => path.rsplit_once('#').map_or(path, |(whole, _)| whole),
        None => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_as_they_are_written() {
        let path = "d2/五/（十三）~2/1#3";
        let (doc, numbers) = split(path).expect("it has numbers");
        assert_eq!(join(doc, numbers.as_str()), path);
        let levels: Vec<_> = numbers.levels().collect();
        assert_eq!(levels[0], numbers.first());
        assert_eq!(levels[1], Level { number: "（十三）", nth: Some(2), part: None });
        assert_eq!(levels[2], numbers.last());
        let written: Vec<_> = levels.iter().map(ToString::to_string).collect();
        assert_eq!(written.join("/"), numbers.as_str());
        let upwards: Vec<_> = numbers.upwards().map(Numbers::as_str).collect();
        assert_eq!(upwards, ["五/（十三）~2/1#3", "五/（十三）~2", "五"]);
        assert_eq!(whole(path), "d2/五/（十三）~2/1");
        assert_eq!((whole("d2/五"), whole("d2"), split("d2")), ("d2/五", "d2", None));
        assert_eq!(
            (part("d2/五", 3), beside("d2/五/7", "6")),
            ("d2/五#3".into(), "d2/五/6".into())
        );
        assert_eq!(moved("d2/五/7#2", "d2/五/7", "d2/五/6").as_deref(), Some("d2/五/6#2"));
        assert_eq!(moved("d2/五/70", "d2/五/7", "d2/五/6"), None);
        // A number set by a person may contain these signs.
        assert_eq!(Numbers::new("A#b").last(), Level { number: "A#b", nth: None, part: None });
    }
}
