//! The case file, version 1 (`FORMAT.md` beside the product's case files): strict, all faults in one answer.

use breachbook_case::{Case, Fault, Faults, Node, NodeFault, Path};

/// The version that this program reads and writes.
pub const VERSION: u64 = 1;

/// The most bytes that the attachments of one file may have together (`FORMAT.md`: 64 MiB).
pub const ATTACHMENTS_LIMIT: u64 = 64 * 1024 * 1024;

/// Why a file is no case file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CaseFileFault {
    /// The bytes are no JSON.
    #[error(transparent)]
    Json(#[from] NodeFault),
    /// JSON, but no case file.
    #[error("not a case file: expected an object with \"format\": \"breachbook-case\" at $.format")]
    NotACaseFile,
    /// A case file of a version that this program does not know.
    #[error("a case file of version {found}; this program reads version {VERSION}")]
    Newer {
        /// The version of the file, as it stands there.
        found: String,
    },
    /// A wrong shape: all faults.
    #[error("{0}")]
    Shape(Faults),
    /// Too many bytes in attachments.
    #[error("its attachments have {found} bytes together, with that at {path}; at most 64 MiB are taken in")]
    Attachments {
        /// How many bytes they have.
        found: u64,
        /// Where the first stands that is too much.
        path: String,
    },
}

/// Reads a case file.
///
/// # Errors
/// [`CaseFileFault`] says what is wrong and where, every fault of shape in one answer.
pub fn read(bytes: &[u8]) -> Result<Case, CaseFileFault> {
    let node = Node::parse(bytes)?;
    let Node::Object(pairs) = &node else { return Err(CaseFileFault::NotACaseFile) };
    let value = |key: &str| pairs.iter().find(|(name, _)| name == key).map(|(_, node)| node);
    if value("format") != Some(&Node::Text("breachbook-case".into())) {
        return Err(CaseFileFault::NotACaseFile);
    }
    match value("version") {
        Some(Node::Number(n)) if n.as_u64() == Some(VERSION) => {}
        Some(Node::Number(n)) if n.as_u64().is_some_and(|n| n > VERSION) => {
            return Err(CaseFileFault::Newer { found: n.to_string() });
        }
        _ => {
            let mut path = Path::root();
            path.enter("version");
            let mut faults = Faults::default();
            faults.add(Fault { path: path.to_string(), expected: format!("the whole number {VERSION}") });
            return Err(CaseFileFault::Shape(faults));
        }
    }
    let case = Case::read(&node, &["format", "version"]).map_err(CaseFileFault::Shape)?;
    within_limit(&case)?;
    Ok(case)
}

/// That the attachments are not too large together; else their size, and the place of the first that is too much.
fn within_limit(case: &Case) -> Result<(), CaseFileFault> {
    let (mut found, mut place) = (0, None);
    for (list, item, any) in case.items() {
        for (n, attachment) in any.common().attachments.iter().enumerate() {
            found += attachment.0.base64.size();
            if found > ATTACHMENTS_LIMIT && place.is_none() {
                place = Some(format!("{}.attachments[{n}]", Path::item(list.as_str(), item)));
            }
        }
    }
    place.map_or(Ok(()), |path| Err(CaseFileFault::Attachments { found, path }))
}

