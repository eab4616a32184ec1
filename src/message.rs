//! What the program says to people, in Chinese and in English.
//!
//! Every sentence stands in `message/en.ftl` and `message/zh.ftl` under one name, in the syntax of [Fluent](https://projectfluent.org).
//! [`message!`](crate::message!) binds a name to its values. The language is chosen where a message is shown: the one of the user by
//! [`Display`](fmt::Display), any by [`Message::in_lang`].
//!
//! ```
//! use zeren::message;
//! use zeren::message::Lang;
//!
//! let found = message!("n-documents", n = 2);
//! assert_eq!(found.in_lang(Lang::En), "2 documents");
//! assert_eq!(found.in_lang(Lang::Zh), "2 份文件");
//! ```

use std::borrow::Cow;
use std::fmt;
use std::sync::{LazyLock, OnceLock};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

const EN: &str = include_str!("message/en.ftl");
const ZH: &str = include_str!("message/zh.ftl");

/// A language that the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese, in simplified characters.
    Zh,
}

static USER: OnceLock<Lang> = OnceLock::new();

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// Its tag, as in `"县司法局"@zh`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The language of a tag or the name of a locale: `zh`, `zh_CN.UTF-8`, `en-GB`; none where it is another one, and for `C` and `POSIX`.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| language.eq_ignore_ascii_case(lang.tag()))
    }

    /// The language of an environment: of the first of `ZEREN_LANG`, `LC_ALL`, `LC_MESSAGES` and `LANG` that is set; English where it is none
    /// that the program speaks.
    pub fn of_environment(value: impl Fn(&str) -> Option<String>) -> Self {
        let names = ["ZEREN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
        let set = names.into_iter().filter_map(value).find(|value| !value.is_empty());
        set.and_then(|locale| Self::of_locale(&locale)).unwrap_or_default()
    }

    /// The language of the user; English unless [`Lang::speak`] said otherwise.
    pub fn user() -> Self {
        USER.get().copied().unwrap_or_default()
    }

    /// Makes this the language of the user, once a process; later calls change nothing.
    pub fn speak(self) {
        let _ = USER.set(self);
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> = LazyLock::new(|| Lang::ALL.map(read));
        let [en, zh] = &*BUNDLES;
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// Reads the messages of a language; a test holds that there is nothing amiss in them.
fn read(lang: Lang) -> FluentBundle<FluentResource> {
    let text = match lang {
        Lang::En => EN,
        Lang::Zh => ZH,
    };
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(readable, _)| readable);
    let mut bundle = FluentBundle::new_concurrent(lang.tag().parse().into_iter().collect());
    // The marks around values that Fluent adds for scripts written from the right show as boxes in terminals.
    bundle.set_use_isolating(false);
    let _ = bundle.add_resource(resource);
    bundle
}

/// A sentence that the program says, with its values, before a language is chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    name: &'static str,
    values: Vec<(&'static str, Value)>,
}

/// What stands in a message in place of a name.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words as they are.
    Text(String),
    /// A number, which may decide on a plural.
    Number(usize),
    /// Another message, in the language of the one around it.
    Message(Message),
}

impl From<usize> for Value {
    fn from(n: usize) -> Self {
        Self::Number(n)
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

/// What can be written is written.
macro_rules! text_values {
    ($($kind:ty),+) => { $(
        impl From<$kind> for Value {
            fn from(text: $kind) -> Self {
                Self::Text(text.into())
            }
        }
    )+ };
}

text_values!(String, &str, &String, Cow<'_, str>, char);

impl From<std::path::Display<'_>> for Value {
    fn from(path: std::path::Display<'_>) -> Self {
        Self::Text(path.to_string())
    }
}

impl Message {
    /// The message of `name` with its values; [`message!`](crate::message!) writes it shorter.
    pub fn new(name: &'static str, values: Vec<(&'static str, Value)>) -> Self {
        Self { name, values }
    }

    /// Its name in the catalogue.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The sentence in a language. A name that the catalogue lacks, which a test forbids, is said itself.
    pub fn in_lang(&self, lang: Lang) -> String {
        let bundle = lang.bundle();
        let Some(pattern) = bundle.get_message(self.name).and_then(|message| message.value()) else {
            return self.name.to_owned();
        };
        let mut args = FluentArgs::with_capacity(self.values.len());
        for (name, value) in &self.values {
            args.set(*name, value.in_lang(lang));
        }
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

impl Value {
    fn in_lang(&self, lang: Lang) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::from(text.as_str()),
            Self::Number(n) => FluentValue::from(*n),
            Self::Message(message) => FluentValue::from(message.in_lang(lang)),
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_lang(Lang::user()))
    }
}

/// A [`Message`](crate::message::Message) by its name in the catalogue, with values: `message!("n-documents", n = 2)`.
#[macro_export]
macro_rules! message {
    ($name:literal $(, $key:ident = $value:expr)* $(,)?) => {
        $crate::message::Message::new($name, vec![$((stringify!($key), $crate::message::Value::from($value))),*])
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_chooses_the_language() {
        let of = |set: &[(&str, &str)]| {
            Lang::of_environment(|name| set.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]), Lang::En);
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", ""), ("LC_MESSAGES", "en_US")]), Lang::En);
        assert_eq!(of(&[("LC_ALL", "en_US.UTF-8"), ("ZEREN_LANG", "zh")]), Lang::Zh);
        assert_eq!(of(&[("LANG", "de_DE.UTF-8")]), Lang::En);
        assert_eq!(of(&[]), Lang::En);
    }

    #[test]
    fn a_message_may_hold_another() {
        let inner = message!("n-documents", n = 1);
        let outer = Value::from(inner);
        assert_eq!(outer.in_lang(Lang::En), FluentValue::from("1 document"));
        assert_eq!(outer.in_lang(Lang::Zh), FluentValue::from("1 份文件"));
    }
}
