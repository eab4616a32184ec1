//! How the service answers many clients, also while some of them mean harm; and beside another
//! server.
//!
//!     cargo bench --bench service                                the seeds; 20 s without hostile requests, 20 s with them
//!     cargo bench --bench service -- --seconds 60 --kinds 0,7    with two kinds of hostile requests alone
//!     cargo bench --bench service -- --compare URL --store STORE ten queries, in turn here and there (tests/benches/serve calls it so)
//!
//! Sixty-four connections ask what people ask; in the second half each tenth request is hostile:
//! products, paths without end, long `VALUES`, regular expressions, deep nesting, texts that
//! double, readers that do not read, garbage, heads without end. It ends with 1 where an honest
//! request gets no whole answer. Times are of whole answers, as a client sees them.

#![expect(clippy::print_stdout, reason = "a benchmark prints")]

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

const CONNECTIONS: usize = 64;
/// The limit of a query while there are hostile ones, in seconds.
const LIMIT: u64 = 10;

/// Ten typical queries.
const TYPICAL: &[(&str, &str)] = &[
    ("ask", "ASK { ?task a zr:Task }"),
    ("one thing", "SELECT ?p ?o { <https://w3id.org/zeren/role/lead> ?p ?o }"),
    ("tasks", "SELECT ?task ?title { ?task a zr:Task ; eli-dl:activity_label ?title } LIMIT 50"),
    ("leads", "SELECT ?task ?name { ?task zr:lead ?unit . ?unit skos:prefLabel ?name } LIMIT 100"),
    ("count", "SELECT (COUNT(*) AS ?n) { ?task a zr:Task }"),
    (
        "workload",
        "SELECT ?unit (COUNT(DISTINCT ?task) AS ?n) { ?task zr:lead ?unit } GROUP BY ?unit ORDER BY DESC(?n) LIMIT 20",
    ),
    (
        "by word",
        "SELECT ?task { ?task a zr:Task ; eli-dl:activity_label ?title FILTER(CONTAINS(?title, \"法治\")) }",
    ),
    (
        "optional",
        "SELECT ?task ?lead ?support { ?task a zr:Task OPTIONAL { ?task zr:lead ?lead } OPTIONAL { ?task zr:support ?support } } LIMIT 100",
    ),
    (
        "path",
        "SELECT ?role ?name { ?role a skos:Concept ; skos:broader* ?wider ; skos:prefLabel ?name } LIMIT 100",
    ),
    ("construct", "CONSTRUCT { ?task zr:lead ?unit } { ?task zr:lead ?unit } LIMIT 100"),
];

/// The prefixes of the queries, for servers that do not predeclare them.
const PREFIXES: &str = "PREFIX zr: <https://w3id.org/zeren/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> \
                        PREFIX eli-dl: <http://data.europa.eu/eli/eli-draft-legislation-ontology#> ";

/// What an attacker sends.
#[derive(Clone, Copy)]
enum Hostile {
    Query(fn() -> String),
    /// Asks for everything and reads nothing.
    Deaf,
    /// Bytes that are not a request.
    Garbage,
    /// A head that never ends.
    Head,
    /// A body that is cut off.
    Cut,
}

const HOSTILE: &[Hostile] = &[
    Hostile::Query(|| "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }".to_owned()),
    Hostile::Query(|| {
        "SELECT (COUNT(*) AS ?n) { ?a (!<http://a/>)* ?b . ?c (!<http://a/>)* ?d . ?e ?f ?g }"
            .to_owned()
    }),
    Hostile::Query(|| {
        let values = |name: &str| format!("VALUES ?{name} {{ {} }} ", "1 ".repeat(2_000));
        format!(
            "SELECT (COUNT(*) AS ?n) {{ {} {} {} {} }}",
            values("a"),
            values("b"),
            values("c"),
            values("d")
        )
    }),
    Hostile::Query(|| {
        "SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), CONCAT(\"(\", STR(?f), \")*x\"))) }"
            .to_owned()
    }),
    Hostile::Query(|| format!("ASK {{ FILTER({}1{}) }}", "(".repeat(4_000), ")".repeat(4_000))),
    Hostile::Query(|| {
        let binds: String = (0..30)
            .map(|i| format!("BIND(CONCAT(?x{i},?x{i},?x{i},?x{i}) AS ?x{}) ", i + 1))
            .collect();
        format!("SELECT (STRLEN(?x30) AS ?n) {{ BIND(\"aaaa\" AS ?x0) {binds} }}")
    }),
    Hostile::Query(|| {
        "SELECT ?x ?y { ?x a ?c . ?y a ?c . ?z a ?c . ?u a ?c } ORDER BY ?x ?y".to_owned()
    }),
    Hostile::Deaf,
    Hostile::Garbage,
    Hostile::Head,
    Hostile::Cut,
];

