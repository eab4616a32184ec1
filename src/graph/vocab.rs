//! The terms of the graph, each declared once: the project's own, defined in `ontology/zeren.ttl`,
//! and reused ones under their published names.

use oxigraph::model::NamedNodeRef;

use crate::model::{ProvisionKind, Relation, Role, TimeKind};

/// The namespace of things mentioned in documents.
pub const ID: &str = "https://w3id.org/zeren/id/";
/// The namespace of rules, followed by a rule's identifier.
pub const RULE: &str = "https://w3id.org/zeren/rule/";

/// Prefixes for serialisations and queries, sorted.
pub const PREFIXES: &[(&str, &str)] = &[
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("eli-dl", "http://data.europa.eu/eli/eli-draft-legislation-ontology#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("id", ID),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("rule", RULE),
    ("schema", "http://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("time", "http://www.w3.org/2006/time#"),
    ("vs", "http://www.w3.org/2003/06/sw-vocab-status/ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("zr", "https://w3id.org/zeren/ns#"),
    ("zrc", "https://w3id.org/zeren/relation/"),
    ("zrd", "https://w3id.org/zeren/document-type/"),
    ("zrl", "https://w3id.org/zeren/level/"),
    ("zrp", "https://w3id.org/zeren/provision/"),
    ("zrr", "https://w3id.org/zeren/role/"),
    ("zrt", "https://w3id.org/zeren/time/"),
    ("zru", "https://w3id.org/zeren/unit-type/"),
];

/// Declares a module of constants for the terms of one namespace.
macro_rules! terms {
    ($(#[$doc:meta])* $module:ident $namespace:literal { $($name:ident = $local:literal),+ $(,)? }) => {
        $(#[$doc])*
        pub mod $module {
            use super::NamedNodeRef;

            /// All terms of the namespace that the graph uses.
            pub const ALL: &[NamedNodeRef<'static>] = &[$($name),+];
            $(
                #[doc = concat!("`", stringify!($module), ":", $local, "`.")]
                pub const $name: NamedNodeRef<'static> = NamedNodeRef::new_unchecked(concat!($namespace, $local));
            )+
        }
    };
}

terms! {
    /// The project's own classes and properties.
    zr "https://w3id.org/zeren/ns#" {
        TASK = "Task", STATEMENT = "Statement", ASSIGNMENT = "Assignment", UNIT_CLASS = "UnitClass", CITATION = "Citation", TIME = "Time",
        MENTION = "Mention", CORRECTION = "Correction", DIAGNOSTIC = "Diagnostic", RULE_CLASS = "Rule",
        ADDRESSEE = "addressee", PRINTED_BY = "printedBy", PRINTED_DATE = "printedDate", MASTHEAD = "masthead",
        RAW_TITLE = "rawTitle", RAW_DATE = "rawDate", TEXT = "text",
        NUMBER = "number", NUMBER_INFERRED = "numberInferred", PATH = "path", IN_SECTION = "inSection",
        DUE_DATE = "dueDate", HAS_TIME = "hasTime", HAS_TARGET = "hasTarget",
        LEAD = "lead", RESPONSIBLE = "responsible", SUPPORT = "support", LEADER = "leader",
        HOST = "host", SUPERVISE = "supervise", GUIDE = "guide", ASSESS = "assess",
        HAS_ASSIGNMENT = "hasAssignment", HAD_PARTICIPANT_CLASS = "had_participant_class", DUTY = "duty", IMPLIED = "implied",
        CRITERION_TYPE = "criterionType", WITHIN = "within", LEVEL = "level", POST = "post", NAMES = "names",
        CITING = "citing", CITED = "cited", CITATION_FUNCTION = "citationFunction", BRACKETED = "bracketed",
        RAW_NUMBER = "rawNumber", INNER_WORK = "innerWork", CITED_AS = "citedAs", FORMERLY = "formerly", ISSUED_UNDER = "issuedUnder",
        TIME_KIND = "timeKind", VALUE = "value", WORKING_DAYS = "workingDays", EACH_BY = "eachBy", OPERATOR = "operator", CHANGE = "change",
        ASSESSMENT = "Assessment", PROVISION = "Provision", HAS_PROVISION = "hasProvision", PROVISION_KIND = "provisionKind",
        CONCERNS = "concerns", PATH_IN_SCHEME = "pathInScheme", PART_OF_MODE = "partOfMode", CONDITION = "condition", MEASURE = "measure",
        COMPULSORY = "compulsory", N_ITEMS = "numberOfItems", RANKED = "ranked", POINTS = "points",
        MAX_POINTS = "maxPoints", WEIGHT = "weight", AT_LEAST = "atLeast", AT_MOST = "atMost", BELOW = "below", DURATION = "duration",
        IN_TEXT = "inText", START = "start", END = "end", QUOTE = "quote", RULE = "rule", CONFIDENCE = "confidence",
        CODE = "code", SEVERITY = "severity", MESSAGE = "message",
        SHA256 = "sha256", VERSION = "version", LOADED = "loaded", ENTRY = "entry",
        PROGRESS_RECORD = "ProgressRecord", PROGRESS_IMPORT = "ProgressImport", RECORD_OF = "recordOf", LEFT_OVER = "leftOver",
        STATUS = "status", COMPLETION = "completion", PROGRESS = "progress", PROBLEM = "problem", NEXT_STEP = "nextStep",
        PROOF_MATERIAL = "proofMaterial", DONE_ON = "doneOn", PERSON_IN_CHARGE = "personInCharge", TELEPHONE = "telephone",
        REMARK = "remark",
    }
}
terms! {
    /// Concepts of the scheme of roles.
    zrr "https://w3id.org/zeren/role/" {
        LEAD = "lead", RESPONSIBLE = "responsible", SUPPORT = "support", LEADER = "leader",
        HOST = "host", SUPERVISE = "supervise", GUIDE = "guide", ASSESS = "assess",
    }
}
terms! {
    /// Concepts of the scheme of citation relations.
    zrc "https://w3id.org/zeren/relation/" {
        BASED_ON = "based_on", IMPLEMENTS = "implements", ISSUES = "issues", DRAFTS = "drafts", CITES = "cites",
    }
}
terms! {
    /// Concepts of the scheme of kinds of time.
    zrt "https://w3id.org/zeren/time/" {
        DEADLINE = "deadline", PERIOD = "period", RECURRENCE = "recurrence", DURATION = "duration",
    }
}
terms! {
    /// Concepts of the scheme of provisions.
    zrp "https://w3id.org/zeren/provision/" {
        OBJECT = "object", GROUP = "group", MODE = "mode", CONTENT = "content", METHOD = "method", SCALE = "scale", PART = "part", GRADE = "grade", REWARD = "reward", SANCTION = "sanction", BONUS = "bonus", PENALTY = "penalty", RECIPIENT = "recipient", APPROVER = "approver", ASSESSOR = "assessor", LIMIT = "limit", FREQUENCY = "frequency",
    }
}
terms! {
    /// European Legislation Identifier.
    eli "http://data.europa.eu/eli/ontology#" {
        WORK = "Work", LEGAL_RESOURCE = "LegalResource", WORK_TYPE_CLASS = "WorkType", WORK_SUBDIVISION = "WorkSubdivision", EXPRESSION = "Expression", PERSON = "Person", ORGANIZATION = "Organization",
        NUMBER = "number", DATE_DOCUMENT = "date_document", WORK_TYPE = "work_type", HAS_ANNEX = "has_annex",
        IS_PART_OF = "is_part_of", IS_REALIZED_BY = "is_realized_by",
        FIRST_DATE_ENTRY_IN_FORCE = "first_date_entry_in_force", IN_FORCE = "in_force",
        IN_FORCE_NO = "InForce-notInForce",
    }
}
terms! {
    /// ELI for draft legislation: activities and who takes part in them.
    eli_dl "http://data.europa.eu/eli/eli-draft-legislation-ontology#" {
        ACTIVITY_LABEL = "activity_label", DOCUMENTED_BY = "documented_by_a_realization_of",
        HAD_PARTICIPATION = "had_participation", PARTICIPATION_ROLE = "participation_role",
        HAD_PARTICIPANT_ORGANIZATION = "had_participant_organization", HAD_PARTICIPANT_PERSON = "had_participant_person",
    }
}
terms! {
    /// The organisation ontology.
    org "http://www.w3.org/ns/org#" { FORMAL_ORGANIZATION = "FormalOrganization", CLASSIFICATION = "classification" }
}
terms! {
    /// Provenance.
    prov "http://www.w3.org/ns/prov#" {
        ACTIVITY = "Activity", AGENT = "Agent", ENTITY = "Entity", PERSON = "Person", SOFTWARE_AGENT = "SoftwareAgent",
        USED = "used", WAS_ATTRIBUTED_TO = "wasAttributedTo", WAS_ASSOCIATED_WITH = "wasAssociatedWith", WAS_GENERATED_BY = "wasGeneratedBy", WAS_DERIVED_FROM = "wasDerivedFrom", ALTERNATE_OF = "alternateOf", ENDED_AT_TIME = "endedAtTime",
    }
}
terms! {
    /// Concepts and their names.
    skos "http://www.w3.org/2004/02/skos/core#" {
        CONCEPT = "Concept", PREF_LABEL = "prefLabel", ALT_LABEL = "altLabel", NOTATION = "notation",
        IN_SCHEME = "inScheme", DEFINITION = "definition", EXAMPLE = "example",
    }
}
terms! {
    /// Dublin Core.
    dcterms "http://purl.org/dc/terms/" {
        TITLE = "title", CREATOR = "creator", SPATIAL = "spatial", IDENTIFIER = "identifier",
        LOCATION = "Location", SUBJECT = "subject", IS_PART_OF = "isPartOf", IS_REPLACED_BY = "isReplacedBy", DATE = "date", DESCRIPTION = "description",
    }
}
terms! {
    /// The older Dublin Core elements, whose publisher and format may be plain names.
    dc "http://purl.org/dc/elements/1.1/" { PUBLISHER = "publisher", FORMAT = "format" }
}
terms! {
    /// Dates and durations.
    owl_time "http://www.w3.org/2006/time#" {
        INSTANT = "Instant", TEMPORAL_ENTITY = "TemporalEntity", IN_XSD_DATE = "inXSDDate",
        HAS_XSD_DURATION = "hasXSDDuration",
    }
}
terms! {
    /// People.
    foaf "http://xmlns.com/foaf/0.1/" { PERSON = "Person", NAME = "name" }
}
terms! {
    /// Regions and measured values.
    schema "http://schema.org/" {
        ADMINISTRATIVE_AREA = "AdministrativeArea", CONTAINED_IN_PLACE = "containedInPlace",
        PROPERTY_VALUE = "PropertyValue", SAME_AS = "sameAs", NAME = "name", VALUE = "value", UNIT_TEXT = "unitText",
    }
}

/// Returns the concept of a role, and the shortcut property from what has the role to the agent.
pub fn role(role: Role) -> (NamedNodeRef<'static>, NamedNodeRef<'static>) {
    match role {
        Role::Lead => (zrr::LEAD, zr::LEAD),
        Role::Responsible => (zrr::RESPONSIBLE, zr::RESPONSIBLE),
        Role::Support => (zrr::SUPPORT, zr::SUPPORT),
        Role::Leader => (zrr::LEADER, zr::LEADER),
        Role::Host => (zrr::HOST, zr::HOST),
        Role::Supervise => (zrr::SUPERVISE, zr::SUPERVISE),
        Role::Guide => (zrr::GUIDE, zr::GUIDE),
        Role::Assess => (zrr::ASSESS, zr::ASSESS),
    }
}

/// Returns the concept of a citation relation.
pub fn relation(relation: Relation) -> NamedNodeRef<'static> {
    match relation {
        Relation::BasedOn => zrc::BASED_ON,
        Relation::Implements => zrc::IMPLEMENTS,
        Relation::Issues => zrc::ISSUES,
        Relation::Drafts => zrc::DRAFTS,
        Relation::Cites => zrc::CITES,
    }
}

/// Returns the concept of a kind of provision.
pub fn provision_kind(kind: ProvisionKind) -> NamedNodeRef<'static> {
    match kind {
        ProvisionKind::Object => zrp::OBJECT,
        ProvisionKind::Group => zrp::GROUP,
        ProvisionKind::Mode => zrp::MODE,
        ProvisionKind::Content => zrp::CONTENT,
        ProvisionKind::Method => zrp::METHOD,
        ProvisionKind::Scale => zrp::SCALE,
        ProvisionKind::Part => zrp::PART,
        ProvisionKind::Grade => zrp::GRADE,
        ProvisionKind::Reward => zrp::REWARD,
        ProvisionKind::Sanction => zrp::SANCTION,
        ProvisionKind::Bonus => zrp::BONUS,
        ProvisionKind::Penalty => zrp::PENALTY,
        ProvisionKind::Recipient => zrp::RECIPIENT,
        ProvisionKind::Approver => zrp::APPROVER,
        ProvisionKind::Assessor => zrp::ASSESSOR,
        ProvisionKind::Limit => zrp::LIMIT,
        ProvisionKind::Frequency => zrp::FREQUENCY,
    }
}

/// Returns the concept of a kind of time.
pub fn time_kind(kind: TimeKind) -> NamedNodeRef<'static> {
    match kind {
        TimeKind::Deadline => zrt::DEADLINE,
        TimeKind::Period => zrt::PERIOD,
        TimeKind::Recurrence => zrt::RECURRENCE,
        TimeKind::Duration => zrt::DURATION,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::graph::ontology;

    /// Returns the subjects of the ontology in the namespace `base`.
    fn defined(base: &str) -> BTreeSet<String> {
        let quads = ontology();
        let subjects = quads.iter().map(|quad| quad.subject.to_string());
        let subjects = subjects.map(|iri| iri.trim_matches(['<', '>']).to_owned());
        subjects.filter(|iri| iri.starts_with(base)).collect()
    }

    #[test]
    fn constants_and_ontology_name_the_same_terms() {
        for (prefix, all) in [
            ("zr", zr::ALL),
            ("zrr", zrr::ALL),
            ("zrc", zrc::ALL),
            ("zrt", zrt::ALL),
            ("zrp", zrp::ALL),
        ] {
            let (_, base) =
                PREFIXES.iter().find(|(name, _)| *name == prefix).expect("the prefix is declared");
            let constants: BTreeSet<_> = all.iter().map(|term| term.as_str().to_owned()).collect();
            assert_eq!(constants.len(), all.len(), "a term of {prefix} stands twice");
            assert_eq!(constants, defined(base));
        }
    }

    #[test]
    fn words_of_the_model_are_the_local_names() {
        for one in Role::ALL {
            let (concept, shortcut) = role(*one);
            assert!(concept.as_str().ends_with(&format!("/role/{one}")));
            assert!(shortcut.as_str().ends_with(&format!("#{one}")));
        }
        assert!(
            Relation::ALL
                .iter()
                .all(|one| relation(*one).as_str().ends_with(&format!("/relation/{one}")))
        );
        assert!(
            ProvisionKind::ALL
                .iter()
                .all(|one| provision_kind(*one).as_str().ends_with(&format!("/provision/{one}")))
        );
        assert!(
            TimeKind::ALL
                .iter()
                .all(|one| time_kind(*one).as_str().ends_with(&format!("/time/{one}")))
        );
    }

    #[test]
    fn every_own_term_is_labelled_in_both_languages() {
        let quads = ontology();
        for term in zr::ALL.iter().chain(zrr::ALL).chain(zrc::ALL).chain(zrt::ALL).chain(zrp::ALL) {
            let of_term = |end: &str| {
                quads.iter().any(|quad| {
                    quad.subject == (*term).into()
                        && quad.predicate.as_str().to_lowercase().ends_with("label")
                        && quad.object.to_string().ends_with(end)
                })
            };
            assert!(of_term("@en") && of_term("@zh"), "{term} lacks a label");
        }
    }
}
