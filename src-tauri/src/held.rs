//! The vault that this window holds, behind one mutex: requests are answered one after the other.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use breachbook_app::Failure;
use breachbook_app::door::{Door, Request, Response};
use breachbook_app::place::PASSPHRASE_VARIABLE;
use chrono::{DateTime, Utc};
use tauri::{AppHandle, Manager};

/// The door of the vault that was named on the command line, and the passphrase from the environment until it is used.
pub struct Held(Arc<Mutex<Inner>>);

struct Inner {
    door: Door,
    passphrase: Option<String>,
}

impl Held {
    /// Holds a door, and the passphrase that the environment may name: for tests and for the demo's throw-away
    /// vault, which open without the lock screen.
    pub fn new(door: Door) -> Self {
        let passphrase = std::env::var(PASSPHRASE_VARIABLE).ok();
        Self(Arc::new(Mutex::new(Inner { door, passphrase })))
    }

    /// Answers a request on a thread for long work.
    pub async fn call(&self, request: Request) -> Result<Response, Failure> {
        let inner = Arc::clone(&self.0);
        tauri::async_runtime::spawn_blocking(move || lock(&inner).call(request, Utc::now()))
            .await
            .unwrap_or_else(|_| Err(Failure::window_fault()))
    }
}

impl Inner {
    fn call(&mut self, request: Request, now: DateTime<Utc>) -> Result<Response, Failure> {
        if let Some(passphrase) = self.passphrase.take()
            && let Err(failure) = self.door.call(Request::Unlock { passphrase }, now)
        {
            // The lock screen follows, and there the same passphrase is refused with a sentence.
            eprintln!("breachbook-shell: {PASSPHRASE_VARIABLE}: {}", failure.sentence);
        }
        self.door.call(request, now)
    }
}

/// Closes the vault as the process ends, so that its last checkpoint is signed.
pub fn close(app: &AppHandle) {
    if let Some(held) = app.try_state::<Held>() {
        // There is no window left to tell; what was acknowledged is on the disk.
        let _ = lock(&held.0).door.call(Request::Lock, Utc::now());
    }
}

/// An act that panicked has rolled its transaction back: the door is as good as before.
fn lock(inner: &Mutex<Inner>) -> MutexGuard<'_, Inner> {
    inner.lock().unwrap_or_else(PoisonError::into_inner)
}
