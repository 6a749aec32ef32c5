//! Archives made part by part, as true or as false as a test needs them.

use miniz_oxide::deflate::compress_to_vec;

/// A part and what the directory says of it.
#[derive(Clone)]
pub struct Part {
    pub name: String,
    pub packed: Vec<u8>,
    /// 8 is packed, 0 is not.
    pub method: u16,
    pub flags: u16,
    /// The size that is promised.
    pub n_unpacked: u32,
}

/// A packed part that tells the truth.
pub fn part(name: &str, content: impl AsRef<[u8]>) -> Part {
    let content = content.as_ref();
    Part {
        name: name.to_string(),
        packed: compress_to_vec(content, 1),
        method: 8,
        flags: 0,
        n_unpacked: content.len() as u32,
    }
}

/// A part that is not packed.
pub fn stored(name: &str, content: impl AsRef<[u8]>) -> Part {
    Part {
        packed: content.as_ref().to_vec(),
        method: 0,
        ..part(name, content)
    }
}

/// The bytes of an archive.
pub fn archive(parts: &[Part]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for part in parts {
        let offset = bytes.len() as u32;
        let mut facts = Vec::new();
        for number in [20, part.flags, part.method, 0, 0] {
            facts.extend(u16::to_le_bytes(number));
        }
        for number in [0, part.packed.len() as u32, part.n_unpacked] {
            facts.extend(u32::to_le_bytes(number));
        }
        facts.extend(u16::to_le_bytes(part.name.len() as u16));
        facts.extend(u16::to_le_bytes(0));
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&facts);
        bytes.extend(part.name.as_bytes());
        bytes.extend(&part.packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&facts);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(part.name.as_bytes());
    }
    let start = bytes.len() as u32;
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    let n = parts.len().min(0xffff) as u16;
    bytes.extend(n.to_le_bytes());
    bytes.extend(n.to_le_bytes());
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// The parts of an .xlsx around its sheets, each a name and what stands in `sheetData`.
pub fn xlsx(sheets: &[(&str, &str)]) -> Vec<Part> {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
    let mut tabs = String::new();
    let mut targets = String::new();
    let mut parts = Vec::new();
    for (number, (name, data)) in (1..).zip(sheets) {
        tabs += &format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
        targets += &format!(
            "<Relationship Id=\"r{number}\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        let text = format!("{head}<worksheet><sheetData>{data}</sheetData></worksheet>");
        parts.push(part(&format!("xl/worksheets/sheet{number}.xml"), text));
    }
    for (id, kind, target) in [
        ("s", "styles", "styles.xml"),
        ("t", "sharedStrings", "sharedStrings.xml"),
    ] {
        targets +=
            &format!("<Relationship Id=\"{id}\" Type=\"{relations}/{kind}\" Target=\"{target}\"/>");
    }
    parts.push(part(
        "_rels/.rels",
        format!("{head}<Relationships><Relationship Id=\"a\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
    ));
    parts.push(part(
        "xl/_rels/workbook.xml.rels",
        format!("{head}<Relationships>{targets}</Relationships>"),
    ));
    parts.push(part(
        "xl/workbook.xml",
        format!("{head}<workbook><sheets>{tabs}</sheets></workbook>"),
    ));
    parts
}

/// The parts of an .ods with this in its spreadsheet.
pub fn ods(tables: &str) -> Vec<Part> {
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles>\
         <style:style style:name=\"off\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    vec![stored("mimetype", kind), part("content.xml", content)]
}
