//! The messages of the program, in Chinese and in English.
//!
//! Every message is in `message/en.ftl` and `message/zh.ftl` under the same name, in the syntax of
//! [Fluent](https://projectfluent.org). [`message!`](crate::message!) binds a name to its values.
//! The language is chosen when a message is displayed: the user's by [`Display`](fmt::Display), any
//! other by [`Message::in_lang`].
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
use serde::{Deserialize, Serialize};

use crate::message;

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
    /// All languages.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// Returns its language tag, as in `"县司法局"@zh`.
    pub fn tag(self) -> &'static str {
        self.of("en", "zh")
    }

    /// Returns the one of two values that is in this language.
    pub fn of<T>(self, en: T, zh: T) -> T {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }

    /// Returns the separator between the items of a list.
    pub fn comma(self) -> &'static str {
        self.of(", ", "、")
    }

    /// Returns the language of a tag or locale name: `zh`, `zh_CN.UTF-8`, `en-GB`; `None` for other
    /// languages, and for `C` and `POSIX`.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let language = locale.split(['_', '-', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|lang| language.eq_ignore_ascii_case(lang.tag()))
    }

    /// Returns the language of an environment: that of the first variable set among `ZEREN_LANG`,
    /// `LC_ALL`, `LC_MESSAGES` and `LANG`, or English if it is unsupported.
    pub fn of_environment(value: impl Fn(&str) -> Option<String>) -> Self {
        let names = ["ZEREN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
        let set = names.into_iter().filter_map(value).find(|value| !value.is_empty());
        set.and_then(|locale| Self::of_locale(&locale)).unwrap_or_default()
    }

    /// Returns the user's language; English unless set by [`Lang::speak`].
    pub fn user() -> Self {
        USER.get().copied().unwrap_or_default()
    }

    /// Sets the user's language, once per process; later calls have no effect.
    pub fn speak(self) {
        let _ = USER.set(self);
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        type Bundle = LazyLock<FluentBundle<FluentResource>>;
        static ENGLISH: Bundle = LazyLock::new(|| read(Lang::En));
        static CHINESE: Bundle = LazyLock::new(|| read(Lang::Zh));
        self.of(&ENGLISH, &CHINESE)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// Reads the messages of a language; a test checks that there are no errors in them.
fn read(lang: Lang) -> FluentBundle<FluentResource> {
    let text = lang.of(EN, ZH);
    let resource =
        FluentResource::try_new(text.to_owned()).unwrap_or_else(|(readable, _)| readable);
    let mut bundle = FluentBundle::new_concurrent(lang.tag().parse().into_iter().collect());
    // Fluent's isolation marks around values, meant for right-to-left scripts, show as boxes in
    // terminals.
    bundle.set_use_isolating(false);
    let _ = bundle.add_resource(resource);
    bundle
}

/// A message with its values, before a language is chosen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Message {
    name: Cow<'static, str>,
    values: Vec<(Cow<'static, str>, Value)>,
}

/// A value in a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Value {
    /// Text.
    Text(String),
    /// A number, which may select a plural form.
    Number(usize),
    /// Another message, in the language of the one that contains it.
    Message(Message),
    /// Several values as a list: `a, b`, `a、b`.
    List(Vec<Value>),
    /// Text in English and in Chinese from outside the catalogue.
    Both([String; 2]),
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

impl From<[&str; 2]> for Value {
    fn from(both: [&str; 2]) -> Self {
        Self::Both(both.map(str::to_owned))
    }
}

impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(list: Vec<T>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

/// Types that convert to text.
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
    /// Creates a message from its name and values; [`message!`](crate::message!) is shorter.
    pub fn new(name: &'static str, values: Vec<(&'static str, Value)>) -> Self {
        let values = values.into_iter().map(|(key, value)| (Cow::Borrowed(key), value));
        Self { name: Cow::Borrowed(name), values: values.collect() }
    }

    /// Returns the text of a message without values whose name is computed: `rule-clause-labels`.
    ///
    /// `None` if the catalogue of the language lacks it.
    pub fn about(name: String, lang: Lang) -> Option<String> {
        let message = Self { name: Cow::Owned(name), values: Vec::new() };
        lang.bundle().has_message(&message.name).then(|| message.in_lang(lang))
    }

    /// Returns its name in the catalogue.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the text in a language. For a name missing from the catalogue, which a test rules
    /// out, that is the name.
    pub fn in_lang(&self, lang: Lang) -> String {
        let bundle = lang.bundle();
        let Some(pattern) = bundle.get_message(&self.name).and_then(|message| message.value())
        else {
            return self.name.to_string();
        };
        let mut args = FluentArgs::with_capacity(self.values.len());
        for (name, value) in &self.values {
            args.set(name.as_ref(), value.in_lang(lang));
        }
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

impl Value {
    fn words(&self, lang: Lang) -> String {
        match self.in_lang(lang) {
            FluentValue::String(text) => text.into_owned(),
            FluentValue::Number(n) => n.as_string().into_owned(),
            _ => String::new(),
        }
    }

    fn in_lang(&self, lang: Lang) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::from(text.as_str()),
            Self::Number(n) => FluentValue::from(*n),
            Self::Message(message) => FluentValue::from(message.in_lang(lang)),
            Self::List(list) => {
                let words = list.iter().map(|one| one.words(lang));
                FluentValue::from(words.collect::<Vec<_>>().join(lang.comma()))
            }
            Self::Both([en, zh]) => FluentValue::from(lang.of(en.as_str(), zh.as_str())),
        }
    }
}

impl std::error::Error for Message {}

impl From<Message> for String {
    fn from(message: Message) -> Self {
        message.to_string()
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_lang(Lang::user()))
    }
}

