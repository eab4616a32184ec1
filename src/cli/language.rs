//! The language of the command line: how it is chosen, help in Chinese, and errors about arguments.
//!
//! English help is declared with the arguments; Chinese help is in the catalogue, as
//! `help-build-paths`, or as `help-location` if several commands share the argument, `about-build`
//! for a command, and `value-FILE` for the placeholder of a value.

use std::ffi::OsString;
use std::io::IsTerminal;
use std::process::ExitCode;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, CommandFactory, FromArgMatches, ValueEnum};
use regex::{NoExpand, Regex};
use zeren::message;
use zeren::message::{Lang, Message};

use super::{Args, output};

/// The languages of `--lang`.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Language {
    Zh,
    En,
}

/// Parses the arguments and sets the language that the process speaks; returns the exit code if
/// they are invalid, or if help was requested.
pub(crate) fn args() -> Result<Args, ExitCode> {
    let words: Vec<OsString> = std::env::args_os().collect();
    asked(&words).unwrap_or_else(|| Lang::of_environment(variable)).speak();
    // Help in Chinese is looked up for each argument, which only those pay for who see it.
    let parse = |command: Command| command.try_get_matches_from(&words);
    let matches = parse(Args::command()).or_else(|_| parse(spoken(Args::command(), Lang::user())));
    matches.and_then(|matches| Args::from_arg_matches(&matches)).map_err(|error| tell(&error))
}

/// Returns the language that `--lang` asks for, which is needed to report errors in the other
/// arguments.
fn asked(words: &[OsString]) -> Option<Lang> {
    let words: Vec<&str> =
        words.iter().take_while(|word| *word != "--").filter_map(|word| word.to_str()).collect();
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    let apart = || words.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    joined.or_else(apart).and_then(Lang::of_locale)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the locale of the user is told by the environment alone"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// Returns the command with help in a language; English is as declared.
pub(super) fn spoken(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command,
        Lang::Zh => in_chinese(command, ""),
    }
}

fn in_chinese(command: Command, parent: &str) -> Command {
    let name = command.get_name().to_owned();
    let path = if parent.is_empty() { String::new() } else { name.clone() };
    let command =
        command.mut_args(|arg| argument(arg, &path)).mut_subcommands(|one| in_chinese(one, &name));
    let command = match chinese(format!("about-{name}")) {
        Some(about) => command.about(about),
        None => command,
    };
    match (chinese(format!("examples-{name}")), command.get_after_long_help().is_some()) {
        (Some(examples), _) => command.after_help(examples),
        (None, true) if name == "build" => command.after_long_help(zeren::correct::PAGE_ZH),
        _ => command,
    }
}

fn argument(arg: Arg, command: &str) -> Arg {
    let id = arg.get_id().to_string();
    let help = chinese(format!("help-{command}-{id}")).or_else(|| chinese(format!("help-{id}")));
    let names: Vec<String> =
        arg.get_value_names().unwrap_or_default().iter().map(|name| value_name(name)).collect();
    let takes_value = arg.get_action().takes_values();
    let arg = match help {
        Some(help) => arg.help(help),
        None => arg,
    };
    match (takes_value, names.is_empty()) {
        (false, _) => arg,
        (true, false) => arg.value_names(names),
        (true, true) => arg.value_name(value_name(&id.to_uppercase())),
    }
}

/// Translates a placeholder: `文件` for `FILE`, `名称=值` for `NAME=VALUE`.
fn value_name(name: &str) -> String {
    let part = |part: &str| chinese(format!("value-{part}")).unwrap_or_else(|| part.to_owned());
    let piped: Vec<String> =
        name.split('|').map(|one| one.split('=').map(part).collect::<Vec<_>>().join("=")).collect();
    piped.join("|")
}

fn chinese(name: String) -> Option<String> {
    Message::about(name, Lang::Zh)
}

/// Prints help, the version, or an error, and returns the exit code.
fn tell(error: &clap::Error) -> ExitCode {
    let is_plain = match error.use_stderr() {
        true => !std::io::stderr().is_terminal(),
        false => !std::io::stdout().is_terminal(),
    };
    let shown =
        |text: &StyledStr| if is_plain { text.to_string() } else { text.ansi().to_string() };
    if Lang::user() == Lang::En {
        let text = shown(&error.render());
        match error.use_stderr() {
            true => output::coloured(text.trim_end()),
            // A closed pipe is not an error here.
            false => drop(output::write(None, |out| out.write_all(text.as_bytes()))),
        }
        return code(error);
    }
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion => {
            let text = words(&shown(&error.render()));
            match error.use_stderr() {
                true => output::coloured(text.trim_end()),
                false => drop(output::write(None, |out| out.write_all(text.as_bytes()))),
            }
        }
        _ => {
            output::note(message!("error", message = fault(error)));
            if let Some(hint) = hint(error) {
                output::note(message!("hint", hint = hint));
            }
            if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
                output::coloured(format!("\n{}", words(&shown(usage))));
            }
            output::note(format!("\n{}", message!("clap-more")));
        }
    }
    code(error)
}

