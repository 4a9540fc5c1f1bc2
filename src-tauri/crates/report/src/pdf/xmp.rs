//! The XMP packet: PDF/A-2a, PDF/UA-1, title, dates, and the checkpoint with the schema that PDF/A asks for
//! (ISO 19005-2, 6.6.2.3).

use crate::Error;
use chrono::{DateTime, Utc};

/// Namespace of our own properties.
pub(super) const NAMESPACE: &str = "urn:breachbook:report:1#";
/// Producer and creator in every report: no version, so that the same record gives the same bytes for longer.
pub(super) const PRODUCER: &str = "Breachbook";

/// One of our own properties: its name, what it is, and its text.
pub(super) type Property<'p> = (&'static str, &'static str, Option<&'p str>);

/// The packet as UTF-8. Our properties are carried byte for byte, only escaped as XML asks.
///
/// # Errors
/// [`Error::Write`] when one holds a character that XML cannot carry unchanged: no signed note does.
pub(super) fn packet(
    title: &str,
    language: &str,
    made_at: DateTime<Utc>,
    properties: &[Property<'_>],
) -> Result<String, Error> {
    let given: Vec<(&str, &str, &str)> =
        properties.iter().filter_map(|(name, what, text)| text.map(|text| (*name, *what, text))).collect();
    if let Some((name, ..)) = given.iter().find(|(_, _, text)| text.chars().any(|c| c.is_control() && c != '\n')) {
        return Err(Error::Write { why: format!("bb:{name} holds a control character") });
    }
    let date = made_at.format("%Y-%m-%dT%H:%M:%SZ");
    let (title, language) = (escape(title), escape(language));
    let own: String =
        given.iter().map(|(name, _, text)| format!("   <bb:{name}>{}</bb:{name}>\n", escape(text))).collect();
    let schemas = schemas(&given);
    Ok(format!(
        r#"<?xpacket begin="{bom}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/"
    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
    xmlns:bb="{NAMESPACE}">
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
   <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
   <xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>
   <xmp:CreateDate>{date}</xmp:CreateDate>
   <xmp:ModifyDate>{date}</xmp:ModifyDate>
   <pdf:Producer>{PRODUCER}</pdf:Producer>
   <pdfaid:part>2</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <pdfuaid:part>1</pdfuaid:part>
{own}   <pdfaExtension:schemas><rdf:Bag>
{schemas}   </rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"#,
        bom = '\u{FEFF}',
    ))
}

/// PDF/A knows neither pdfuaid nor bb; each property outside its own list has to be described.
fn schemas(given: &[(&str, &str, &str)]) -> String {
    let part = described("part", "Integer", "internal", "Part of ISO 14289 that the file conforms to");
    let mut out = schema("PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", &part);
    if !given.is_empty() {
        let own: String = given.iter().map(|(name, what, _)| described(name, "Text", "external", what)).collect();
        out += &schema("Breachbook report", NAMESPACE, "bb", &own);
    }
    out
}

fn described(name: &str, value_type: &str, category: &str, description: &str) -> String {
    format!(
        r#"      <rdf:li rdf:parseType="Resource">
       <pdfaProperty:name>{name}</pdfaProperty:name>
       <pdfaProperty:valueType>{value_type}</pdfaProperty:valueType>
       <pdfaProperty:category>{category}</pdfaProperty:category>
       <pdfaProperty:description>{description}</pdfaProperty:description>
      </rdf:li>
"#
    )
}

fn schema(name: &str, namespace: &str, prefix: &str, properties: &str) -> String {
    format!(
        r#"    <rdf:li rdf:parseType="Resource">
     <pdfaSchema:schema>{name}</pdfaSchema:schema>
     <pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
     <pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
     <pdfaSchema:property><rdf:Seq>
{properties}     </rdf:Seq></pdfaSchema:property>
    </rdf:li>
"#
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
