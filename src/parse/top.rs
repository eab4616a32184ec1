//! The top of a document: 发文机关标志, 发文字号, 标题, 主送机关.
//!
//! In: the blocks of a source. Out: its [`Letterhead`], and where the body begins. Orders,
//! announcements and minutes have their own form: `广州市人民政府令` ⏎ `第179号`.

use std::ops::Range;

use super::documents::{TOP, is_alike, signers};
use super::letterhead::{self, Block, Dated, Letterhead, Part, nth};
use super::numbering;
use super::text::Text;
use crate::affix::AnyOf;

/// Reads masthead, number, title and addressees; returns the index of the first block of the body.
pub(super) fn take(text: &Text, blocks: &[Block], head: &mut Letterhead) -> usize {
    let get = |n: usize| nth(text.as_str(), blocks, n);
    let top = || 0..blocks.len().min(TOP);
    let addressed = top().find(|n| letterhead::is_addressee_line(get(*n)));
    let first_item =
        top().find(|n| numbering::leading(get(*n)).is_some_and(|number| number.value == 1));
    let first_prose = top().find(|n| get(*n).contains('。'));
    let limit = [addressed, first_item, first_prose]
        .into_iter()
        .flatten()
        .min()
        .unwrap_or(blocks.len().min(TOP));
    let mut body = 0;
    if let Some((title, lines)) = letterhead::title(text, blocks, limit) {
        // The title of the web page precedes the document's own.
        let is_own = |line: &str| is_alike(line, &title) || is_issued_with(line, &title);
        let again = (lines.end..limit).rev().find(|n| is_own(get(*n)));
        let (title, lines) = again.map_or((title, lines), |n| (get(n).to_owned(), n..n + 1));
        body = lines.end;
        let range = blocks[lines.start].start..blocks[lines.end - 1].end;
        head.title = Some(Part { text: title, range });
    }
    part_title(head);
    for (n, block) in blocks.iter().enumerate().take(limit) {
        if take_line(text, block, head) || take_date_beside(text, block, head) {
            body = body.max(n + 1);
        }
        if n > 0 && head.number.as_ref().is_some_and(|number| number.range == *block) {
            take_date_above(text, &blocks[n - 1], head);
        }
    }
    let above = blocks.get(..limit).unwrap_or_default();
    body = body.max(take_date(text, above, head));
    body += usize::from(body < limit && take_date_below(text, &blocks[body], head));
    if let Some(n) = addressed.filter(|n| *n <= limit) {
        head.addressees = letterhead::addressees(text.as_str(), &blocks[n]);
        body = body.max(n + 1);
    }
    body
}

/// Whether a line is a title with the issuers that the title of the page left out.
fn is_issued_with(line: &str, title: &str) -> bool {
    let issuers = line.strip_suffix(title).filter(|_| title.starts_with("关于"));
    issuers
        .is_some_and(|issuers| !issuers.is_empty() && !letterhead::title_issuers(line).is_empty())
}

/// Takes from the title the number and the label that a copy put on its line:
/// `标题　滑县人民政府关于…`.
fn part_title(head: &mut Letterhead) {
    let Some(whole) = head.title.as_mut() else { return };
    if let Some(bare) = whole.text.strip_prefix("标题").filter(|bare| bare.contains("关于")) {
        whole.range.start += whole.text.len() - bare.len();
        whole.text = bare.to_owned();
    }
    let Some((number, title)) = letterhead::number_beside_title(&whole.text) else { return };
    let part = |range: Range<usize>| {
        let place = whole.range.start + range.start..whole.range.start + range.end;
        Some(Part { text: whole.text.get(range)?.to_owned(), range: place })
    };
    let told =
        part(number).and_then(|one| Some(Part { text: letterhead::number(&one.text)?, ..one }));
    (head.number, head.title) = (told, part(title));
}

