//! What the page can reach, and what is left behind of what was typed.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use crate::find;
use crate::processes::Group;
use crate::stage::{LIMIT, PASSPHRASE, Stage, Vault, built, lines, start_display};

/// A word that stands nowhere else, in letters that no encoding of text changes.
const SECRET: &str = "Quetzalcoatlus";

#[tokio::test]
async fn the_page_runs_nothing_but_its_own_script() {
    let stage = Stage::open(false).await;
    find(&stage.page, "#passphrase").await;
    let inject = "const script = document.createElement('script');
        script.textContent = 'window.injected = true';
        document.body.append(script);
        return [window.injected ?? null, '__TAURI__' in window];";
    let answer = stage.page.execute(inject, vec![]).await.unwrap();
    assert_eq!(answer.json(), &serde_json::json!([null, false]));
    stage.close().await;
}

/// The window as a person has it, with no driver and so incognito, by keys from outside, where there is no network at
/// all: unlocked, a line written in, words left in the bar, in a form and in the search, and closed. The line is then
/// in the vault, and the words are in no file of the program's data, cache, configuration or temporary folders.
#[test]
fn without_any_network_a_line_is_written_and_no_word_is_left_behind() {
    let vault = Vault::demo();
    let root = vault.folder.path().to_owned();
    let (_display, display) = start_display();
    let window = Window::open(&vault, &display);
    window.wait_for_title("Locked");
    window.keys(&["type", PASSPHRASE]);
    window.keys(&["key", "Return"]);
    window.wait_for_title("Cases");

    // Into the bar, and written in: it is late, so a second Enter goes without a reason.
    window.keys(&["key", "n"]);
    window.writes(&["type", &format!("26 Aug 2023 16:10 BST the switchboard reports {SECRET} calls")]);
    window.keys(&["key", "Return"]);
    std::thread::sleep(Duration::from_millis(700));
    window.writes(&["key", "Return"]);
    // Left half-way in the bar, which keeps it as a draft in the vault; in the search; in a form.
    window.writes(&["type", &format!("half a line of {SECRET}")]);
    window.keys(&["key", "Escape"]);
    window.keys(&["key", "ctrl+k"]);
    window.keys(&["type", SECRET]);
    std::thread::sleep(Duration::from_millis(700));
    window.keys(&["key", "Escape"]);
    for key in ["d", "Tab", "Return"] {
        window.keys(&["key", key]);
    }
    std::thread::sleep(Duration::from_millis(700));
    window.writes(&["type", SECRET]);
    if let Some(folder) = std::env::var_os("BREACHBOOK_PICTURES") {
        let file = Path::new(&folder).join("surface.png");
        let _ = Command::new("import").args(["-window", "root"]).arg(file).env("DISPLAY", &display).status();
    }
    window.close();

    // It is in the vault, so it was typed; and a file that holds it would be found.
    let found = search(&vault);
    assert!(found.contains(&format!("switchboard reports {SECRET} calls")), "the vault finds: {found}");
    assert!(vault.path.as_ref().unwrap().join("vault.db").is_file());
    let planted = root.join("planted");
    let utf16: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(&planted, &utf16).unwrap();
    assert_eq!(holding(&root), std::slice::from_ref(&planted));
    std::fs::remove_file(planted).unwrap();
    assert_eq!(holding(&root), Vec::<PathBuf>::new());
}

/// A window that nobody drives, in a network namespace of its own, and the X server's keys.
struct Window<'a> {
    vault: &'a Vault,
    _group: Group,
    titles: Receiver<String>,
    display: String,
}

