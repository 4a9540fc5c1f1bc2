//! The computer is about to sleep. On Linux logind says so before, and waits a few seconds for whoever asked it to; on
//! Windows and macOS nothing is told, and the vault locks on waking (`vigil.rs` of the app).

/// The computer is about to sleep, and waits with that until this is dropped or the process ends.
pub struct GoingToSleep {
    #[cfg(target_os = "linux")]
    _delay: Option<dbus::arg::OwnedFd>,
}

#[cfg(not(target_os = "linux"))]
pub fn listen(_tell: std::sync::mpsc::Sender<GoingToSleep>) {}

#[cfg(target_os = "linux")]
pub use logind::listen;

#[cfg(target_os = "linux")]
mod logind {
    use std::sync::mpsc::Sender;
    use std::time::Duration;

    use dbus::arg::OwnedFd;
    use dbus::blocking::Connection;
    use dbus::message::MatchRule;

    use super::GoingToSleep;

    /// As systemd documents it: <https://systemd.io/INHIBITOR_LOCKS/>.
    const NAME: &str = "org.freedesktop.login1";
    const PATH: &str = "/org/freedesktop/login1";
    const MANAGER: &str = "org.freedesktop.login1.Manager";

    /// How long logind may take to answer.
    const PATIENCE: Duration = Duration::from_secs(5);

    /// Listens on a thread of its own for as long as there is a system bus.
    pub fn listen(tell: Sender<GoingToSleep>) {
        std::thread::spawn(move || {
            if let Err(fault) = listen_to(tell) {
                eprintln!("breachbook-shell: nothing says when the computer goes to sleep ({fault}); waking locks");
            }
        });
    }

    fn listen_to(tell: Sender<GoingToSleep>) -> Result<(), dbus::Error> {
        let bus = Connection::new_system()?;
        let mut delay = ask_to_wait(&bus);
        bus.add_match(MatchRule::new_signal(MANAGER, "PrepareForSleep"), move |(sleeps,): (bool,), bus, _| {
            if sleeps {
                // Who is told lets the computer sleep; where that is nobody, it sleeps at once.
                let _ = tell.send(GoingToSleep { _delay: delay.take() });
            } else {
                // A process that was started while the computer went to sleep could not ask before.
                delay = delay.take().or_else(|| ask_to_wait(bus));
            }
            true
        })?;
        loop {
            bus.process(Duration::from_secs(3600))?;
        }
    }

    /// Asks that the computer wait before it sleeps; it is told all the same where that is refused.
    fn ask_to_wait(bus: &Connection) -> Option<OwnedFd> {
        let asked = ("sleep", "Breachbook", "The open vault is locked", "delay");
        let answer: Result<(OwnedFd,), _> = bus.with_proxy(NAME, PATH, PATIENCE).method_call(MANAGER, "Inhibit", asked);
        answer.ok().map(|(delay,)| delay)
    }
}
