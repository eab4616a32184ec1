//! Mutates documents as bad copies do: cut, spliced, with flipped bytes, lost brackets, joined
//! lines. Each seed gives the same text every time.

/// Punctuation that copies lose or change.
const SIGNS: &[char] = &[
    '（', '）', '〔', '〕', '《', '》', '〈', '〉', '“', '”', '(', ')', '[', ']', '【', '】', '、',
    '，', '。', '；', '：', '.', ',', '#', '-',
];
/// Words and numbers that begin something.
const WORDS: &[&str] = &[
    "一、",
    "（一）",
    "（十三）",
    "1.",
    "（1）",
    "①",
    "第一章",
    "十一",
    "\n",
    "\r\n",
    "\u{c}",
    "　",
    "附件",
    "附件1",
    "责任单位：",
    "牵头单位：",
    "（责任单位：",
    "〔牵头县领导：",
    "县司法局",
    "各有关部门",
    "负责",
    "牵头",
    "配合",
    "主办：",
    "抄送：",
    "《",
    "》",
    "关于印发",
    "的通知",
    "现印发给你们",
    "2023年6月27日",
    "2023年",
    "年底前",
    "每半年",
    "7个工作日内",
    "达到100%",
    "国办发〔2022〕27号",
    "〔2023〕",
    "2号",
    "列第一位者为牵头单位，下同",
    "以下均需县司法局落实，不再列出",
    "习近平总书记",
    "县长王某",
    "依法行政领导小组",
    "\u{feff}",
    "\u{200b}",
    "\u{10ffff}",
    "é",
    "0",
];

/// A pseudo-random number generator: SplitMix64.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `n`, or 0 if `n` is 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % (n.max(1) as u64)) as usize
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }

    /// Returns a range of at most `longest` of `n` items.
    fn stretch(&mut self, n: usize, longest: usize) -> std::ops::Range<usize> {
        let start = self.below(n + 1);
        start..start + self.below((n - start).min(longest) + 1)
    }
}

/// Makes one change.
pub(crate) fn change(chars: &mut Vec<char>, texts: &[String], random: &mut Random) {
    let n = chars.len();
    match random.below(13) {
        0 => drop(chars.drain(random.stretch(n, n))),
        1 => drop(chars.drain(random.stretch(n, 40))),
        2 => splice(chars, texts, random),
        3 => repeat(chars, random),
        4 => flip(chars, random),
        5 => lose_all(chars, random),
        6 => lose_some(chars, random, |c| SIGNS.contains(&c)),
        7 => lose_some(chars, random, |c| c == '\n'),
        8 => insert_often(chars, random, "\n"),
        9 => {
            let word = random.pick(WORDS).copied().unwrap_or_default();
            insert_often(chars, random, word);
        }
        10 => renumber(chars, random),
        11 => shuffle_lines(chars, random),
        _ => exchange(chars, random),
    }
}

/// Inserts an excerpt of another text.
fn splice(chars: &mut Vec<char>, texts: &[String], random: &mut Random) {
    let Some(other) = random.pick(texts) else { return };
    let other: Vec<char> = other.chars().collect();
    let stretch = other.get(random.stretch(other.len(), 2000)).unwrap_or_default();
    let at = random.below(chars.len() + 1);
    chars.splice(at..at, stretch.iter().copied());
}

/// Repeats a range, a few times or many.
fn repeat(chars: &mut Vec<char>, random: &mut Random) {
    let stretch = random.stretch(chars.len(), 80);
    let again = chars.get(stretch.clone()).unwrap_or_default().to_vec();
    let times = if random.below(4) == 0 { 100 } else { 1 + random.below(4) };
    chars.splice(stretch.end..stretch.end, again.repeat(times));
}

/// Flips bits of the bytes; invalid UTF-8 becomes U+FFFD.
fn flip(chars: &mut Vec<char>, random: &mut Random) {
    let mut bytes = chars.iter().collect::<String>().into_bytes();
    for _ in 0..=random.below(32) {
        let at = random.below(bytes.len());
        let bit = 1 << random.below(8);
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= bit;
        }
    }
    *chars = String::from_utf8_lossy(&bytes).chars().collect();
}

/// Removes one kind of punctuation.
fn lose_all(chars: &mut Vec<char>, random: &mut Random) {
    let sign = random.pick(SIGNS).copied();
    chars.retain(|c| Some(*c) != sign);
}

/// Removes some of the characters that satisfy `is_meant`.
fn lose_some(chars: &mut Vec<char>, random: &mut Random, is_meant: impl Fn(char) -> bool) {
    let every = 1 + random.below(6);
    chars.retain(|c| !is_meant(*c) || random.below(every) > 0);
}

fn insert_often(chars: &mut Vec<char>, random: &mut Random, word: &str) {
    for _ in 0..=random.below(8) {
        let at = random.below(chars.len() + 1);
        chars.splice(at..at, word.chars());
    }
}

/// Replaces some numerals by others.
fn renumber(chars: &mut [char], random: &mut Random) {
    const SETS: [&str; 2] = ["0123456789", "一二三四五六七八九十"];
    let every = 1 + random.below(10);
    for c in chars.iter_mut() {
        let set = SETS.iter().find(|set| set.contains(*c));
        if let Some(set) = set.filter(|_| random.below(every) == 0) {
            *c = set.chars().nth(random.below(10)).unwrap_or(*c);
        }
    }
}

fn shuffle_lines(chars: &mut Vec<char>, random: &mut Random) {
    let text: String = chars.iter().collect();
    let mut lines: Vec<&str> = text.split('\n').collect();
    for _ in 0..=random.below(lines.len()) {
        let (one, other) = (random.below(lines.len()), random.below(lines.len()));
        lines.swap(one, other);
    }
    *chars = lines.join("\n").chars().collect();
}

/// Replaces characters by punctuation here and there.
fn exchange(chars: &mut [char], random: &mut Random) {
    for _ in 0..=random.below(16) {
        let at = random.below(chars.len());
        let sign = random.pick(SIGNS).copied();
        if let (Some(c), Some(sign)) = (chars.get_mut(at), sign) {
            *c = sign;
        }
    }
}
