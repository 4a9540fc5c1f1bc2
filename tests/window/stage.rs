//! A demo vault, a display of its own, a WebDriver, and the window on them. All of it is ended and removed on drop.

use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{Capabilities, WebDriver};

use crate::processes::Group;

/// Long enough for a busy machine; a test that waits for this long has failed.
pub const LIMIT: Duration = Duration::from_secs(30);

pub const PASSPHRASE: &str = "seven plain words for the window tests";

/// The toolkit's names for a light and a dark theme.
pub const LIGHT: &str = "Adwaita";
pub const DARK: &str = "Adwaita:dark";
/// The theme by which a person tells this toolkit to draw with more contrast.
pub const HIGH_CONTRAST: &str = "HighContrast";

/// How the window looks when it opens.
#[derive(Debug, Clone, Copy)]
pub struct Dress {
    /// The toolkit's name of the theme, from which the page takes its colour scheme.
    pub theme: &'static str,
    /// Of the page, in points.
    pub width: u32,
    /// Of the page, in points.
    pub height: u32,
    /// In per cent.
    pub zoom: u32,
}

impl Default for Dress {
    /// The smallest laptop, in light.
    fn default() -> Self {
        Self { theme: LIGHT, width: 1280, height: 800, zoom: 100 }
    }
}

/// The window, driven; the vault and the programs behind it.
pub struct Stage {
    // Dropped first: nothing is asked any more of a driver that is about to be gone.
    ended: Ended,
    pub driver: Group,
    pub page: WebDriver,
    titles: Receiver<String>,
    _display: Group,
    /// The name of the display that the window is on.
    display: String,
    vault: Vault,
}

/// Ends a session without a word to its driver: a session that is dropped otherwise waits for an answer until its time
/// limit, and a test that failed would be told so half a minute later.
struct Ended(WebDriver);

impl Drop for Ended {
    fn drop(&mut self) {
        // One that has ended already is ended.
        let _ = self.0.clone().leak();
    }
}

/// A folder with the demo's vault in it or none, gone on drop. It is the home of whoever sits at the window, and what
/// they choose in every dialog of the system.
pub struct Vault {
    pub folder: TempDir,
    pub path: Option<PathBuf>,
    pub home: PathBuf,
    /// The toolkit's name of the theme, from which the page takes its colour scheme.
    theme: &'static str,
    /// A line of shell that lays other file systems over the vault's folder, `$VAULT`, for the window alone.
    mounts: Option<&'static str>,
    /// The address of the system's bus, where that is not the machine's.
    bus: Option<String>,
}

/// A small disk, with the vault on it.
pub const SMALL_DISK: &str =
    "cp -R $VAULT $VAULT.was && mount -t tmpfs -o size=8m none $VAULT && cp -R $VAULT.was/. $VAULT && rm -r $VAULT.was";
/// A disk that can only be read.
pub const READ_ONLY: &str = "mount --bind $VAULT $VAULT && mount -o remount,bind,ro $VAULT";

