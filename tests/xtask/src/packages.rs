//! What the system must have, by the names of each package manager. Missing packages are named before they are
//! installed.
//!
//! The names for apt are tried on Debian 12; those for dnf, pacman and zypper are taken from the package lists of
//! Fedora, Arch and openSUSE. Windows and macOS bring what a window needs; there we only say what is missing.

use crate::Outcome;
use crate::programs::{command, find, quiet, see};

/// What a task asks of the system.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// To build the window.
    Build,
    /// To open it where there is no display, and to take its picture.
    Headless,
    /// To run every test.
    Test,
}

/// One need. Where `unless` names a program and it is on the PATH, the need is met, whoever installed it.
struct Need {
    task: For,
    unless: Option<&'static str>,
    apt: &'static str,
    dnf: &'static str,
    pacman: &'static str,
    zypper: &'static str,
    brew: &'static str,
}

const fn need(task: For, unless: Option<&'static str>, names: [&'static str; 5]) -> Need {
    let [apt, dnf, pacman, zypper, brew] = names;
    Need { task, unless, apt, dnf, pacman, zypper, brew }
}

#[rustfmt::skip]
const NEEDS: &[Need] = &[
    // SQLCipher and its OpenSSL are built from source: a C compiler, make and perl.
    need(For::Build, Some("cc"),         ["gcc libc6-dev", "gcc", "gcc", "gcc", ""]),
    need(For::Build, Some("make"),       ["make", "make", "make", "make", ""]),
    need(For::Build, Some("perl"),       ["perl", "perl", "perl", "perl", ""]),
    need(For::Build, Some("pkg-config"), ["pkg-config", "pkgconf-pkg-config", "pkgconf", "pkgconf-pkg-config", ""]),
    need(For::Build, None, ["libwebkit2gtk-4.1-dev", "webkit2gtk4.1-devel", "webkit2gtk-4.1", "webkit2gtk3-devel", ""]),
    need(For::Build, None, ["libsoup-3.0-dev", "libsoup3-devel", "libsoup3", "libsoup-devel", ""]),
    need(For::Build, None, ["librsvg2-dev", "librsvg2-devel", "librsvg", "librsvg-devel", ""]),
    need(For::Build, None, ["libssl-dev", "openssl-devel", "openssl", "libopenssl-devel", ""]),
    need(For::Build, None, ["libxdo-dev", "libxdo-devel", "xdotool", "xdotool-devel", ""]),
    need(For::Headless, Some("Xvfb"), ["xvfb", "xorg-x11-server-Xvfb", "xorg-server-xvfb", "xorg-x11-server-Xvfb", ""]),
    need(For::Headless, Some("xauth"), ["xauth", "xorg-x11-xauth", "xorg-xauth", "xauth", ""]),
    need(For::Headless, Some("dbus-daemon"), ["dbus", "dbus-daemon", "dbus", "dbus-1", ""]),
    need(For::Headless, Some("convert"), ["imagemagick", "ImageMagick", "imagemagick", "ImageMagick", "imagemagick"]),
    need(For::Test, Some("WebKitWebDriver"), ["webkit2gtk-driver", "webkit2gtk-driver", "webkit2gtk-4.1", "webkit2gtk-driver", ""]),
    // Keys for a window that no WebDriver drives.
    need(For::Test, Some("xdotool"), ["xdotool", "xdotool", "xdotool", "xdotool", ""]),
    need(For::Test, Some("pdftotext"), ["poppler-utils", "poppler-utils", "poppler", "poppler-tools", "poppler"]),
    need(For::Test, Some("qpdf"), ["qpdf", "qpdf", "qpdf", "qpdf", "qpdf"]),
    need(For::Test, Some("openssl"), ["openssl", "openssl", "openssl", "openssl", "openssl"]),
    // veraPDF, which checks our reports, is a Java program.
    need(For::Test, Some("javac"), ["default-jdk-headless", "java-21-openjdk-devel", "jdk-openjdk", "java-21-openjdk-devel", "openjdk"]),
    need(For::Test, None, ["libjaxb-java libjaxb-api-java", "jaxb-api jaxb-runtime", "", "jaxb-api glassfish-jaxb", ""]),
    need(For::Test, Some("pip3"), ["python3-pip", "python3-pip", "python-pip", "python3-pip", ""]),
];

