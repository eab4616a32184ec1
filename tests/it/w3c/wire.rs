//! Sends a request byte by byte, and reads the answer.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::served::TOKEN;

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether it was complete.
    pub(crate) is_whole: bool,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(one, _)| one.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// Sends a request with the token of writers, and no headers other than the given ones and the
/// three that HTTP needs.
pub(crate) fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(String, String)],
    body: Option<&[u8]>,
) -> Answer {
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nHost: www.example\r\nConnection: close\r\nAuthorization: Bearer {TOKEN}\r\n"
    );
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(body) = body {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    let mut stream = TcpStream::connect(address).expect("the service listens");
    stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a socket");
    stream.write_all(head.as_bytes()).expect("the head is sent");
    stream.write_all(body.unwrap_or_default()).expect("the body is sent");
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).expect("an answer");
    parse(&bytes)
}

fn parse(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&bytes[..end]);
    let mut lines = head.lines();
    let status =
        lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok());
    let headers = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut answer = Answer {
        status: status.expect("a status"),
        headers: headers.collect(),
        body: bytes[end + 4..].to_vec(),
        is_whole: true,
    };
    if answer.header("transfer-encoding") == Some("chunked") {
        answer.is_whole = answer.body.ends_with(b"0\r\n\r\n");
        answer.body = unchunked(&answer.body);
    }
    answer
}

fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") {
        let length =
            usize::from_str_radix(&String::from_utf8_lossy(&bytes[..end]), 16).expect("a length");
        let (from, to) = (end + 2, end + 2 + length);
        body.extend_from_slice(bytes.get(from..to).unwrap_or_default());
        bytes = bytes.get(to + 2..).unwrap_or_default();
    }
    body
}
