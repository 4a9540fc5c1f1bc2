//! The computer goes to sleep, as logind says it on the system's bus: here a bus of the test's own, with a logind on it
//! that does nothing else.

use std::io::{PipeReader, Read};
use std::os::fd::OwnedFd;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use dbus::Message;
use dbus::blocking::Connection;
use dbus::channel::{Channel, MatchingReceiver, Sender as _};
use dbus::message::MatchRule;

use crate::find;
use crate::processes::Group;
use crate::stage::{LIMIT, PASSPHRASE, Stage, Vault, lines};

const NAME: &str = "org.freedesktop.login1";
const PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";

/// A logind on a bus of its own.
struct Logind {
    _daemon: Group,
    address: String,
    /// Says that the computer goes to sleep, or woke.
    sleeps: Sender<bool>,
    /// Delays that were asked for, each of which ends when whoever asked lets go of it.
    delays: Receiver<(Vec<String>, PipeReader)>,
}

impl Logind {
    fn start() -> Self {
        let mut command = Command::new("dbus-daemon");
        command.args(["--session", "--nofork", "--print-address=1"]).stdout(Stdio::piped());
        let mut daemon = Group::start(command);
        let address = lines(&mut daemon).recv_timeout(LIMIT).unwrap();
        let mut channel_to = Channel::open_private(&address).unwrap();
        channel_to.register().unwrap();
        let ((sleeps, said), (give, delays)) = (channel(), channel());
        let bus = Connection::from(channel_to);
        bus.request_name(NAME, false, false, true).unwrap();
        let answer = move |call: Message, bus: &Connection| {
            let (kept, given) = std::io::pipe().unwrap();
            let asked: (String, String, String, String) = call.read4().unwrap();
            let _ = give.send((vec![asked.0, asked.1, asked.2, asked.3], kept));
            bus.send(call.method_return().append1(OwnedFd::from(given))).unwrap();
            true
        };
        bus.start_receive(MatchRule::new_method_call().with_member("Inhibit"), Box::new(answer));
        std::thread::spawn(move || {
            while bus.process(Duration::from_millis(20)).is_ok() {
                if let Ok(going) = said.try_recv() {
                    let signal = Message::new_signal(PATH, MANAGER, "PrepareForSleep").unwrap();
                    bus.send(signal.append1::<bool>(going)).unwrap();
                }
            }
        });
        Self { _daemon: daemon, address, sleeps, delays }
    }

    /// The next delay that is asked for.
    fn delay(&self) -> PipeReader {
        let (words, delay) = self.delays.recv_timeout(LIMIT).expect("no delay was asked for");
        assert_eq!(words, ["sleep", "Breachbook", "The open vault is locked", "delay"]);
        delay
    }
}

/// Waits until nobody holds the sleep up any more.
fn wait_for_the_end(mut delay: PipeReader) {
    let (tell, told) = channel();
    std::thread::spawn(move || tell.send(delay.read_to_end(&mut Vec::new()).is_ok()));
    assert_eq!(told.recv_timeout(LIMIT), Ok(true), "the sleep is held up still");
}

/// Before the computer sleeps, the process that holds the key is gone; a locked window holds no sleep up.
#[tokio::test(flavor = "multi_thread")]
async fn before_the_computer_sleeps_the_vault_is_locked_and_its_process_gone() {
    let logind = Logind::start();
    let stage = Stage::on(Vault::demo().on_bus(&logind.address), true).await;
    find(&stage.page, "#entries [role=row]").await;
    let held_the_key = stage.windows();
    let delay = logind.delay();
    logind.sleeps.send(true).unwrap();
    wait_for_the_end(delay);
    // The sleep begins now: whatever is left of the process is not the process.
    let left = std::fs::read_link(format!("/proc/{}/exe", held_the_key[0]));
    assert!(left.is_err(), "{left:?}");
    let fresh = stage.wait_for_another_window(&held_the_key);
    stage.wait_for_title("Locked");
    let environment = std::fs::read(format!("/proc/{fresh}/environ")).unwrap();
    assert!(!String::from_utf8_lossy(&environment).contains(PASSPHRASE));

    // Awake: the fresh window asks to be waited for as well, and lets go at once, having nothing to lock.
    let delay = logind.delay();
    logind.sleeps.send(true).unwrap();
    wait_for_the_end(delay);
    assert_eq!(stage.windows(), [fresh]);
    logind.sleeps.send(false).unwrap();
    drop(logind.delay());
}