impl Vault {
    /// A vault with the demo's cases. `breachbook demo` would make every report too, which no window test needs.
    pub fn demo() -> Self {
        let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/crates/app/demo");
        let mut cases: Vec<PathBuf> = std::fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).collect();
        cases.sort();
        Self::of(tempfile::tempdir().unwrap(), cases)
    }

    /// A vault with one case of the demo, changed before it is taken in.
    pub fn changed(change: impl FnOnce(&mut Value)) -> Self {
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/crates/app/demo/met-2023.json");
        let mut case: Value = serde_json::from_slice(&std::fs::read(demo).unwrap()).unwrap();
        change(&mut case);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("case.json");
        std::fs::write(&file, case.to_string()).unwrap();
        Self::of(folder, vec![file])
    }

    /// A vault with a case of so many more events.
    pub fn long(more: usize) -> Self {
        Self::changed(|case| {
            let events = case["events"].as_array_mut().unwrap();
            let one = events[2].clone();
            events.extend((0..more).map(|n| {
                let mut event = one.clone();
                event["id"] = format!("long-{n}").into();
                event["text"] = "The switchboard reports calls from families. ".repeat(n % 7 + 1).trim().into();
                event
            }));
        })
    }

    fn of(folder: TempDir, cases: Vec<PathBuf>) -> Self {
        let (path, home) = (folder.path().join("demo.breachbook"), folder.path().join("home"));
        let call = |act: &str, files: &mut dyn Iterator<Item = PathBuf>| {
            let status = Command::new(built("breachbook"))
                .arg(act)
                .arg(&path)
                .args(files)
                .env("BREACHBOOK_HOME", &home)
                .env("BREACHBOOK_PASSPHRASE", PASSPHRASE)
                .stdout(Stdio::null())
                .status()
                .unwrap();
            assert!(status.success(), "breachbook {act}: {status}");
        };
        call("init", &mut std::iter::empty());
        call("import", &mut cases.into_iter());
        // Whoever sits here has said who they are, unless a test is about that.
        std::fs::create_dir_all(&home).unwrap();
        std::fs::write(home.join("settings.json"), json!({ "writer": "Response lead" }).to_string()).unwrap();
        Self { folder, path: Some(path), home, theme: LIGHT, mounts: None, bus: None }
    }

    /// The same, with the window kept as it is to look.
    pub fn looking(self, Dress { theme, width, height, zoom }: Dress) -> Self {
        let kept = json!({ "width": width, "height": height, "zoom": zoom });
        std::fs::create_dir_all(&self.home).unwrap();
        std::fs::write(self.home.join("window.json"), kept.to_string()).unwrap();
        Self { theme, ..self }
    }

    /// The same, on a computer on which nobody has said yet who writes.
    pub fn unnamed(self) -> Self {
        std::fs::remove_file(self.home.join("settings.json")).unwrap();
        self
    }

    /// The same, with other file systems laid over it for the window alone; none where this user may lay none.
    pub fn on_mounts(self, mounts: &'static str) -> Option<Self> {
        let tried = Command::new("unshare").args(["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).status();
        tried.is_ok_and(|status| status.success()).then_some(Self { mounts: Some(mounts), ..self })
    }

    /// The same, with another bus as the system's.
    pub fn on_bus(self, address: &str) -> Self {
        Self { bus: Some(address.to_owned()), ..self }
    }

    /// No vault yet: the first start.
    fn none() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        Self { folder, path: None, home, theme: LIGHT, mounts: None, bus: None }
    }
}

impl Stage {
    /// Opens the window at the lock screen, or with the vault open. A session that hangs is tried once more with
    /// fresh programs, as about one in ten did before it was created.
    pub async fn open(unlocked: bool) -> Self {
        Self::on(Vault::demo(), unlocked).await
    }

    /// Opens the window with the vault open, looking like that.
    pub async fn dressed(dress: Dress) -> Self {
        Self::on(Vault::demo().looking(dress), true).await
    }

    /// Opens the window as at the first start, looking like that.
    pub async fn first_dressed(dress: Dress) -> Self {
        Self::on(Vault::none().looking(dress), false).await
    }

    /// What whoever sits at the window chooses in the next dialogs; none closes them.
    pub fn chooses(&self, path: Option<&Path>) {
        let chosen = path.map(|path| path.display().to_string()).unwrap_or_default();
        std::fs::write(self.home().join(".chosen"), chosen).unwrap();
    }

    /// Opens the window as at the first start: no vault is named, and none was ever opened.
    pub async fn first() -> Self {
        Self::on(Vault::none(), false).await
    }

    /// Ends the window with all its programs and opens it again on a vault in the same home.
    pub async fn again(self, vault: PathBuf) -> Self {
        let Self { ended, driver, page, vault: kept, .. } = self;
        drop((ended, driver, page));
        Self::on(Vault { path: Some(vault), ..kept }, false).await
    }

    /// Kills the window as a power cut would, and opens it again on its vault.
    pub async fn cut_and_open(self) -> Self {
        for pid in self.windows() {
            Command::new("kill").args(["-KILL", &pid.to_string()]).status().unwrap();
        }
        let Self { ended, driver, page, vault, .. } = self;
        drop((ended, driver, page));
        Self::on(vault, true).await
    }

    /// The home of whoever sits at the window; a file that they save lies there.
    pub fn home(&self) -> &Path {
        self.vault.folder.path()
    }