fn main() {
    let mut args = std::env::args().skip(1).filter(|arg| arg != "--bench");
    let (mut seconds, mut other, mut store, mut kinds) = (20, None, None, HOSTILE.to_vec());
    while let Some(arg) = args.next() {
        let mut value = || args.next().expect("a value");
        match arg.as_str() {
            "--seconds" => seconds = value().parse().expect("a number"),
            "--kinds" => {
                kinds = value()
                    .split(',')
                    .map(|kind| HOSTILE[kind.parse::<usize>().expect("a number")])
                    .collect()
            }
            "--compare" => other = Some(value().parse().expect("HOST:PORT")),
            "--store" => store = Some(PathBuf::from(value())),
            other => panic!("unknown argument {other}"),
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let store = store.unwrap_or_else(|| built(folder.path()));
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("threads");
    let is_fine = runtime.block_on(async {
        match other {
            Some(other) => compared(&store, other).await,
            None => under_fire(&store, Duration::from_secs(seconds), &kinds).await,
        }
    });
    drop(folder);
    std::process::exit(i32::from(!is_fine));
}

/// Returns the program: the one that `ZEREN` names, or the one built along with this benchmark.
fn program() -> PathBuf {
    std::env::var_os("ZEREN")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_zeren")), PathBuf::from)
}

fn built(folder: &Path) -> PathBuf {
    let store = folder.join("store");
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let built = Command::new(program())
        .arg("build")
        .arg(seeds)
        .arg("-l")
        .arg(&store)
        .arg("--quiet")
        .status();
    assert!(built.expect("the program runs").success());
    store
}

/// The service as a child process.
struct Service {
    child: Child,
    address: SocketAddr,
}

impl Service {
    async fn start(store: &Path) -> Self {
        // The port is free now; nobody else is likely to take it before the service does.
        let address = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|one| one.local_addr())
            .expect("a port");
        let mut command = Command::new(program());
        command.arg("serve").arg("-l").arg(store).args([
            "--log",
            "off",
            "--timeout",
            &LIMIT.to_string(),
        ]);
        let child = command
            .args(["--bind", &address.to_string()])
            .stderr(Stdio::null())
            .spawn()
            .expect("the service starts");
        let service = Self { child, address };
        for _ in 0..200 {
            if TcpStream::connect(address).await.is_ok() {
                return service;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the service does not listen");
    }

    /// Returns the memory of the service and its child processes, in MiB.
    fn memory(&self) -> f64 {
        let id = self.child.id().to_string();
        let shown = Command::new("ps").args(["-o", "rss=", "--pid", &id, "--ppid", &id]).output();
        let shown = shown.map(|output| output.stdout).unwrap_or_default();
        let kib: f64 = String::from_utf8_lossy(&shown)
            .split_whitespace()
            .filter_map(|one| one.parse::<f64>().ok())
            .sum();
        kib / 1024.0
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What the honest clients saw.
#[derive(Default)]
struct Seen {
    times: Vec<Duration>,
    failed: Vec<String>,
}

impl Seen {
    fn percentile(&mut self, of: f64) -> f64 {
        self.times.sort_unstable();
        let at = ((self.times.len() as f64 - 1.0) * of).round().max(0.0) as usize;
        self.times.get(at).map_or(f64::NAN, |time| time.as_secs_f64() * 1000.0)
    }
}

/// Returns whether every honest request was answered, both without and with hostile ones.
async fn under_fire(store: &Path, time: Duration, kinds: &[Hostile]) -> bool {
    let mut service = Service::start(store).await;
    println!(
        "| {CONNECTIONS} connections, {} s | requests/s | failed | median ms | p99 ms | most memory, MiB |",
        time.as_secs()
    );
    println!("|---|--:|--:|--:|--:|--:|");
    let mut p99 = Vec::new();
    let mut is_fine = true;
    for (what, share) in [("honest", 0), ("each tenth hostile", 10)] {
        let (mut seen, memory) = clients(&service, time, share, kinds).await;
        let (n, failed) = (seen.times.len(), seen.failed.len());
        p99.push(seen.percentile(0.99));
        println!(
            "| {what} | {:.0} | {failed} | {:.1} | {:.1} | {memory:.0} |",
            n as f64 / time.as_secs_f64(),
            seen.percentile(0.5),
            seen.percentile(0.99)
        );
        seen.failed.iter().take(5).for_each(|why| println!("failed: {why}"));
        is_fine &= failed == 0 && n > 0;
    }
    tokio::time::sleep(Duration::from_secs(LIMIT + 2)).await;
    let is_up = service.child.try_wait().is_ok_and(|status| status.is_none());
    println!("\np99 with hostile requests / without: {:.1}", p99[1] / p99[0]);
    println!(
        "memory {} s later: {:.0} MiB; the service {}",
        LIMIT + 2,
        service.memory(),
        if is_up { "runs" } else { "has ended" }
    );
    is_fine && is_up
}

async fn clients(service: &Service, time: Duration, share: u64, kinds: &[Hostile]) -> (Seen, f64) {
    let until = Instant::now() + time;
    let mut all = JoinSet::new();
    for n in 0..CONNECTIONS {
        all.spawn(client(service.address, until, n as u64, (share, kinds.to_vec())));
    }
    let mut memory: f64 = 0.0;
    while Instant::now() < until {
        tokio::time::sleep(Duration::from_millis(500)).await;
        memory = memory.max(service.memory());
    }
    let mut seen = Seen::default();
    while let Some(one) = all.join_next().await {
        let one = one.expect("a client ends");
        seen.times.extend(one.times);
        seen.failed.extend(one.failed);
    }
    (seen, memory)
}

async fn client(
    address: SocketAddr,
    until: Instant,
    number: u64,
    (share, kinds): (u64, Vec<Hostile>),
) -> Seen {
    // Pseudo-random numbers, the same in every run.
    let mut chance = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        chance
    };
    let (mut seen, mut connection) = (Seen::default(), None);
    while Instant::now() < until {
        let chosen = next();
        if share > 0 && chosen % share == 0 {
            let hostile = kinds[(next() % kinds.len() as u64) as usize];
            // The result does not matter; but the service must not keep the connection for ever.
            let _ = timeout(Duration::from_secs(LIMIT + 12), attack(address, hostile)).await;
            continue;
        }
        let (name, query) = TYPICAL[(next() % TYPICAL.len() as u64) as usize];
        let start = Instant::now();
        let asked = timeout(Duration::from_secs(30), ask(address, &mut connection, query)).await;
        match asked.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into())) {
            Ok(_) => seen.times.push(start.elapsed()),
            Err(error) => {
                seen.failed.push(format!("{name}: {error}"));
                connection = None;
            }
        }
    }
    seen
}

fn request(query: &str) -> String {
    let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
    format!(
        "GET /query?query={query} HTTP/1.1\r\nHost: localhost\r\nAccept: application/sparql-results+json, application/n-triples;q=0.9\r\n\r\n"
    )
}

/// Sends a query over the kept connection or a new one; returns the length of the whole answer.
async fn ask(
    address: SocketAddr,
    connection: &mut Option<TcpStream>,
    query: &str,
) -> io::Result<usize> {
    // The service may have closed an idle connection meanwhile, which is not a failure: clients
    // open a new one.
    let kept = match connection.take() {
        Some(stream) => over(stream, query).await.ok(),
        None => None,
    };
    let (stream, status, body) = match kept {
        Some(answered) => answered,
        None => over(TcpStream::connect(address).await?, query).await?,
    };
    if status != 200 {
        return Err(io::Error::other(format!(
            "status {status}: {}",
            String::from_utf8_lossy(&body)
        )));
    }
    *connection = Some(stream);
    Ok(body.len())
}

async fn over(mut stream: TcpStream, query: &str) -> io::Result<(TcpStream, u16, Vec<u8>)> {
    stream.set_nodelay(true)?;
    stream.write_all(request(query).as_bytes()).await?;
    let (status, body) = answer(&mut stream).await?;
    Ok((stream, status, body))
}

/// Reads one whole answer.
async fn answer(stream: &mut TcpStream) -> io::Result<(u16, Vec<u8>)> {
    let mut bytes = Vec::with_capacity(8192);
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        more(stream, &mut bytes).await?;
    };
    let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default();
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    let mut body = bytes.split_off(end);
    match length {
        Some(length) => {
            while body.len() < length {
                more(stream, &mut body).await?;
            }
        }
        None => {
            while !body.ends_with(b"\r\n0\r\n\r\n") && body != b"0\r\n\r\n" {
                more(stream, &mut body).await?;
            }
        }
    }
    Ok((status, body))
}

async fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<()> {
    match stream.read_buf(bytes).await? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _ => Ok(()),
    }
}

