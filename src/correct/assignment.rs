//! Adds missing assignments and removes wrong ones.

use super::file::{Add, Drop};
use super::{Desk, Holder};
use crate::message;
use crate::message::Message;
use crate::model::{Agent, Assignment, Corrected, Evidence, Person, Role};

impl Desk<'_> {
    /// Removes the assignments of an agent.
    pub(super) fn drop(&mut self, drop: &Drop) -> Result<Vec<Corrected>, Message> {
        let holder = self.holder(&drop.task.0)?;
        let before = std::mem::take(self.assignments(holder));
        let n = before.len();
        let is_meant = |one: &Assignment| {
            drop.role.is_none_or(|role| role.0 == one.role)
                && self.is_named(one.agent, &drop.agent.0)
        };
        let kept: Vec<_> = before.into_iter().filter(|one| !is_meant(one)).collect();
        let n_kept = kept.len();
        *self.assignments(holder) = kept;
        if n_kept < n {
            Ok(Vec::new())
        } else {
            Err(message!("correction-no-role", agent = &drop.agent.0, task = &drop.task.0))
        }
    }

    /// Adds an assignment as the `n`th correction.
    pub(super) fn add(&mut self, add: &Add, n: usize) -> Result<Vec<Corrected>, Message> {
        let (role, name) = (add.role.0, add.agent.0.as_str());
        let holder = self.holder(&add.task.0)?;
        let known = self.assignments(holder).clone();
        if known.iter().any(|one| one.role == role && self.is_named(one.agent, name)) {
            return Err(message!("correction-needless"));
        }
        let reach = self.reach(holder);
        let quote = match &add.quote {
            Some(quote) => {
                let place = self.find(&quote.0, reach);
                Some(place.ok_or_else(|| {
                    message!("correction-no-quote", quote = &quote.0, task = &add.task.0)
                })?)
            }
            None => self.find(name, reach),
        };
        let evidence =
            Evidence { span: quote.unwrap_or_else(|| self.own(holder)), rule: "human-add" };
        let agent = if role == Role::Leader || add.post.is_some() {
            self.person(add, holder, evidence)
        } else {
            Agent::Unit(self.unit(name))
        };
        let assignment =
            Assignment { role, agent, duty: None, implied: false, correction: Some(n), evidence };
        self.assignments(holder).push(assignment);
        Ok(Vec::new())
    }

    /// The place of a holder's own words.
    fn own(&self, holder: Holder) -> crate::span::Span {
        match holder {
            Holder::Section(n) => self.facts.sections[n].evidence.span,
            Holder::Document(n) => {
                let document = &self.facts.documents[n];
                let title = document
                    .title
                    .as_ref()
                    .and_then(|title| self.find(title, document.evidence.span));
                title.unwrap_or(document.evidence.span)
            }
            Holder::Task(n) => self.facts.tasks[n].evidence.span,
        }
    }

    fn unit(&mut self, name: &str) -> usize {
        self.written(name).unwrap_or_else(|| {
            let unit = self.unit_of(name);
            self.facts.units.push(unit);
            self.facts.units.len() - 1
        })
    }

    fn person(&mut self, add: &Add, holder: Holder, evidence: Evidence) -> Agent {
        let post = add.post.as_ref().map(|post| post.0.clone());
        let persons = &mut self.facts.persons;
        let is_same = |one: &Person| {
            one.name == add.agent.0 && post.as_ref().is_none_or(|post| *post == one.post)
        };
        if let Some(known) = persons.iter().position(is_same) {
            return Agent::Person(known);
        }
        let (doc, task) = match holder {
            Holder::Document(n) => (self.facts.documents[n].id.clone(), None),
            Holder::Section(n) => (self.facts.sections[n].doc.clone(), None),
            Holder::Task(n) => {
                (self.facts.tasks[n].doc.clone(), Some(self.facts.tasks[n].id.clone()))
            }
        };
        persons.push(Person {
            doc,
            task,
            name: add.agent.0.clone(),
            post: post.unwrap_or_default(),
            evidence,
        });
        Agent::Person(persons.len() - 1)
    }
}