    /// A path as the window sees it, where other file systems are laid over the vault for it.
    pub fn seen(&self, path: &Path) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root{}", self.driver.0.id(), path.display()))
    }

    /// Opens the window on a vault, at the lock screen or opened.
    pub async fn on(vault: Vault, unlocked: bool) -> Self {
        match Self::attempt(vault, unlocked).await {
            Ok(stage) => stage,
            Err((vault, first)) => {
                eprintln!("the first session failed, once more: {first}");
                let second = Self::attempt(vault, unlocked).await;
                second.unwrap_or_else(|(_, fault)| panic!("no session: {fault}"))
            }
        }
    }

    /// Opens another program of this workspace, such as a bare window, with one argument.
    pub async fn bare(program: &Path, argument: &str) -> Self {
        let vault = Vault { path: Some(argument.into()), ..Vault::none() };
        Self::run(vault, false, program).await.unwrap_or_else(|(_, fault)| panic!("no session: {fault}"))
    }

    async fn attempt(vault: Vault, unlocked: bool) -> Result<Self, (Vault, String)> {
        Self::run(vault, unlocked, Path::new("breachbook-shell")).await
    }

    async fn run(vault: Vault, unlocked: bool, program: &Path) -> Result<Self, (Vault, String)> {
        let (display, number) = start_display();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = match vault.mounts {
            None => Command::new("WebKitWebDriver"),
            Some(mounts) => {
                let mut command = Command::new("unshare");
                let line = format!("{mounts} && exec WebKitWebDriver \"$@\"");
                command.args(["-m", "sh", "-ec", &line, "sh"]).envs(vault.path.iter().map(|path| ("VAULT", path)));
                command
            }
        };
        command
            .arg(format!("--port={port}"))
            .arg("--host=127.0.0.1")
            .env("DISPLAY", &number)
            .env_remove("WAYLAND_DISPLAY")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("BREACHBOOK_PRINT_TITLE", "1")
            .env("GTK_THEME", vault.theme)
            .env("BREACHBOOK_HOME", &vault.home)
            .env("BREACHBOOK_DIALOG_FOLDER", vault.folder.path())
            .env("HOME", vault.folder.path())
            // A driven window is not incognito: what its webview keeps goes with the vault's folder.
            .env("XDG_DATA_HOME", vault.home.join("data"))
            .env("XDG_CACHE_HOME", vault.home.join("cache"))
            .envs(vault.bus.iter().map(|address| ("DBUS_SYSTEM_BUS_ADDRESS", address)))
            .env_remove("BREACHBOOK_PASSPHRASE")
            .stdout(Stdio::piped());
        if unlocked {
            command.env("BREACHBOOK_PASSPHRASE", PASSPHRASE);
        }
        let mut driver = Group::start(command);
        let titles = lines(&mut driver);
        wait_for_port(port);
        let mut wanted = Capabilities::new();
        let window = json!({ "binary": built(program), "args": vault.path.iter().collect::<Vec<_>>() });
        wanted.set("webkitgtk:browserOptions", window).unwrap();
        let address = format!("http://127.0.0.1:{port}");
        let session = WebDriver::builder(address, wanted).request_timeout(LIMIT).connect();
        match tokio::time::timeout(LIMIT, session).await {
            Ok(Ok(page)) => {
                Ok(Self { ended: Ended(page.clone()), driver, page, titles, _display: display, display: number, vault })
            }
            Ok(Err(fault)) => Err((vault, fault.to_string())),
            Err(_) => Err((vault, format!("nothing within {} s", LIMIT.as_secs()))),
        }
    }

    /// Waits until a screen whose title begins so was drawn, in whichever process.
    pub fn wait_for_title(&self, title: &str) -> String {
        let end = Instant::now() + LIMIT;
        loop {
            let shown = self.titles.recv_timeout(end.saturating_duration_since(Instant::now()));
            let shown = shown.unwrap_or_else(|_| panic!("“{title}” was not drawn"));
            if shown.starts_with(title) {
                return shown;
            }
        }
    }

    /// Closes the window as its frame does, which is no frame on a bare display: by the message that a frame sends.
    pub fn close_by_its_frame(&self) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("window/close.py");
        let status = Command::new("python3").arg(script).env("DISPLAY", &self.display).status().unwrap();
        assert!(status.success(), "close.py: {status}");
    }

    /// Ends the session; WebKit's driver closes the connection without an answer, which is not a fault.
    pub async fn close(self) {
        let _ = self.page.quit().await;
    }
}

/// Starts an X server on a number that is free; answers it with its display's name.
pub fn start_display() -> (Group, String) {
    let mut command = Command::new("Xvfb");
    command
        .args(["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut server = Group::start(command);
    let number = lines(&mut server).recv_timeout(LIMIT).expect("Xvfb names its display");
    (server, format!(":{number}"))
}

pub fn lines(group: &mut Group) -> Receiver<String> {
    let (send, receive) = channel();
    let output = group.0.stdout.take().unwrap();
    std::thread::spawn(move || {
        BufReader::new(output).lines().map_while(Result::ok).try_for_each(|line| send.send(line))
    });
    receive
}

fn wait_for_port(port: u16) {
    let end = Instant::now() + LIMIT;
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < end, "WebKitWebDriver does not listen");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A program of this workspace, built beside this test (`cargo build --workspace` builds both).
pub fn built(name: impl AsRef<Path>) -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let path = here.parent().and_then(|deps| deps.parent()).unwrap().join(name);
    assert!(path.is_file(), "{} is not built: cargo build --workspace", path.display());
    path
}
