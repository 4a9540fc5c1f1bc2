//! Bakes the configuration, the capabilities and the page's one command into the shell.

fn main() {
    // Naming the command puts it under the capabilities, like Tauri's own.
    let manifest = tauri_build::AppManifest::new().commands(&["call"]);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(fault) = tauri_build::try_build(attributes) {
        println!("cargo::error={fault:#}");
    }
}