/// Writes a case file: readable JSON with a line end at the end.
///
/// # Errors
/// None that a sound case can have; what JSON cannot hold would be one.
pub fn write(case: &Case) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(&case.write())?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const REAL: [&str; 3] = [
        include_str!("../../app/demo/met-2023.json"),
        include_str!("../../app/demo/psni-2023.json"),
        include_str!("../../app/demo/psni-theft-2023.json"),
    ];

    fn small() -> Value {
        json!({"format": "breachbook-case", "version": 1,
            "case": {"reference": "R", "title": "T", "incident_type": "loss"},
            "parties": [{"id": "a", "name": "A", "kind": "force"}],
            "events": [{"id": "e1", "occurred": {"at": "2023-08-26"}, "text": "x", "actor": "a"}]})
    }

    fn faults(change: impl Fn(&mut Value)) -> Vec<String> {
        let mut file = small();
        change(&mut file);
        match read(file.to_string().as_bytes()) {
            Err(CaseFileFault::Shape(faults)) => faults.told().iter().map(ToString::to_string).collect(),
            other => panic!("expected faults of shape, found {other:?}"),
        }
    }

    #[test]
    fn the_real_cases_come_out_equal() {
        for text in REAL {
            let case = read(text.as_bytes()).unwrap();
            let out: Value = serde_json::from_slice(&write(&case).unwrap()).unwrap();
            let original: Value = serde_json::from_str(text).unwrap();
            assert_eq!(out, original);
            assert_eq!(read(&write(&case).unwrap()).unwrap(), case);
        }
    }

    #[test]
    fn every_fault_of_shape_names_its_place() {
        let lines: Vec<Vec<String>> = vec![
            faults(|f| f["events"][0]["colour"] = "red".into()),
            faults(|f| f["events"][0]["text"] = Value::Null),
            faults(|f| f["events"][0]["text"] = 5.into()),
            faults(|f| f["events"][0]["kind"] = "party".into()),
            faults(|f| f["events"][0]["occurred"]["at"] = "2023-02-30".into()),
            faults(|f| f["events"][0]["occurred"]["at"] = "0000".into()),
            faults(|f| f["events"][0]["occurred"]["at"] = "0000-01-01T00:00:00Z".into()),
            faults(|f| f["events"][0]["occurred"]["at"] = "26 August 2023".into()),
            faults(|f| f["events"][0]["occurred"]["at"] = "2023-08-26T14:30:00.5Z".into()),
            faults(|f| f["events"][0]["occurred"]["at"] = "2023-08-26T14:30:00".into()),
            faults(|f| f["events"][0]["occurred"]["precision"] = "month".into()),
            faults(|f| f["events"][0]["occurred"] = json!({})),
            faults(|f| f["events"][0]["id"] = "a".into()),
            faults(|f| f["events"][0]["id"] = "".into()),
            faults(|f| f["events"][0]["actor"] = "nobody".into()),
            faults(|f| f["events"][0]["actor"] = "e1".into()),
            faults(|f| f["events"][0]["audience"] = json!([])),
            faults(|f| f["events"][0]["audience"] = json!(["press"])),
            faults(|f| f["people_affected"] = json!([{"id": "g", "group": "g", "number": -1}])),
            faults(|f| f["people_affected"] = json!([{"id": "g", "group": "g", "number": 1.5}])),
            faults(|f| f["severity"] = json!([{"id": "v", "dpc": 5, "ei": 0.3}])),
            faults(|f| f["events"][0]["attachments"] = json!([{"name": "a/b", "media_type": "x", "base64": "??"}])),
            faults(|f| {
                f["events"][0]["attachments"] = json!([{"name": "a", "media_type": "x", "base64": "", "sha256": "00"}])
            }),
            faults(|f| f["case"]["happened"] = json!(["2023"])),
            faults(|f| drop(f["case"].as_object_mut().unwrap().remove("title"))),
            faults(|f| f["letters"] = json!([])),
            faults(|f| f["events"] = json!({})),
            faults(|f| f["version"] = "1".into()),
        ];
        insta::assert_json_snapshot!(lines);
    }

    #[test]
    fn faults_of_different_kinds_come_in_one_answer() {
        let lines = faults(|f| {
            f["case"]["title"] = 1.into();
            f["parties"] = json!([{"id": "a", "name": "A"}, {"id": "b", "name": "B", "kind": "force"}, {"id": "b", "name": "C", "kind": "force"}]);
            f["events"][0]["about"] = json!(["a", "nothing"]);
        });
        insta::assert_json_snapshot!(lines);
    }

    #[test]
    fn a_key_that_stands_twice_is_a_fault() {
        let text = small().to_string().replace("\"text\":\"x\"", "\"text\":\"x\",\"text\":\"y\"");
        let Err(CaseFileFault::Shape(faults)) = read(text.as_bytes()) else { panic!("taken") };
        assert_eq!(faults.told()[0].path, "$.events[0].text");
    }

    #[test]
    fn twenty_faults_are_told_and_the_rest_counted() {
        let mut file = small();
        file["events"] = (0..30).map(|n| json!({"id": format!("e{n}"), "text": "x"})).collect();
        let Err(CaseFileFault::Shape(faults)) = read(file.to_string().as_bytes()) else { panic!("taken") };
        assert_eq!((faults.told().len(), faults.count()), (20, 30));
    }

    #[test]
    fn bytes_that_are_no_case_file_get_one_answer() {
        let deep = "[".repeat(100_000);
        let said = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
        insta::assert_json_snapshot!([
            said(b""),
            said(b" \n"),
            said(b"{\"format\": \"breach\xff\"}"),
            said(b"{\"format\": \"breachbook-case\", \"vers"),
            said(deep.as_bytes()),
            said(b"{} x"),
            said(b"{}"),
            said(b"[1]"),
            said(b"{\"format\": \"breachbook-case\", \"version\": 2, \"new\": null}"),
        ]);
    }

    #[test]
    fn a_text_over_its_limit_is_a_fault() {
        let mut file = small();
        file["events"][0]["text"] = "x".repeat(4 * 1024 * 1024).into();
        assert!(read(file.to_string().as_bytes()).is_ok());
        file["events"][0]["text"] = "x".repeat(4 * 1024 * 1024 + 1).into();
        assert!(matches!(read(file.to_string().as_bytes()), Err(CaseFileFault::Shape(_))));
    }
}