/// Reads a line that is a number or a masthead.
fn take_line(text: &Text, block: &Block, head: &mut Letterhead) -> bool {
    let line = text.get(block.clone());
    let is_numbered_alone = head.title.as_ref().is_some_and(|title| bears_serial(&title.text));
    let number = letterhead::number(line)
        .or_else(|| letterhead::number_among_fields(line))
        .or_else(|| letterhead::order_number(line))
        .or_else(|| letterhead::serial_number(line).filter(|_| is_numbered_alone));
    if let Some(number) = number {
        head.number.get_or_insert(Part { text: number, range: block.clone() });
        return true;
    }
    let is_masthead = line.ends_with(['件', '令', '告'])
        && !letterhead::masthead_issuers(line, &letterhead::gaps(text, block)).is_empty();
    if is_masthead {
        head.masthead = Some(Part { text: line.to_owned(), range: block.clone() });
    }
    is_masthead
}

/// Reads the date right behind the number, as in bulletins: `滑政〔2024〕15号　2024年4月1日`. A
/// signature tells better.
fn take_date_beside(text: &Text, block: &Block, head: &mut Letterhead) -> bool {
    let number = head.number.as_ref().map(|number| number.range.end);
    let is_beside = number
        .is_some_and(|end| end <= block.start && matches!(text.get(end..block.start), "" | "\n"));
    let date = is_beside.then(|| letterhead::date(text.get(block.clone()), block.clone()));
    let Some(date) = date.flatten() else { return false };
    head.declared.date.get_or_insert(date);
    true
}

/// Reads the date in brackets right above the number. A signature tells better.
fn take_date_above(text: &Text, block: &Block, head: &mut Letterhead) {
    let line = text.get(block.clone());
    let date = line.starts_with('（').then(|| letterhead::date(line, block.clone())).flatten();
    head.declared.date = head.declared.date.take().or(date);
}

/// Whether documents with this title bear numbers without an issuer.
fn bears_serial(title: &str) -> bool {
    title.ends_with_any(&["令", "公告", "公报", "通告", "纪要", "简报", "决定", "决议"])
}

/// Reads the date in brackets that decisions and opinions bear below their title.
fn take_date_below(text: &Text, block: &Block, head: &mut Letterhead) -> bool {
    let line = text.get(block.clone());
    let is_below = head.title.is_some() && line.starts_with('（') && line.ends_with('）');
    let date = letterhead::date(line, block.clone()).or_else(|| passed_on(text, block, head));
    let Some(date) = date.filter(|_| is_below) else { return false };
    head.date.get_or_insert(date);
    true
}

/// The day on which a meeting passed a decision, which is that of the decision:
/// `（2024年8月29日县人大常委会第二十次会议通过）`. Laws are published later.
fn passed_on(text: &Text, block: &Block, head: &Letterhead) -> Option<Dated> {
    let title = head.title.as_ref().map(|title| title.text.as_str())?;
    let inner = text.get(block.clone()).strip_prefix('（')?.strip_suffix("通过）")?;
    let is_decision = title.ends_with("决定") || title.ends_with("决议");
    let day = inner.get(..inner.find('日')? + '日'.len_utf8()).filter(|_| is_decision)?;
    let start = block.start + '（'.len_utf8();
    letterhead::date(day, start..start + day.len())
}

/// Reads the issuer and date of minutes from the lines above or below the title:
/// `滑县人民政府办公室　2024年3月5日`. Returns the index after the last such line.
fn take_date(text: &Text, blocks: &[Block], head: &mut Letterhead) -> usize {
    if !head.title.as_ref().is_some_and(|title| title.text.ends_with("纪要")) {
        return 0;
    }
    let mut taken = 0;
    for (n, block) in blocks.iter().enumerate() {
        let edited = letterhead::without_editor(text.get(block.clone()));
        if let Some(names) = signers(text, &(block.start..block.start + edited.len())) {
            head.issuers = names;
            taken = n + 1;
        } else if let Some(date) = letterhead::date(text.get(block.clone()), block.clone()) {
            head.date = Some(date);
            taken = n + 1;
        }
    }
    taken
}