impl<'a> Window<'a> {
    fn open(vault: &'a Vault, display: &str) -> Self {
        let root = vault.folder.path();
        let mut command = Command::new("unshare");
        // Root makes one as it is; anybody else with the ids of root in a namespace of users.
        command.args(if is_root() { &["-n"][..] } else { &["-rn"][..] });
        // A network of its own has nothing but a loopback that is down.
        let listed = Command::new("unshare").args(command.get_args()).args(["cat", "/proc/net/dev"]).output().unwrap();
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        assert!(
            listed.contains("lo:") && listed.lines().count() == 3,
            "THIS MACHINE FORBIDS AN EMPTY NETWORK NAMESPACE (unshare): that the window needs no network was NOT tried. \
             {listed}"
        );
        for (name, folder) in [
            ("HOME", "person"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_RUNTIME_DIR", "run"),
            ("TMPDIR", "tmp"),
        ] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
            command.env(name, root.join(folder));
        }
        command
            .arg(built("breachbook-shell"))
            .arg(vault.path.as_ref().unwrap())
            .env("BREACHBOOK_HOME", &vault.home)
            .env("BREACHBOOK_PRINT_TITLE", "1")
            .env("DISPLAY", display)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("BREACHBOOK_PASSPHRASE")
            .env_remove("TAURI_WEBVIEW_AUTOMATION")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .stdout(Stdio::piped());
        let mut group = Group::start(command);
        let titles = lines(&mut group);
        Self { vault, _group: group, titles, display: display.to_owned() }
    }

    fn wait_for_title(&self, title: &str) {
        let end = Instant::now() + LIMIT;
        loop {
            let shown = self.titles.recv_timeout(end.saturating_duration_since(Instant::now()));
            if shown.unwrap_or_else(|_| panic!("“{title}” was not drawn")).starts_with(title) {
                return;
            }
        }
    }

    /// What a keyboard sends, through the X server, to the window under the pointer.
    fn keys(&self, words: &[&str]) {
        let delay: &[&str] = if words[0] == "type" { &["--delay", "8"] } else { &[] };
        let status = Command::new("xdotool")
            .arg(words[0])
            .args(delay)
            .args(&words[1..])
            .env("DISPLAY", &self.display)
            .status()
            .unwrap_or_else(|fault| panic!("xdotool: {fault}"));
        assert!(status.success());
    }

    /// Keys that end in something being written into the vault, a record or a draft: waits until it is.
    fn writes(&self, words: &[&str]) {
        let log = self.vault.path.as_ref().unwrap().join("vault.db-wal");
        let changed = || std::fs::metadata(&log).and_then(|file| file.modified()).ok();
        let (before, end) = (changed(), Instant::now() + LIMIT);
        self.keys(words);
        while changed() == before {
            assert!(Instant::now() < end, "{words:?} wrote nothing");
            std::thread::sleep(Duration::from_millis(50));
        }
        // What is typed last is kept half a second after it at most.
        std::thread::sleep(Duration::from_millis(900));
    }

    /// Locks, by which the process that held the key ends, and then ends the fresh window at the lock screen.
    fn close(self) {
        self.keys(&["key", "ctrl+l"]);
        self.wait_for_title("Locked");
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n")
}

/// What the command line finds of the word in the vault.
fn search(vault: &Vault) -> String {
    let found = Command::new(built("breachbook"))
        .arg("search")
        .arg(vault.path.as_ref().unwrap())
        .arg(SECRET)
        .env("BREACHBOOK_HOME", &vault.home)
        .env("BREACHBOOK_PASSPHRASE", PASSPHRASE)
        .process_group(0)
        .output()
        .unwrap();
    String::from_utf8_lossy(&found.stdout).into_owned()
}

/// The files under a folder that hold the word, in either case, in UTF-8 or UTF-16: also inside of SQLite files, which
/// keep text as it is.
fn holding(folder: &Path) -> Vec<PathBuf> {
    let plain = SECRET.to_lowercase().into_bytes();
    let wide: Vec<u8> = SECRET.to_lowercase().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(holding(&entry.path()));
        } else if kind.is_file() {
            let bytes = std::fs::read(entry.path()).unwrap().to_ascii_lowercase();
            let holds = |word: &[u8]| bytes.windows(word.len()).any(|part| part == word);
            if holds(&plain) || holds(&wide) {
                found.push(entry.path());
            }
        }
    }
    found
}
