//! Which sheet is meant, as the page asks: the JSON of a question.

use crate::Filled;

/// A question with an answer for every sheet, and one that leaves the workbook out.
pub fn question(sheets: &[Filled]) -> String {
    let choices = sheets.iter().map(|sheet| {
        let label = format!(
            "`{}`: {} row{}, {} column{}{}",
            sheet.name,
            sheet.n_rows,
            ending(sheet.n_rows),
            sheet.n_columns,
            ending(sheet.n_columns),
            if sheet.hidden { ", hidden" } else { "" },
        );
        choice(&format!("sheet:{}", sheet.number), &label)
    });
    let choices = choices.chain([choice("ignore", "none of them: leave the file out")]);
    let samples = sheets.iter().map(|sheet| {
        let first = sheet.first.iter().map(|cell| quoted(cell));
        format!("[{},{}]", quoted(&sheet.name), list(first))
    });
    let text = format!(
        "has {} sheets with rows: which of them is the export?",
        sheets.len()
    );
    format!(
        "{{\"id\":0,\"source\":0,\"text\":{},\"choices\":{},\"samples\":{}}}",
        quoted(&text),
        list(choices),
        list(samples),
    )
}

fn ending(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}

fn choice(id: &str, label: &str) -> String {
    format!("{{\"id\":{},\"label\":{}}}", quoted(id), quoted(label))
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn quoted(text: &str) -> String {
    let mut json = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => json.extend(['\\', letter]),
            letter if letter < ' ' => json.push_str(&format!("\\u{:04x}", letter as u32)),
            letter => json.push(letter),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_names_every_sheet_with_its_size_and_first_cells() {
        let sheet = Filled {
            number: 2,
            name: "A \"b\"\n".to_string(),
            hidden: true,
            n_rows: 1,
            n_columns: 3,
            first: vec!["x".to_string(), "y\\z".to_string()],
        };
        assert_eq!(
            question(&[sheet]),
            "{\"id\":0,\"source\":0,\"text\":\"has 1 sheets with rows: which of them is the export?\",\
             \"choices\":[{\"id\":\"sheet:2\",\"label\":\"`A \\\"b\\\"\\u000a`: 1 row, 3 columns, hidden\"},\
             {\"id\":\"ignore\",\"label\":\"none of them: leave the file out\"}],\
             \"samples\":[[\"A \\\"b\\\"\\u000a\",[\"x\",\"y\\\\z\"]]]}"
        );
    }
}
