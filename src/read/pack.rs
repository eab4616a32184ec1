//! A file that holds several documents: a ZIP archive, which stays open, or a mail, whose parts are
//! kept in memory.

use std::collections::BTreeMap;
use std::fs::File;

use super::archive::{Archive, Members, unique};
use super::error::Problem;
use super::input::Member;
use super::mail::Mail;
use super::name;

/// A file of several documents.
pub(super) enum Pack {
    Zip(Archive<File>),
    Held(Held),
}

impl Pack {
    /// Returns the members.
    pub(super) fn members(&self) -> Members {
        match self {
            Self::Zip(archive) => archive.members(),
            Self::Held(held) => held.members(),
        }
    }

    /// Returns the bytes of a member.
    pub(super) fn unpack(&mut self, member: &Member) -> Result<Vec<u8>, Problem> {
        match self {
            Self::Zip(archive) => archive.unpack(member),
            Self::Held(held) => held.unpack(member),
        }
    }
}

/// Members kept in memory, each with its name.
pub(super) struct Held {
    members: Vec<(String, Vec<u8>)>,
    n_hidden: usize,
}

impl Held {
    /// Takes the text and the attachments of a mail as members.
    pub(super) fn mail(mail: Mail) -> Self {
        let body = mail.body.map(|(name, text)| (name.to_owned(), text.into_bytes()));
        let (mut taken, mut n_hidden, mut members) = (BTreeMap::new(), 0, Vec::new());
        for (name, bytes) in body.into_iter().chain(mail.attachments) {
            let name = name::within(name.as_bytes());
            if name.split('/').any(name::is_hidden) {
                n_hidden += 1;
                continue;
            }
            members.push((unique(name, members.len(), &mut taken), bytes));
        }
        Self { members, n_hidden }
    }

    pub(super) fn members(&self) -> Members {
        let listed = self.members.iter().enumerate();
        let listed = listed.map(|(index, (name, _))| (Member { index, name: name.clone() }, None));
        Members { listed: listed.collect(), n_hidden: self.n_hidden, rest: None }
    }

    pub(super) fn unpack(&self, member: &Member) -> Result<Vec<u8>, Problem> {
        let held = self.members.get(member.index).filter(|(name, _)| *name == member.name);
        held.map(|(_, bytes)| bytes.clone()).ok_or(Problem::NoMember)
    }
}
