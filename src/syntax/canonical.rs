//! The canonical form of a dataset by RDFC-1.0, and its hash. Two datasets say the same exactly if
//! these are equal.

use std::collections::HashSet;

use oxigraph::model::{GraphNameRef, Quad, TermRef};
use sophia::api::MownStr;
use sophia::api::quad::Spog;
use sophia::api::term::{BaseDirection, BnodeId, IriRef, LanguageTag, Term, TermKind};
use sophia::c14n::rdfc10;
use sophia::isomorphism::isomorphic_datasets;

use crate::digest::sha256;
use crate::message;
use crate::message::Message;

/// Why a dataset has no canonical form.
#[derive(Debug, thiserror::Error)]
pub struct CanonicalError(String);

impl CanonicalError {
    /// What is wrong.
    pub fn message(&self) -> Message {
        message!("canonical-none", told = &self.0)
    }
}

message::tells!(CanonicalError);

/// Returns the canonical N-Quads of `quads`.
///
/// # Errors
///
/// Fails if blank nodes are so entangled that labelling them would take too long; graphs of zeren
/// have none.
pub fn canonical(quads: &[Quad]) -> Result<String, CanonicalError> {
    let set: HashSet<Spog<Ox<'_>>> = quads.iter().map(spog).collect();
    let mut bytes = Vec::new();
    rdfc10::normalize(&set, &mut bytes).map_err(|error| CanonicalError(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| CanonicalError(error.to_string()))
}

/// Returns the SHA-256 of the canonical form in lower-case hexadecimal digits.
///
/// # Errors
///
/// See [`canonical`].
pub fn hash(quads: &[Quad]) -> Result<String, CanonicalError> {
    Ok(sha256(canonical(quads)?))
}

/// Whether two datasets differ at most in the labels of blank nodes.
///
/// # Errors
///
/// See [`canonical`].
pub fn isomorphic(left: &[Quad], right: &[Quad]) -> Result<bool, CanonicalError> {
    let left: Vec<Spog<Ox<'_>>> = left.iter().map(spog).collect();
    let right: Vec<Spog<Ox<'_>>> = right.iter().map(spog).collect();
    isomorphic_datasets(&left, &right).map_err(|error| CanonicalError(error.to_string()))
}

/// A term of oxrdf adapted for sophia; no string is copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Ox<'a>(TermRef<'a>);

fn spog(quad: &Quad) -> Spog<Ox<'_>> {
    let graph = match quad.graph_name.as_ref() {
        GraphNameRef::NamedNode(name) => Some(Ox(name.into())),
        GraphNameRef::BlankNode(node) => Some(Ox(node.into())),
        GraphNameRef::DefaultGraph => None,
    };
    (
        [
            Ox(quad.subject.as_ref().into()),
            Ox(quad.predicate.as_ref().into()),
            Ox(quad.object.as_ref()),
        ],
        graph,
    )
}

impl Term for Ox<'_> {
    type BorrowTerm<'x>
        = Ox<'x>
    where
        Self: 'x;

    fn kind(&self) -> TermKind {
        match self.0 {
            TermRef::NamedNode(_) => TermKind::Iri,
            TermRef::BlankNode(_) => TermKind::BlankNode,
            TermRef::Literal(_) => TermKind::Literal,
        }
    }

    fn iri(&self) -> Option<IriRef<MownStr<'_>>> {
        match self.0 {
            TermRef::NamedNode(node) => {
                Some(IriRef::new_unchecked(MownStr::from_ref(node.as_str())))
            }
            _ => None,
        }
    }

    fn bnode_id(&self) -> Option<BnodeId<MownStr<'_>>> {
        match self.0 {
            TermRef::BlankNode(node) => {
                Some(BnodeId::new_unchecked(MownStr::from_ref(node.as_str())))
            }
            _ => None,
        }
    }

    fn lexical_form(&self) -> Option<MownStr<'_>> {
        match self.0 {
            TermRef::Literal(literal) => Some(MownStr::from_ref(literal.value())),
            _ => None,
        }
    }

    fn datatype(&self) -> Option<IriRef<MownStr<'_>>> {
        match self.0 {
            TermRef::Literal(literal) => {
                Some(IriRef::new_unchecked(MownStr::from_ref(literal.datatype().as_str())))
            }
            _ => None,
        }
    }

    fn language_tag(&self) -> Option<LanguageTag<MownStr<'_>>> {
        match self.0 {
            TermRef::Literal(literal) => {
                literal.language().map(|tag| LanguageTag::new_unchecked(MownStr::from_ref(tag)))
            }
            _ => None,
        }
    }

    fn base_direction(&self) -> Option<BaseDirection> {
        None
    }

    fn borrow_term(&self) -> Self::BorrowTerm<'_> {
        *self
    }
}
