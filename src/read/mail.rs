//! Mails (`.eml`) and web archives (`.mht`): the page or the text, and its attachments.
//!
//! A mail with attachments is treated as an archive: `邮件.eml/正文.txt` and `邮件.eml/方案.docx`.
//! What a page merely displays, such as its pictures, is part of the page.

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::error::Problem;
use super::{gap, html, table};
use crate::message;

/// Headers by which mails are recognised.
const HEADERS: [&str; 18] = [
    "mime-version",
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "content-type",
    "received",
    "return-path",
    "delivered-to",
    "message-id",
    "x-mailer",
    "reply-to",
    "sender",
    "x-originating-ip",
    "dkim-signature",
    "content-transfer-encoding",
    "snapshot-content-location",
];
/// The most parts of a mail.
const MAX_PARTS: usize = 2000;

/// The name of the body as a member: if it is a page, and if it is plain text.
pub(super) const BODIES: [&str; 2] = ["正文.html", "正文.txt"];

/// A mail, split into the members of an archive.
pub(super) struct Mail {
    /// The text, with its name as a member.
    pub(super) body: Option<(&'static str, String)>,
    pub(super) attachments: Vec<(String, Vec<u8>)>,
}

/// Whether these are the first bytes of a mail: nothing but header lines, of which at least two are
/// known, and one tells what the mail is.
pub(super) fn is_mail(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let mut known: Vec<String> = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines() {
        if line.trim().is_empty() {
            break;
        }
        // A long header continues on indented lines.
        if line.starts_with([' ', '\t']) && !known.is_empty() {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { break };
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_graphic()) {
            return false;
        }
        let name = name.to_ascii_lowercase();
        if HEADERS.contains(&name.as_str()) && !known.contains(&name) {
            known.push(name);
        } else if known.is_empty() && !name.starts_with("x-") {
            return false;
        }
    }
    let tells = ["mime-version", "content-type", "received", "message-id", "date"];
    known.len() > 1 && known.iter().any(|name| tells.contains(&name.as_str()))
}

/// Reads a mail.
pub(super) fn read(bytes: &[u8]) -> Result<Mail, Problem> {
    let message = MessageParser::default().parse(bytes);
    let message = message.ok_or_else(|| Problem::damaged("mail", message!("damage-no-headers")))?;
    if message.parts.len() > MAX_PARTS {
        return Err(Problem::Expands);
    }
    let body = body(&message)?;
    let attachments = message.attachments().filter(|part| is_attached(part)).enumerate();
    let attachments = attachments.map(|(n, part)| (called(part, n + 1), contents(part).to_vec()));
    Ok(Mail { body, attachments: attachments.collect() })
}

/// Returns the text of a mail that is read as one document, with a marker for each attachment.
pub(super) fn text(bytes: &[u8]) -> Result<String, Problem> {
    let mail = read(bytes)?;
    let mut out = mail.body.map(|(_, text)| text).unwrap_or_default();
    for (name, _) in &mail.attachments {
        gap::write(&message!("gap-attachment", name = name), &mut out);
    }
    Ok(out)
}

/// Returns the page or the text; all pages, if it is an archive of several.
fn body(message: &Message<'_>) -> Result<Option<(&'static str, String)>, Problem> {
    let mut out = String::new();
    let pages =
        message.html_bodies().chain(message.attachments().filter(|part| !is_attached(part)));
    for part in pages {
        if let PartType::Html(page) = &part.body {
            // A page that consists only of frames has no text.
            match html::text(page) {
                Ok(told) => out.push_str(&told.text),
                Err(Problem::Empty) => {}
                Err(problem) => return Err(problem),
            }
        }
    }
    if !out.trim().is_empty() {
        return Ok(Some((BODIES[0], out)));
    }
    for part in message.text_bodies() {
        if let PartType::Text(text) = &part.body {
            text.lines().for_each(|line| table::paragraph(line, &mut out));
        }
    }
    Ok(Some((BODIES[1], out)).filter(|(_, text)| !text.trim().is_empty()))
}

/// Whether a part is an attachment, and not part of a page.
fn is_attached(part: &MessagePart<'_>) -> bool {
    let is_referred_to = part.content_id().is_some() || part.content_location().is_some();
    let of_page = part.content_type().is_some_and(|kind| {
        let subtype = kind.subtype().unwrap_or_default();
        let is_text =
            kind.ctype() == "text" && matches!(subtype, "html" | "css" | "javascript" | "xml");
        matches!(kind.ctype(), "image" | "font")
            || is_text
            || subtype.contains("javascript")
            || subtype.contains("font")
    });
    !(of_page && (is_referred_to || part.attachment_name().is_none()))
}

fn called(part: &MessagePart<'_>, n: usize) -> String {
    match (part.attachment_name(), &part.body) {
        (Some(name), _) => name.to_owned(),
        (None, PartType::Message(_)) => format!("附件{n}.eml"),
        (None, _) => format!("附件{n}"),
    }
}

/// Returns the contents of an attachment; an attached mail in its raw form.
fn contents<'p>(part: &'p MessagePart<'_>) -> &'p [u8] {
    match &part.body {
        PartType::Message(message) => message.raw_message(),
        _ => part.contents(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_are_known_by_their_headers() {
        for (text, is) in [
            ("MIME-Version: 1.0\r\nFrom: a\r\n\r\nx", true),
            ("Received: from a\r\n\tby b\r\nSubject: =?gbk?B?1Mo=?=\r\n", true),
            (
                "From: <Saved by WPS>\nSubject: a\nDate: b\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=\"text/html\"\n",
                true,
            ),
            ("Subject: a\n\n一、学习", false),
            ("From: a\nTo: b\n\nx", false),
            ("标题: a\nDate: b\n", false),
            ("", false),
        ] {
            assert_eq!(is_mail(text.as_bytes()), is, "{text}");
        }
    }
}
