//! Malicious endpoints: they redirect elsewhere, never answer, or never end.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use zeren::remote::{Addresses, Credentials, Limits, Remote, RemoteError};

/// A server with one trick: its address, and the requests it got.
struct Server {
    address: String,
    asked: Arc<Mutex<Vec<String>>>,
}

fn server(trick: impl Fn(&str, &mut TcpStream) + Send + 'static) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&asked);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let head = head(&stream);
            heard.lock().expect("nobody panicked").push(head.clone());
            trick(&head, &mut stream);
        }
    });
    Server { address, asked }
}

/// Reads a request and returns its head.
fn head(stream: &TcpStream) -> String {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).unwrap_or_default() == 0 || line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or_default();
        }
        head.push_str(&line);
    }
    let _ = reader.take(length).read_to_end(&mut Vec::new());
    head
}

fn client(server: &Server, limits: Limits) -> Remote {
    let credentials = Credentials { user: "zeren".to_owned(), password: "责任".to_owned() };
    Remote::within(
        limits,
        Addresses::of(&format!("{}/zeren/sparql", server.address)),
        Some(credentials),
    )
}

fn moved(to: &str, code: u16, stream: &mut TcpStream) {
    let _ = write!(
        stream,
        "HTTP/1.1 {code} Moved\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
}

const YES: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: 27\r\n\
    Connection: close\r\n\r\n{\"head\":{},\"boolean\":true}\n";

#[test]
fn nobody_else_is_asked_for_an_endpoint_that_sends_on() {
    for code in [301, 302, 303, 307, 308] {
        let other = server(|_, stream| drop(stream.write_all(YES.as_bytes())));
        let to = format!("{}/zeren/sparql", other.address);
        let first = server(move |_, stream| moved(&to, code, stream));
        let error =
            client(&first, Limits::default()).query("ASK {}").err().expect("it is no answer");
        assert!(
            matches!(&error, RemoteError::Elsewhere { to, .. } if to.starts_with(&other.address)),
            "{error}"
        );
        assert!(error.hint().to_string().contains("--endpoint"));
        assert!(other.asked.lock().expect("nobody panicked").is_empty(), "{code}");
    }
}

#[test]
fn an_endpoint_may_send_on_to_itself_and_not_for_ever() {
    let server = server(|head, stream| match head.starts_with("POST /zeren/sparql ") {
        true => moved("/elsewhere/sparql", 307, stream),
        false if head.starts_with("POST /elsewhere/sparql ") => {
            drop(stream.write_all(YES.as_bytes()))
        }
        false => moved("/loop", 302, stream),
    });
    assert!(client(&server, Limits::default()).query("ASK {}").is_ok());
    let looping = Remote::new(Addresses::of(&format!("{}/loop", server.address)), None);
    assert!(matches!(looping.query("ASK {}").err(), Some(RemoteError::Elsewhere { .. })));
}

#[test]
fn an_endpoint_that_never_answers_is_waited_for_once_and_not_for_long() {
    let asked = Arc::new(AtomicUsize::new(0));
    let n = Arc::clone(&asked);
    let kept = Mutex::new(Vec::new());
    let silent = server(move |_, stream| {
        n.fetch_add(1, Ordering::SeqCst);
        // Announce more than is sent, and keep the connection open.
        let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx");
        kept.lock().expect("nobody panicked").push(stream.try_clone().expect("a socket"));
    });
    let limits = Limits { time: Duration::from_millis(300), ..Limits::default() };
    let began = Instant::now();
    let error = client(&silent, limits).query("ASK {}").err().expect("it is no answer");
    assert!(matches!(error, RemoteError::Late { .. }), "{error}");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    // Five times the limit would still be far less than before; a busy machine must not make this
    // fail.
    assert!(began.elapsed() < Duration::from_secs(60), "{:?}", began.elapsed());
}

#[test]
fn an_answer_without_end_is_read_to_the_limit() {
    let endless = server(|_, stream| {
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Type: application/n-triples\r\nConnection: close\r\n\r\n"
        );
        let line = b"<http://a/a> <http://a/b> <http://a/c> .\n".repeat(1000);
        while stream.write_all(&line).is_ok() {}
    });
    let limits = Limits { bytes: 1 << 20, ..Limits::default() };
    let error = client(&endless, limits).query("ASK {}").err().expect("it is no answer");
    assert!(matches!(error, RemoteError::Long { megabytes: 1, .. }), "{error}");
}

#[test]
fn answers_in_xml_are_not_parsed() {
    // Its parser looks for duplicate attributes in quadratic time.
    let attributes: String = (0..400_000).map(|n| format!(" a{n}='1'")).collect();
    for (kind, element) in [("sparql-results", "sparql"), ("rdf", "rdf:RDF")] {
        let answer = format!("<{element}{attributes}/>");
        let server = server(move |_, stream| {
            let length = answer.len();
            let head = format!(
                "HTTP/1.1 200 OK\r\nContent-Type: application/{kind}+xml\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            let _ = stream.write_all((head + &answer).as_bytes());
        });
        let error =
            client(&server, Limits::default()).query("ASK {}").err().expect("it is no answer");
        assert!(matches!(error, RemoteError::Answer { .. }), "{error}");
    }
}
