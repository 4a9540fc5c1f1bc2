//! `cargo xtask test`: every check and test, the same on a laptop and in the build service.

use crate::build::{npm, npm_ci};
use crate::packages::{self, For};
use crate::programs::{cargo, find, see};
use crate::steps::Steps;
use crate::{Outcome, root};

/// Takes every step, goes on after a fault, and sums up.
pub fn test() -> Outcome {
    let mut steps = Steps::default();
    steps.take("system packages", || packages::install(&[For::Build, For::Headless, For::Test]));
    page(&mut steps);
    rust(&mut steps);
    steps.sum_up()
}

fn page(steps: &mut Steps) {
    if !steps.take("page: packages", npm_ci) {
        return;
    }
    for (name, script) in [("types", "check"), ("lint and format", "lint"), ("tests", "test"), ("build", "build")] {
        steps.take(&format!("page: {name}"), || see(npm(&["run", script])?));
    }
}

fn rust(steps: &mut Steps) {
    steps.take("rust: format", || see(cargo(["fmt", "--all", "--check"])));
    if !root().join("ui/dist/index.html").is_file() {
        steps.take("rust: the page is built", || {
            Err("the shell takes ui/dist in when it is compiled, and it is not there".into())
        });
        return;
    }
    steps.take("rust: clippy", || see(cargo(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])));
    // The tests that cross the pieces start the command line and the window as processes: build those too, and with
    // the tests in one go, so that the packages they rest on are built once.
    if !steps.take("rust: build", || see(cargo(["build", "--workspace", "--all-targets"]))) {
        return;
    }
    if find("cargo-nextest").is_some() {
        steps.take("rust: tests", || see(cargo(["nextest", "run", "--workspace", "--no-fail-fast"])));
    } else {
        steps.take("rust: tests", || see(cargo(["test", "--workspace", "--all-targets", "--no-fail-fast"])));
    }
    steps.take("rust: examples in the documentation", || see(cargo(["test", "--workspace", "--doc"])));
}