/// Implements `Display` for errors with a method `message`, in the user's language.
macro_rules! tells {
    ($($error:ty),+) => { $(
        impl std::fmt::Display for $error {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.message(), f)
            }
        }
    )+ };
}

pub(crate) use tells;

/// Whether a character moves the cursor of a terminal, rings its bell, or changes the writing
/// direction.
pub fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Writes a text with such characters escaped: `\u{1b}`.
pub fn spell(text: &str, out: &mut String) {
    for c in text.chars() {
        if is_harmful(c) { out.extend(c.escape_default()) } else { out.push(c) }
    }
}

/// Pads a text with blanks to the width of a column; a Han character is two wide.
pub fn padded(text: &str, width: usize) -> String {
    let blanks = width.saturating_sub(unicode_width::UnicodeWidthStr::width(text));
    format!("{text}{}", " ".repeat(blanks))
}

/// Returns the message for an I/O error, in plain words for common ones.
pub fn io(error: &std::io::Error) -> Message {
    use std::io::ErrorKind as Kind;
    match error.kind() {
        Kind::NotFound => message!("io-not-found"),
        Kind::PermissionDenied => message!("io-denied"),
        Kind::AlreadyExists => message!("io-exists"),
        Kind::IsADirectory => message!("io-folder"),
        Kind::NotADirectory => message!("io-no-folder"),
        Kind::StorageFull | Kind::QuotaExceeded => message!("io-full"),
        Kind::ReadOnlyFilesystem => message!("io-read-only"),
        Kind::InvalidData => message!("io-not-utf-8"),
        Kind::AddrInUse => message!("io-address-used"),
        Kind::AddrNotAvailable => message!("io-address-none"),
        Kind::ConnectionRefused => message!("io-refused"),
        Kind::TimedOut => message!("io-late"),
        _ => message!("io-other", text = error.to_string()),
    }
}

/// Creates a [`Message`](crate::message::Message) from its name in the catalogue and its values:
/// `message!("n-documents", n = 2)`.
#[macro_export]
macro_rules! message {
    ($name:literal $(, $key:ident = $value:expr)* $(,)?) => {
        $crate::message::Message::new($name, vec![$((stringify!($key), $crate::message::Value::from($value))),*])
    };
}

/// Declares an enum whose variants each have a word, used as JSON value, RDF local name and column,
/// and a Chinese name.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal, $zh:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the word for it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Returns its name in a language.
            pub fn name(self, lang: $crate::message::Lang) -> &'static str {
                match self { $(Self::$variant => lang.of($word, $zh)),+ }
            }

            /// Returns its name as a message.
            pub fn message(self) -> $crate::message::Message {
                $crate::message!("both", text = self)
            }

            /// Parses the word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }

        impl From<$name> for $crate::message::Value {
            fn from(one: $name) -> Self {
                $crate::message::Lang::ALL.map(|lang| one.name(lang)).into()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }
    };
}

pub(crate) use words;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_chooses_the_language() {
        let of = |set: &[(&str, &str)]| {
            Lang::of_environment(|name| {
                set.iter().find(|(one, _)| *one == name).map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8")]), Lang::Zh);
        assert_eq!(of(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]), Lang::En);
        assert_eq!(
            of(&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", ""), ("LC_MESSAGES", "en_US")]),
            Lang::En
        );
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
