//! Annotations of documents, in the schema that `zeren extract FILE --format json` prints: the gold
//! standard, and predictions scored against it.

use std::path::{Path, PathBuf};

use serde::Deserialize;

/// One annotated document.
#[derive(Clone, Deserialize)]
pub(crate) struct Annotation {
    pub(crate) seed: String,
    pub(crate) documents: Vec<Document>,
    pub(crate) sections: Vec<Section>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) citations: Vec<Citation>,
    pub(crate) times: Vec<Time>,
    pub(crate) indicators: Vec<Indicator>,
    pub(crate) persons: Vec<Person>,
    pub(crate) units: Vec<Unit>,
    #[serde(default)]
    pub(crate) neutral: Neutral,
}

#[derive(Clone, Deserialize)]
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) kind: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) number: Option<String>,
    #[serde(default)]
    pub(crate) issuers: Vec<String>,
    #[serde(default)]
    pub(crate) addressees: Vec<String>,
    pub(crate) date: Option<String>,
    pub(crate) printed_by: Option<String>,
    pub(crate) printed_date: Option<String>,
    #[serde(default)]
    pub(crate) attaches: Vec<String>,
}

#[derive(Clone, Deserialize)]
pub(crate) struct Section {
    pub(crate) doc: String,
    pub(crate) number: String,
    pub(crate) title: String,
    #[serde(flatten)]
    pub(crate) evidence: Evidence,
}

/// The rule that read a fact, and whether its text was repaired; empty in the gold standard.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Evidence {
    pub(crate) rule: String,
    pub(crate) repaired: bool,
}

#[derive(Clone, Deserialize)]
pub(crate) struct Task {
    pub(crate) id: String,
    /// The predicted id, before it was matched with a gold task.
    #[serde(skip)]
    pub(crate) path: Option<String>,
    pub(crate) title: String,
    pub(crate) starts: String,
    pub(crate) ends: String,
    pub(crate) assignments: Vec<Assignment>,
    #[serde(flatten)]
    pub(crate) evidence: Evidence,
}

#[derive(Clone, Deserialize)]
pub(crate) struct Assignment {
    pub(crate) role: String,
    pub(crate) agent: String,
    pub(crate) collective: bool,
    pub(crate) duty: Option<String>,
    #[serde(default)]
    pub(crate) implied: bool,
    #[serde(flatten)]
    pub(crate) evidence: Evidence,
}

#[derive(Clone, Deserialize)]
pub(crate) struct Citation {
    pub(crate) task: Option<String>,
    pub(crate) title: String,
    pub(crate) number: Option<String>,
    pub(crate) inner: Option<OneOrMany>,
    pub(crate) relation: String,
    #[serde(flatten)]
    pub(crate) evidence: Evidence,
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub(crate) fn as_slice(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }
}

#[derive(Clone, Deserialize)]
pub(crate) struct Time {
    pub(crate) task: Option<String>,
    pub(crate) text: String,
    pub(crate) kind: String,
    pub(crate) value: Option<String>,
    #[serde(flatten)]
    pub(crate) evidence: Evidence,
}

#[derive(Clone, Deserialize)]
pub(crate) struct Indicator {
    pub(crate) task: Option<String>,
    pub(crate) text: String,
    pub(crate) value: f64,
    pub(crate) unit: String,
    #[serde(flatten)]
    pub(crate) evidence: Evidence,
}

#[derive(Clone, Deserialize)]
pub(crate) struct Person {
    pub(crate) task: Option<String>,
    pub(crate) name: String,
    #[serde(flatten)]
    pub(crate) evidence: Evidence,
}

#[derive(Clone, Deserialize)]
pub(crate) struct Unit {
    pub(crate) surface: String,
    pub(crate) canonical: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) collective: bool,
}

/// Texts on which two careful readers disagree: predicting them costs nothing.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Neutral {
    pub(crate) citations: Vec<String>,
    pub(crate) times: Vec<String>,
    pub(crate) indicators: Vec<String>,
}

/// Returns the root of the package.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Sets of annotated documents that are scored together.
#[derive(Clone, Copy)]
pub(crate) enum Set {
    /// The five documents on which the program was developed.
    Seeds,
    /// Documents in other styles, annotated before the program was tried on them.
    Corpus,
    /// Ten more, annotated by others, and scored before anything was changed for them.
    More,
}

impl Set {
    /// Returns its name: a folder of `tests/gold`, and a table of the floors.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Seeds => "seeds",
            Self::Corpus => "corpus",
            Self::More => "more",
        }
    }

    fn texts(self) -> PathBuf {
        match self {
            Self::Seeds => root().join("seeds"),
            Self::Corpus | Self::More => root().join("tests/corpus"),
        }
    }
}

/// Returns the annotations of a set, in the order of their names.
pub(crate) fn gold(set: Set) -> Vec<Annotation> {
    let folder = root().join("tests/gold").join(set.name());
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder of annotations")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    paths.iter().map(|path| parse(&std::fs::read_to_string(path).expect("an annotation"))).collect()
}

/// Returns the program's predictions for the same documents.
pub(crate) fn predicted(set: Set, gold: &[Annotation]) -> Vec<Annotation> {
    let say = |seed: &str| {
        let source = zeren::read::read_path(&set.texts().join(seed)).expect("a document");
        zeren::export::json(&source, &zeren::extract_facts(&source))
    };
    gold.iter().map(|annotation| parse(&say(&annotation.seed))).collect()
}

/// Parses an annotation.
pub(crate) fn parse(json: &str) -> Annotation {
    serde_json::from_str(json).expect("an annotation in the schema")
}
