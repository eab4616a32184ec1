//! Accepts connections, limits their number, and shuts them down.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tower::ServiceExt as _;

use super::ServeError;
use super::pool::quick_turns;

/// How long the head of a request may take, and how long a connection may be idle between requests.
const HEAD: Duration = Duration::from_secs(15);
/// The most headers of a request, and the most bytes of all of them.
const MAX_HEADERS: usize = 100;
const MAX_HEAD: usize = 64 << 10;
/// The most open connections. When one more arrives, an idle one is closed.
const MAX_CONNECTIONS: usize = 1024;
/// Stack size of the threads that parse and run short queries, in bytes; only what is used takes
/// memory.
const STACK: usize = 16 << 20;
/// How long requests may take to finish after the service was asked to stop.
const PATIENCE: Duration = Duration::from_secs(5);

/// Serves `router` at `address` until the process is asked to stop; calls `ready` with the address
/// it listens on.
pub fn run(
    router: Router,
    address: &str,
    ready: impl FnOnce(SocketAddr),
) -> Result<(), ServeError> {
    more_files();
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    // Quick queries occupy these threads; the additional ones keep everything else running.
    let threads = quick_turns(cores) + cores;
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(threads).thread_stack_size(STACK).enable_all().build()?;
    let served = runtime.block_on(async {
        let failed = |source| ServeError::Bind { address: address.to_owned(), source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        ready(listener.local_addr()?);
        serve(listener, router, signal()).await;
        Ok(())
    });
    // Do not wait for pages still being made for clients that have gone.
    runtime.shutdown_background();
    served
}

/// Raises the limit on open files, of which each connection and process takes some; by default many
/// systems allow few.
fn more_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let mut limit = getrlimit(Resource::Nofile);
        limit.current = limit.maximum;
        // If refused, the current limit has to do.
        let _ = setrlimit(Resource::Nofile, limit);
    }
}

/// Serves connections to `listener` until `stop` ends; then lets current requests finish, within a
/// time limit.
pub async fn serve(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let (connections, graceful) = (Arc::new(Connections::default()), GracefulShutdown::new());
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, client)) => connections.take(stream, client, router.clone(), &graceful),
                // No file descriptors are left: some are freed when connections end.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
        }
    }
    drop(listener);
    tokio::select! {
        () = graceful.shutdown() => {}
        () = tokio::time::sleep(PATIENCE) => {}
    }
}

/// The open connections, the oldest first.
#[derive(Default)]
struct Connections {
    open: Mutex<VecDeque<Arc<Connection>>>,
}

#[derive(Default)]
struct Connection {
    /// The number of requests being answered.
    busy: AtomicUsize,
    /// Notified to close the connection.
    close: Notify,
}

impl Connections {
    fn take(
        self: &Arc<Self>,
        stream: TcpStream,
        client: SocketAddr,
        router: Router,
        graceful: &GracefulShutdown,
    ) {
        let connection = Arc::new(Connection::default());
        if !self.make_room(&connection) {
            return;
        }
        // Send data at once rather than wait for more.
        let _ = stream.set_nodelay(true);
        let counted = Arc::clone(&connection);
        let service = hyper::service::service_fn(move |request| {
            answer(router.clone(), request, client, Arc::clone(&counted))
        });
        let mut builder = http1::Builder::new();
        builder
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            .max_headers(MAX_HEADERS)
            .max_buf_size(MAX_HEAD);
        let serving = graceful.watch(builder.serve_connection(TokioIo::new(stream), service));
        let all = Arc::clone(self);
        tokio::spawn(async move {
            tokio::select! {
                // An error of the connection needs no report.
                _ = serving => {}
                () = connection.close.notified() => {}
            }
            all.lock().retain(|one| !Arc::ptr_eq(one, &connection));
        });
    }

    /// Adds a connection, closing an idle one if there are too many; returns false if none is idle.
    fn make_room(&self, connection: &Arc<Connection>) -> bool {
        let mut open = self.lock();
        if open.len() >= MAX_CONNECTIONS {
            let Some(at) = open.iter().position(|one| one.busy.load(Ordering::Relaxed) == 0) else {
                return false;
            };
            if let Some(idle) = open.remove(at) {
                idle.close.notify_one();
            }
        }
        open.push_back(Arc::clone(connection));
        true
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, VecDeque<Arc<Connection>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers one request; while it does, the connection is busy.
async fn answer(
    router: Router,
    mut request: Request<Incoming>,
    client: SocketAddr,
    connection: Arc<Connection>,
) -> Result<Response<axum::body::Body>, Infallible> {
    connection.busy.fetch_add(1, Ordering::Relaxed);
    request.extensions_mut().insert(ConnectInfo(client));
    let response = router.oneshot(request).await;
    connection.busy.fetch_sub(1, Ordering::Relaxed);
    response
}

/// Waits until the process is interrupted or asked to terminate.
async fn signal() {
    let interrupted =
        async { tokio::signal::ctrl_c().await.expect("the system lets us wait for an interrupt") };
    #[cfg(unix)]
    let terminated = async {
        let kind = tokio::signal::unix::SignalKind::terminate();
        tokio::signal::unix::signal(kind)
            .expect("the system lets us wait for signals")
            .recv()
            .await;
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