async fn attack(address: SocketAddr, hostile: Hostile) -> io::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    match hostile {
        Hostile::Query(query) => {
            let body = query();
            let head = format!(
                "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: {}\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(body.as_bytes()).await?;
            answer(&mut stream).await?;
        }
        Hostile::Deaf => {
            stream.write_all(request("SELECT * { GRAPH ?g { ?s ?p ?o } }").as_bytes()).await?;
            tokio::time::sleep(Duration::from_secs(3)).await;
        }
        Hostile::Garbage => {
            stream
                .write_all(&[0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3, b'\r', b'\n', b'\r', b'\n'])
                .await?;
            answer(&mut stream).await?;
        }
        Hostile::Head => {
            stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n").await?;
            for n in 0..20_000 {
                stream.write_all(format!("X-Flood-{n}: {}\r\n", "x".repeat(64)).as_bytes()).await?;
            }
            answer(&mut stream).await?;
        }
        Hostile::Cut => {
            stream.write_all(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 1000\r\n\r\nSELECT").await?;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
    Ok(())
}

/// Asks the ten queries in turn here and at another server, each repeatedly and each as a text that
/// is new every time, with one client and with sixteen.
async fn compared(store: &Path, other: SocketAddr) -> bool {
    const ROUNDS: usize = 5;
    let service = Service::start(store).await;
    println!(
        "| query | asked | ms here | ms there | speed | requests/s of 16 here | there | speed |\n\
         |---|---|--:|--:|--:|--:|--:|--:|"
    );
    for (name, query) in TYPICAL {
        for (asked, is_new) in [("again", false), ("anew", true)] {
            let question = Question { text: format!("{PREFIXES}{query}"), is_new };
            let (mut one, mut many) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
            for _ in 0..ROUNDS {
                for (at, address) in [service.address, other].into_iter().enumerate() {
                    one[at].push(alone(address, &question).await);
                    many[at].push(together(address, &question).await);
                }
            }
            let [here, there] = one.map(median);
            let [many_here, many_there] = many.map(median);
            println!(
                "| {name} | {asked} | {:.3} | {:.3} | {:.2} | {many_here:.0} | {many_there:.0} | {:.2} |",
                here * 1000.0,
                there * 1000.0,
                there / here,
                many_here / many_there
            );
        }
    }
    true
}

/// A query that is asked many times.
#[derive(Clone)]
struct Question {
    text: String,
    /// Whether a comment makes the text of the query new each time.
    is_new: bool,
}

impl Question {
    fn next(&self) -> String {
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        let n = ASKED.fetch_add(1, Ordering::Relaxed);
        if self.is_new { format!("{} # {n}", self.text) } else { self.text.clone() }
    }
}

fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Returns the median time of a query asked by one client, in seconds.
async fn alone(address: SocketAddr, question: &Question) -> f64 {
    let mut connection = None;
    let mut times = Vec::new();
    let until = Instant::now() + Duration::from_millis(600);
    while Instant::now() < until {
        let query = question.next();
        let start = Instant::now();
        ask(address, &mut connection, &query).await.expect("an answer");
        times.push(start.elapsed().as_secs_f64());
    }
    median(times)
}

/// Returns how many answers sixteen clients get in one second.
async fn together(address: SocketAddr, question: &Question) -> f64 {
    let until = Instant::now() + Duration::from_millis(1000);
    let mut all = JoinSet::new();
    for _ in 0..16 {
        let question = question.clone();
        all.spawn(async move {
            let (mut connection, mut n) = (None, 0_u32);
            while Instant::now() < until {
                ask(address, &mut connection, &question.next()).await.expect("an answer");
                n += 1;
            }
            n
        });
    }
    let mut n = 0;
    while let Some(one) = all.join_next().await {
        n += one.expect("a client ends");
    }
    f64::from(n)
}
