//! The vault that this window holds, behind one mutex: requests are answered one after the other. Progress and
//! cancel are answered beside it, and so is whether it is open.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use breachbook_app::Failure;
use breachbook_app::door::{Door, Request, Response, Watch};
use breachbook_app::place::PASSPHRASE_VARIABLE;
use chrono::{DateTime, Utc};

/// The door of the vault that was named on the command line, and the passphrase from the environment until it is used.
#[derive(Clone)]
pub struct Held {
    inner: Arc<Mutex<Inner>>,
    watch: Watch,
    standing: Arc<Mutex<Standing>>,
}

/// What is known of the door without waiting for what it is busy with.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// Whether the vault is open.
    pub open: bool,
    /// The folder of the vault that this window is for; none for one that is thrown away.
    pub vault: Option<PathBuf>,
}

struct Inner {
    door: Door,
    passphrase: Option<String>,
}

impl Held {
    /// Holds a door, and the passphrase that the environment may name: for tests and for the demo's throw-away
    /// vault, which open without the lock screen.
    pub fn new(door: Door) -> Self {
        let passphrase = std::env::var(PASSPHRASE_VARIABLE).ok();
        let watch = door.watch();
        let standing = Standing { open: door.is_open(), vault: door.vault().map(Path::to_owned) };
        let inner = Arc::new(Mutex::new(Inner { door, passphrase }));
        Self { inner, watch, standing: Arc::new(Mutex::new(standing)) }
    }

    /// Answers a request on a thread for long work; `progress` and `cancel` at once.
    pub async fn call(&self, request: Request) -> Result<Response, Failure> {
        if let Some(answer) = self.watch.answer(&request) {
            return Ok(answer);
        }
        let held = self.clone();
        tauri::async_runtime::spawn_blocking(move || held.answer(request))
            .await
            .unwrap_or_else(|_| Err(Failure::window_fault()))
    }

    /// Answers a request on this thread.
    pub fn answer(&self, request: Request) -> Result<Response, Failure> {
        let mut inner = lock(&self.inner);
        let answer = inner.call(request, Utc::now());
        let standing = Standing { open: inner.door.is_open(), vault: inner.door.vault().map(Path::to_owned) };
        *lock(&self.standing) = standing;
        answer
    }

    /// Whether a vault is open and which, at once.
    pub fn standing(&self) -> Standing {
        lock(&self.standing).clone()
    }
}

/// An act that panicked has rolled its transaction back: the door is as good as before.
fn lock<T>(inner: &Mutex<T>) -> MutexGuard<'_, T> {
    inner.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Inner {
    fn call(&mut self, request: Request, now: DateTime<Utc>) -> Result<Response, Failure> {
        if let Some(passphrase) = self.passphrase.take()
            && let Err(failure) = self.door.call(Request::Unlock { passphrase: passphrase.into() }, now)
        {
            // The lock screen follows, and there the same passphrase is refused with a sentence.
            eprintln!("breachbook-shell: {PASSPHRASE_VARIABLE}: {}", failure.sentence);
        }
        self.door.call(request, now)
    }
}
