//! The descriptors of all services, from `crates/catalog/data/services.json`.

mod data;
mod source;
mod table;

use std::fs;
use std::io;

use crate::workspace;
use data::Data;

const DATA: &str = "crates/catalog/data/services.json";

/// A service that is in no catalogue, by which tests show that one is data and nothing else.
const INVENTED: &str = "crates/catalog/tests/invented";

/// Writes what is made of the data, or tells what is stale: a line for each file that changed.
pub(crate) fn sync(check: bool) -> io::Result<Vec<String>> {
    let text = fs::read_to_string(workspace::root().join(DATA))?;
    let data = Data::read(&text).map_err(|error| io::Error::other(format!("{DATA}: {error}")))?;
    let files = [
        (
            "crates/catalog/src/generated.rs".to_owned(),
            source::render(&data),
        ),
        ("docs/services.md".to_owned(), table::render(&data)),
        (format!("{INVENTED}/service.rs"), invented()?),
        ("README.md".to_owned(), readme(data.services.len())?),
    ];
    let mut lines = Vec::new();
    for (path, wanted) in files {
        let whole = workspace::root().join(&path);
        let found = fs::read_to_string(&whole).unwrap_or_default();
        if found == wanted {
            continue;
        }
        match check {
            true => lines.push(format!("{path} is stale; run `cargo xtask codegen`")),
            false => {
                fs::write(whole, wanted)?;
                lines.push(format!("{path}: written"));
            }
        }
    }
    Ok(lines)
}

/// README with the count of services between its marks.
fn readme(count: usize) -> io::Result<String> {
    const MARKS: [&str; 2] = ["<!-- services -->", "<!-- /services -->"];
    let text = fs::read_to_string(workspace::root().join("README.md"))?;
    let cut = |text: &str| {
        let (before, rest) = text.split_once(MARKS[0])?;
        let (_, after) = rest.split_once(MARKS[1])?;
        Some(format!("{before}{}{count}{}{after}", MARKS[0], MARKS[1]))
    };
    cut(&text).ok_or_else(|| io::Error::other("README.md has no marks for the count of services"))
}

fn invented() -> io::Result<String> {
    let data = fs::read_to_string(workspace::root().join(INVENTED).join("service.json"))?;
    let service = serde_json::from_str(&data)?;
    Ok(format!("{}\n", source::service("teapot", &service)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_takes_less_than_30_lines() {
        let text = fs::read_to_string(workspace::root().join(DATA)).unwrap();
        let lines = text.lines().collect::<Vec<_>>();
        let begins = |line: &&str| line.starts_with("    \"") && line.contains(": {");
        let starts: Vec<_> = (0..lines.len()).filter(|at| begins(&lines[*at])).collect();
        assert!(starts.len() > 100);
        assert!(starts.windows(2).all(|pair| pair[1] - pair[0] < 30));
    }

    #[test]
    fn what_is_wrong_with_the_data_is_said() {
        let wrong = |text: &str| Data::read(text).err().unwrap();
        let service = |rest: &str| {
            format!(
                r#"{{"services": {{"tea": {{"endpoint": "https://t", "version": "1"{rest}}}}}, "ocidTypes": {{}}}}"#
            )
        };
        assert!(Data::read(&service("")).is_ok());
        assert!(wrong(&service(r#", "colour": 1"#)).contains("colour"));
        assert!(wrong(&service(r#", "list": null"#)).contains("tea has to have"));
        let stray = r#"{"services": {}, "ocidTypes": {"x": "tea"}}"#;
        assert!(wrong(stray).contains("names tea"));
    }
}
