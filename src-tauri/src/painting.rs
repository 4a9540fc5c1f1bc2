//! How the page is painted on Linux. WebKitGTK paints through OpenGL; where no graphics hardware stands behind that, it
//! is done by the processor in software, a frame takes two to four times as long, and on some machines the window stays
//! blank. There the engine paints without OpenGL. Windows and macOS decide this well by themselves.

use std::path::Path;

use tauri::WebviewWindow;
use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

/// Where the kernel lists what can draw.
const DRAWN_BY: &str = "/sys/class/drm";

/// Drivers of displays without a renderer that can be relied on: virtual machines and plain server boards.
const WITHOUT_RENDERER: [&str; 13] = [
    "ast",
    "bochs-drm",
    "cirrus",
    "hyperv_drm",
    "mgag200",
    "qxl",
    "simple-framebuffer",
    "vboxvideo",
    "vgem",
    "virtio-pci",
    "virtio_gpu",
    "vkms",
    "vmwgfx",
];

/// Has the page painted without OpenGL where there is no graphics hardware.
///
/// # Errors
/// What the window answers when its webview cannot be reached.
pub fn suit_the_machine(window: &WebviewWindow) -> tauri::Result<()> {
    if renders(Path::new(DRAWN_BY)) {
        return Ok(());
    }
    window.with_webview(|webview| {
        if let Some(settings) = WebViewExt::settings(&webview.inner()) {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Whether a device that renders is listed there, by a driver that is not known to do without hardware.
fn renders(listed: &Path) -> bool {
    let devices = std::fs::read_dir(listed).into_iter().flatten().flatten();
    let rendering = devices.filter(|device| device.file_name().to_string_lossy().starts_with("renderD"));
    rendering.map(|device| device.path().join("device/driver")).any(|driver| {
        let name = std::fs::read_link(driver).ok().and_then(|to| Some(to.file_name()?.to_string_lossy().into_owned()));
        name.is_none_or(|name| !WITHOUT_RENDERER.contains(&name.as_str()))
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// A list of the kernel's with such a device, driven by such a driver.
    fn listed(device: &str, driver: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let device = folder.path().join(device).join("device");
        std::fs::create_dir_all(&device).unwrap();
        std::os::unix::fs::symlink(format!("../../../bus/pci/drivers/{driver}"), device.join("driver")).unwrap();
        folder
    }

    #[test]
    fn a_device_that_renders_paints_unless_it_has_no_hardware_behind_it() {
        assert!(renders(listed("renderD128", "i915").path()));
        assert!(renders(listed("renderD129", "of-next-year").path()));
        assert!(!renders(listed("renderD128", "virtio-pci").path()));
        assert!(!renders(listed("card0", "ast").path()));
        let both = listed("renderD128", "vgem");
        std::fs::create_dir_all(both.path().join("renderD129/device")).unwrap();
        assert!(renders(both.path()));
        assert!(!renders(Path::new("/nowhere/that/is")));
    }
}