fn code(error: &clap::Error) -> ExitCode {
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Translates the words that clap itself writes into Chinese.
fn words(text: &str) -> String {
    let words = [
        message!("clap-help-more"),
        message!("clap-help-summary"),
        message!("clap-help"),
        message!("clap-version"),
        message!("clap-help-command"),
        message!("clap-usage"),
        message!("clap-arguments"),
        message!("clap-options"),
        message!("clap-commands"),
        message!("clap-default"),
        message!("clap-possible"),
        message!("clap-possible-long"),
        message!("clap-any-options"),
        message!("clap-command"),
        message!("clap-command-optional"),
    ];
    let translated = |text: String, word: &Message| {
        // In a narrow terminal they may be wrapped anywhere.
        let pattern = regex::escape(&word.in_lang(Lang::En)).replace(' ', r"\s+");
        match Regex::new(&pattern) {
            Ok(pattern) => {
                pattern.replace_all(&text, NoExpand(&word.in_lang(Lang::Zh))).into_owned()
            }
            Err(_) => text,
        }
    };
    let text = words.iter().fold(text.to_owned(), translated);
    // A full-width colon needs no blank after it.
    text.replace("： ", "：")
}

/// Returns what is wrong with the arguments.
fn fault(error: &clap::Error) -> Message {
    let arg = || told(error, ContextKind::InvalidArg);
    let value = || told(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => message!("argument-unknown", arg = arg()),
        ErrorKind::InvalidSubcommand => {
            message!("command-unknown", command = told(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => message!("command-missing"),
        ErrorKind::MissingRequiredArgument => message!("argument-missing", arg = arg()),
        ErrorKind::ArgumentConflict => match told(error, ContextKind::PriorArg) {
            prior if prior.is_empty() || prior == arg() => message!("argument-twice", arg = arg()),
            prior => message!("argument-conflict", arg = arg(), other = prior),
        },
        ErrorKind::NoEquals => message!("argument-equals", arg = arg()),
        ErrorKind::InvalidValue if value().is_empty() => message!("value-missing", arg = arg()),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            message!("value-unfit", arg = arg(), value = value())
        }
        ErrorKind::TooManyValues => message!("value-too-many", arg = arg(), value = value()),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            message!("value-number", arg = arg())
        }
        ErrorKind::InvalidUtf8 => message!("argument-not-utf-8"),
        _ => message!("argument-other", text = error.to_string()),
    }
}

/// Returns what may have been meant, or which values are possible.
fn hint(error: &clap::Error) -> Option<Message> {
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let meant = suggested.into_iter().map(|kind| told(error, kind)).find(|told| !told.is_empty());
    let possible = told(error, ContextKind::ValidValue);
    let why = std::error::Error::source(error).and_then(|source| source.downcast_ref::<Message>());
    match (why, meant) {
        (Some(why), _) => Some(why.clone()),
        (None, Some(meant)) if possible.is_empty() => {
            Some(message!("argument-meant", meant = meant))
        }
        (None, Some(meant)) => Some(message!("value-meant", meant = meant, names = possible)),
        (None, None) if possible.is_empty() => None,
        (None, None) => Some(message!("hint-one-of", names = possible)),
    }
}

/// Returns the context of a clap error, joining lists; empty if there is none.
fn told(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(Lang::user().comma()),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(texts)) => {
            let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
            texts.join(Lang::user().comma())
        }
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;

    use super::*;

    /// Collects every command and argument with its help.
    fn helps(command: &Command, found: &mut Vec<(String, String)>) {
        let name = command.get_name();
        found.push((
            name.to_owned(),
            command.get_about().map(ToString::to_string).unwrap_or_default(),
        ));
        for arg in command.get_arguments() {
            let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
            found.push((format!("{name} {}", arg.get_id()), help));
        }
        let shown = command.get_subcommands().filter(|one| !one.is_hide_set());
        shown.for_each(|one| helps(one, found));
    }

    #[test]
    fn all_help_is_in_both_languages() {
        let is_chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let mut found = Vec::new();
        helps(&spoken(Args::command(), Lang::Zh), &mut found);
        let missing: Vec<_> = found.iter().filter(|(_, help)| !is_chinese(help)).collect();
        assert!(missing.is_empty(), "no Chinese for {missing:?}");
        let mut found = Vec::new();
        helps(&Args::command(), &mut found);
        assert!(found.iter().all(|(_, help)| !help.is_empty()), "{found:?}");
    }

    #[test]
    fn the_argument_comes_before_the_environment() {
        let of = |words: &[&str]| {
            asked(&words.iter().map(OsStr::new).map(ToOwned::to_owned).collect::<Vec<_>>())
        };
        assert_eq!(of(&["zeren", "queries", "--lang", "zh"]), Some(Lang::Zh));
        assert_eq!(of(&["zeren", "--lang=en", "queries"]), Some(Lang::En));
        assert_eq!(of(&["zeren", "remove", "--", "--lang", "zh"]), None);
        assert_eq!(of(&["zeren", "queries", "--lang"]), None);
    }
}
