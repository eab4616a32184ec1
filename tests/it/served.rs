//! A service on a port of its own, with a temporary store.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use oxigraph::model::{NamedNode, Quad};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;
use zeren::serve::{Limits, Options, State, router, serve};
use zeren::store::{Store, Writer};

/// The token that writers send.
pub(crate) const TOKEN: &str = "a-token-that-only-tests-know";

/// A service that stops when dropped.
pub(crate) struct Served {
    pub(crate) address: SocketAddr,
    _folder: TempDir,
    _runtime: Runtime,
    _stop: oneshot::Sender<()>,
}

/// Returns the default options of a test's service.
pub(crate) fn options() -> Options {
    Options {
        program: Some(PathBuf::from(env!("CARGO_BIN_EXE_zeren"))),
        token: Some(TOKEN.to_owned()),
        ..Options::default()
    }
}

impl Served {
    /// Serves exactly these graphs.
    pub(crate) fn with_graphs(graphs: &[(NamedNode, Vec<Quad>)]) -> Self {
        let store = Store::memory().expect("a store");
        for (name, quads) in graphs {
            store.replace(name.as_ref(), quads).expect("the graph is stored");
        }
        Self::over(&store, options())
    }

    /// Serves a copy of a store.
    pub(crate) fn over(store: &Store, options: Options) -> Self {
        let folder = on_disk(store);
        let location = folder.path().to_string_lossy().into_owned();
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("threads");
        let state = State::new(&location, options).expect("the store opens");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel();
        runtime.spawn(serve(listener, router(state), async {
            let _ = stopped.await;
        }));
        Self { address, _folder: folder, _runtime: runtime, _stop: stop }
    }
}

/// Returns a copy of a store on disk.
pub(crate) fn on_disk(store: &Store) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let location = folder.path().to_string_lossy();
    Writer::open(&location)
        .and_then(|mut writer| writer.copy_from(store))
        .expect("a store on disk");
    folder
}

/// Returns limits with a time of this many milliseconds.
pub(crate) fn within(millis: u64) -> Limits {
    Limits { time: Duration::from_millis(millis), ..Limits::default() }
}