/// A package manager: how it installs, and how it says that a package is there.
struct Installer {
    program: &'static str,
    refresh: &'static [&'static str],
    install: &'static [&'static str],
    query: &'static [&'static str],
    names: fn(&Need) -> &'static str,
    /// Whether it must run as the system's administrator.
    admin: bool,
}

#[rustfmt::skip]
const MANAGERS: &[Installer] = &[
    Installer { program: "apt-get", refresh: &["update", "-q"], install: &["install", "-y", "-q", "--no-install-recommends"],
              query: &["dpkg-query", "-W", "-f=${db:Status-Status}"], names: |need| need.apt, admin: true },
    Installer { program: "dnf", refresh: &[], install: &["install", "-y"], query: &["rpm", "-q"], names: |need| need.dnf, admin: true },
    Installer { program: "pacman", refresh: &[], install: &["-Sy", "--needed", "--noconfirm"], query: &["pacman", "-Q"], names: |need| need.pacman, admin: true },
    Installer { program: "zypper", refresh: &[], install: &["--non-interactive", "install"], query: &["rpm", "-q"], names: |need| need.zypper, admin: true },
    Installer { program: "brew", refresh: &[], install: &["install"], query: &["brew", "list", "--versions"], names: |need| need.brew, admin: false },
];

/// Names what the system lacks for these tasks, then installs it.
pub fn install(tasks: &[For]) -> Outcome {
    if cfg!(windows) {
        println!(
            "Windows: WebView2 comes with Windows 11 and with Edge; building needs the MSVC build tools and perl."
        );
        return Ok(());
    }
    if cfg!(target_os = "macos")
        && find("xcode-select").and_then(|_| quiet(command("xcode-select", ["-p"]).ok()?)).is_none()
    {
        return Err("the Xcode command line tools are missing: `xcode-select --install` brings them".into());
    }
    let needed = || {
        NEEDS.iter().filter(|need| tasks.contains(&need.task) && need.unless.is_none_or(|name| find(name).is_none()))
    };
    let Some(manager) = MANAGERS.iter().find(|manager| find(manager.program).is_some()) else {
        let names: Vec<_> = needed().map(|need| need.apt).filter(|names| !names.is_empty()).collect();
        println!("No known package manager is here. What is needed, by Debian's names: {}", names.join(" "));
        return Ok(());
    };
    let missing: Vec<&str> =
        needed().flat_map(|need| (manager.names)(need).split_whitespace()).filter(|name| !manager.has(name)).collect();
    if missing.is_empty() {
        println!("The system has every package that is needed.");
        return Ok(());
    }
    println!("Missing from the system, to be installed with {}:\n  {}", manager.program, missing.join("\n  "));
    manager.install(&missing)
}

impl Installer {
    fn has(&self, name: &str) -> bool {
        let Some((program, args)) = self.query.split_first() else {
            return false;
        };
        let answer = command(program, args.iter().chain([&name])).ok().and_then(quiet);
        // dpkg also knows packages that were removed and left their settings behind.
        answer.is_some_and(|text| self.program != "apt-get" || text == "installed")
    }

    fn install(&self, names: &[&str]) -> Outcome {
        let install = [self.install, names].concat();
        let is_root = quiet(command("id", ["-u"])?).is_some_and(|id| id.trim() == "0");
        let sudo = self.admin && !is_root;
        if sudo && find("sudo").is_none() {
            let line = install.join(" ");
            return Err(format!("not root, and no sudo: run `{} {line}` as root, then start again", self.program));
        }
        let call = |args: &[&str]| {
            let mut command =
                if sudo { command("sudo", [&[self.program], args].concat())? } else { command(self.program, args)? };
            command.env("DEBIAN_FRONTEND", "noninteractive");
            see(command)
        };
        if !self.refresh.is_empty() {
            call(self.refresh)?;
        }
        call(&install)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn every_need_is_named_for_debian_and_no_name_stands_twice() {
        let mut names: Vec<_> = NEEDS.iter().flat_map(|need| need.apt.split_whitespace()).collect();
        assert!(NEEDS.iter().all(|need| !need.apt.is_empty()));
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
