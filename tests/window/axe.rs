//! axe-core in the real window, and what it does not see: words that are cut off, controls that cannot be reached.

use std::path::Path;

use thirtyfour::prelude::*;

/// What axe finds against WCAG 2.2 A and AA, each with the first place.
pub async fn axe(page: &WebDriver) -> Vec<String> {
    run(page, "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']", 10).await
}

/// Text whose contrast is under 7 to 1 (WCAG 1.4.6), as high contrast promises.
pub async fn low_contrast(page: &WebDriver) -> Vec<String> {
    run(page, "{ type: 'rule', values: ['color-contrast-enhanced'] }", 1).await
}

async fn run(page: &WebDriver, only: &str, least: usize) -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(&file).unwrap_or_else(|why| panic!("{}: {why}: npm ci", file.display()));
    if *page.execute("return 'axe' in window", vec![]).await.unwrap().json() != true {
        page.execute(format!("{axe}; window.axe = axe"), vec![]).await.unwrap();
    }
    let run = format!(
        "const done = arguments[arguments.length - 1];
        axe.run({{ runOnly: {only}, resultTypes: ['violations'] }}).then(
            (found) => done(found.passes.length < {least} ? ['axe looked at next to nothing'] : found.violations.map(
                (v) => `${{v.id}}: ${{v.nodes[0].html.slice(0, 160)}} ${{v.nodes[0].failureSummary}}`)),
            (fault) => done([String(fault)]));"
    );
    words(page.execute_async(run, vec![]).await.unwrap().json())
}

/// What of the text that is shown is cut off, and which controls cannot be brought into sight by focusing them.
pub async fn cut_off(page: &WebDriver) -> Vec<String> {
    words(page.execute(CUT_OFF, vec![]).await.unwrap().json())
}

const CUT_OFF: &str = r#"
    const faults = [];
    const say = (what, el) => faults.push(`${what}: ${el.outerHTML.slice(0, 140)}`);
    const over = document.querySelector('dialog[open]') ?? document.body;
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) faults.push(`the window scrolls sideways by ${root.scrollWidth - root.clientWidth}`);
    const hides = (value) => value === 'hidden' || value === 'clip';
    for (const el of over.querySelectorAll('*')) {
        if (!(el instanceof HTMLElement) || el.closest('.aloud, [hidden], select') || el.offsetParent === null) continue;
        // A picture is moved along, and says in words what lies beside it.
        if (el.querySelector('#picture') || el.closest('#picture')) continue;
        const style = getComputedStyle(el);
        if (style.clipPath !== 'none') continue;
        const named = el.closest('[title]') ?? el.querySelector('[title]');
        if (hides(style.overflowX) && el.scrollWidth > el.clientWidth + 1 && el.innerText.trim() !== '' && named === null)
            say('cut off at the side', el);
        if (hides(style.overflowY) && el.scrollHeight > el.clientHeight + 3 && el.clientHeight > 0 && el.innerText.trim() !== '')
            say('cut off below', el);
    }
    const focused = document.activeElement;
    for (const el of over.querySelectorAll('button, a[href], input, select, textarea, [tabindex="0"]')) {
        if (el.disabled || el.closest('.aloud, [hidden]') || el.getClientRects().length === 0) continue;
        if (el.matches('[tabindex="-1"]') || getComputedStyle(el).visibility === 'hidden') continue;
        el.focus({ preventScroll: true });
        el.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
        if (document.activeElement !== el) continue;
        const box = el.getBoundingClientRect();
        const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
        const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
        // Less a point, as positions at some sizes are none of whole points.
        if (right - left < Math.min(box.width, 20) - 1 || bottom - top < Math.min(box.height, 20) - 1) { say('out of reach', el); continue; }
        const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        const same = at === null ? false : el.contains(at) || at.contains(el);
        if (!same) say('covered by ' + at?.outerHTML.slice(0, 60), el);
    }
    focused?.focus?.({ preventScroll: true });
    return faults;
"#;

fn words(found: &serde_json::Value) -> Vec<String> {
    found.as_array().unwrap().iter().map(|fault| fault.as_str().unwrap_or_default().to_owned()).collect()
}
