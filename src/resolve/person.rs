//! Decides which of the people named in documents are the same person.
//!
//! 习近平, 总书记 is the same person in every county, and 王凯省长 in every city of the province;
//! but 张伟, 县司法局局长 is not the 张伟 who is 县公安局副局长. Only the document that names a
//! person counts, so the result does not depend on what else was read.

use std::collections::BTreeMap;

use crate::lexicon::divisions::{Division, divisions};
use crate::lexicon::levels::LEVELS;
use crate::lexicon::posts;
use crate::model::{Facts, Person, Region};

use super::region::STATE;

/// What distinguishes a person from others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity<'a> {
    /// The code of the region of the post, or else that of the document; `None` if unknown.
    pub region: Option<String>,
    /// The name.
    pub name: &'a str,
    /// The body where the post is, without its region: 司法局. Empty if the post heads the region,
    /// or if there is none.
    pub body: &'a str,
}

/// Names of bodies that stand for the region itself.
const REGIONAL: &[&str] = &[
    "委", "党委", "政府", "人民政府", "办", "人大", "人大常委会", "政协", "常委会", "党工委",
    "管委会",
];

/// Returns the identity of each person in the facts, in order.
pub fn identities(facts: &Facts) -> Vec<Identity<'_>> {
    let mut bodies: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut nationals: Vec<&str> = Vec::new();
    for person in &facts.persons {
        let held = bodies.entry(&person.name).or_default();
        let body = body(person);
        if !held.contains(&body) {
            held.push(body);
        }
        if is_national(&person.post) {
            nationals.push(&person.name);
        }
    }
    let identity = |person| identity(facts, person, &bodies, &nationals);
    facts.persons.iter().map(identity).collect()
}

fn identity<'a>(
    facts: &'a Facts,
    person: &'a Person,
    bodies: &BTreeMap<&str, Vec<&'a str>>,
    nationals: &[&str],
) -> Identity<'a> {
    let name = person.name.as_str();
    if nationals.contains(&name) {
        return Identity { region: Some(STATE.to_owned()), name, body: "" };
    }
    // A name without a body is the person of that name in the document, if there is only one.
    let held: Vec<_> =
        bodies.get(name).into_iter().flatten().filter(|body| !body.is_empty()).collect();
    let body = match (body(person), held.as_slice()) {
        ("", [only]) if person.post.is_empty() => only,
        (body, _) => body,
    };
    Identity {
        region: facts.region.as_ref().map(|region| region_of(region, &person.post)),
        name,
        body,
    }
}

fn is_national(post: &str) -> bool {
    posts::OF_NATION.close(post) && !post.contains(['省', '市', '县', '镇'])
}

/// The code of the region to which a post belongs: the province for 省长, the city above a county
/// for 市长, otherwise the region of the document.
fn region_of(region: &Region, post: &str) -> String {
    let post = post.strip_prefix('副').unwrap_or(post);
    let above = || divisions().of(region).map(Division::above).unwrap_or_default();
    let code = match post.chars().next() {
        Some('省') => above().first().map(|one| one.code.to_owned()),
        Some('市') if !region.name.ends_with('市') => {
            above().get(1).map(|one| one.code.to_owned())
        }
        _ => None,
    };
    code.unwrap_or_else(|| region.code.clone())
}

/// The body where a post is, without its level: 司法局 for 县司法局局长.
fn body(person: &Person) -> &str {
    if person.is_post_alone() {
        return "";
    }
    let Some(head) = posts::AT_BODY.of(&person.post) else { return "" };
    let body = person.post.strip_suffix(head).unwrap_or_default();
    let body = body.rsplit(['、', '，', '兼']).next().unwrap_or(body);
    let body = body.trim_end_matches(['副', '党']).trim_start_matches(LEVELS);
    if REGIONAL.contains(&body) { "" } else { body }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Evidence;
    use crate::span::Span;

    fn told(code: &str, name: &str, people: &[(&str, &str)]) -> Vec<(String, String)> {
        let evidence = Evidence { span: Span { start: 0, end: 0 }, rule: "test" };
        let person = |(name, post): &(&str, &str)| Person {
            doc: "d1".to_owned(),
            task: None,
            name: (*name).to_owned(),
            post: (*post).to_owned(),
            evidence,
        };
        let region = Region {
            code: code.to_owned(),
            name: name.to_owned(),
            level: String::new(),
            within: Vec::new(),
        };
        let facts = Facts {
            region: Some(region),
            persons: people.iter().map(person).collect(),
            ..Facts::default()
        };
        let identities = identities(&facts);
        identities
            .iter()
            .map(|one| (one.region.clone().unwrap_or_default(), one.body.to_owned()))
            .collect()
    }

    fn is(code: &str, body: &str) -> (String, String) {
        (code.to_owned(), body.to_owned())
    }

    #[test]
    fn leaders_are_of_the_region_that_their_post_is_of() {
        let people = [("王凯", "省长"), ("习近平", "总书记"), ("张某", "副市长"), ("习近平", "")];
        let state = is("000000", "");
        assert_eq!(
            told("410526", "滑县", &people),
            [is("410000", ""), state.clone(), is("410500", ""), state]
        );
        assert_eq!(told("410183", "新密市", &[("程洋", "市长")]), [is("410183", "")]);
    }

    #[test]
    fn posts_at_two_bodies_are_two_persons() {
        let two = told("410526", "滑县", &[("张伟", "县司法局局长"), ("张伟", "县公安局副局长")]);
        assert_eq!(two, [is("410526", "司法局"), is("410526", "公安局")]);
        let one = told("410526", "滑县", &[("张伟", "县司法局局长"), ("张伟", "")]);
        assert_eq!(one, [is("410526", "司法局"), is("410526", "司法局")]);
        let head = told(
            "410526",
            "滑县",
            &[("葛剑", "县领导"), ("葛剑", "县委副书记"), ("葛剑", "副县长")],
        );
        assert!(head.iter().all(|one| *one == is("410526", "")), "{head:?}");
    }
}
