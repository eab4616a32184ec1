//! Names in the documents of a town or street, which leave it out: 镇卫生院, 各村 and
//! 应急管理办公室 are those of 营盘镇, not of its county.

use super::place;
use super::{Named, UnitContext};
use crate::affix::AnyOf;
use crate::lexicon::divisions::divisions;
use crate::lexicon::quantifiers::OF_CLASSES;
use crate::model::Region;

/// Endings of offices that towns have.
const OFFICES: &[&str] = &["办公室", "办", "中心", "服务站"];

/// The town or street whose body issues a document.
#[derive(Clone, Copy)]
pub(super) struct Town<'t> {
    /// The name of the region around it.
    county: &'t str,
    /// Its name within the region: 营盘镇.
    name: &'t str,
    /// The end of its name: 镇, 乡 or 街道.
    level: &'static str,
}

impl<'t> Town<'t> {
    /// The town of the issuer, if it is the body of one.
    pub(super) fn issuing(region: Option<&'t Region>, context: &UnitContext<'t>) -> Option<Self> {
        const BODIES: [&str; 4] = ["人民政府", "办事处", "工作委员会", "委员会"];
        let body = context.issuer?.trim_start_matches("中共");
        let town = body.strip_any_suffix(&BODIES)?;
        let level = ["镇", "乡", "街道"].into_iter().find(|level| town.ends_with(level))?;
        let county = region.map_or("", |region| region.name.as_str());
        let name = town.strip_prefix(county).filter(|name| name.len() > level.len())?;
        Some(Self { county, name, level })
    }

    /// The name of a body of the town with the town in it: 营盘镇卫生院 for 镇卫生院.
    pub(super) fn full(self, name: &str) -> Option<String> {
        /// What makes the level part of another word, or of a class.
        const WORDS: &[&str] = &["村", "域", "区", "镇", "街", "属", "直", "各", "（", "、"];
        let rest = name.strip_prefix(self.level)?;
        let is_own = !rest.is_empty() && !rest.starts_with_any(WORDS);
        is_own.then(|| format!("{}{rest}", self.name))
    }

    /// Names a body after the town if it is one of its own, and frees its type from the town.
    pub(super) fn placed(self, name: &str, named: Named) -> Named {
        let kind = match named.kind.strip_prefix(self.name) {
            Some(rest) => format!("{}{rest}", self.level),
            None => named.kind,
        };
        let tail = named.canonical.strip_prefix(self.county).filter(|_| is_of_town(name));
        let canonical = tail.map(|tail| format!("{}{}{tail}", self.county, self.name));
        Named { canonical: canonical.unwrap_or(named.canonical), kind, ..named }
    }
}

/// Whether a name in a document of a town is that of a class in it, or of an office without a
/// level.
fn is_of_town(name: &str) -> bool {
    /// Words in which 乡 and 镇 name no town.
    const WORDS: [&str; 5] = ["城乡", "乡村", "城镇", "村镇", "集镇"];
    let plain = WORDS.iter().fold(name.to_owned(), |name, word| name.replace(word, ""));
    let names_town = plain.contains_any(&["镇", "乡", "街道"]);
    let is_class = name.starts_with_any(OF_CLASSES);
    let is_office = name.ends_with_any(OFFICES)
        && place::level(name).is_none()
        && divisions().leading(name).is_none();
    !names_town && (is_class && !name.contains(['县', '市']) || is_office)
}
