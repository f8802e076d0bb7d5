//! Manual pages and completions: what the help knows, they know.

use std::collections::BTreeSet;

use crate::support::{Home, run};

/// The commands, as the help of the program lists them.
async fn commands() -> Vec<String> {
    let help = run(&["--help"]).await.exits(0).stdout;
    let list = help.split("Commands:\n").nth(1).unwrap();
    let list = list.split("\n\n").next().unwrap();
    // What is indented further goes on from the line before.
    let names = list.lines().filter_map(|line| line.strip_prefix("  "));
    let names = names.filter(|line| !line.starts_with([' ', '-']));
    let names = names.filter_map(|line| line.split_whitespace().next());
    names
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

/// The long flags that a text names.
fn flags(text: &str) -> BTreeSet<String> {
    let words = text.split("--").skip(1);
    let name = |word: &str| -> String {
        word.chars()
            .take_while(|c| c.is_ascii_lowercase() || *c == '-')
            .collect()
    };
    words.map(name).filter(|name| name.len() > 1).collect()
}

/// The long flags that the help of a command defines, each at the start of its line.
async fn defined(command: &[&str]) -> BTreeSet<String> {
    let help = run(&[command, &["--help"]].concat()).await.exits(0).stdout;
    let definitions = help.lines().map(str::trim_start).filter_map(|line| {
        let line = line
            .strip_prefix("-")
            .filter(|line| !line.starts_with(' '))?;
        let flag = line
            .strip_prefix('-')
            .or_else(|| line.split_once("--").map(|(_, f)| f))?;
        Some(format!("--{flag}"))
    });
    definitions
        .flat_map(|line| flags(&line).into_iter().take(1))
        .collect()
}

/// A page as it reads: hyphens are escaped in its source.
fn plain(page: &str) -> String {
    page.replace("\\-", "-")
}

#[tokio::test]
async fn the_page_names_every_command_and_every_flag_of_the_program() {
    let page = run(&["man"]).await.exits(0).stdout;
    assert!(page.contains(".TH work-requests 1"), "{page}");
    let page = plain(&page);
    for command in commands().await {
        assert!(
            page.contains(&format!("work-requests-{command}(1)")),
            "{command}"
        );
    }
    let (told, defined) = (flags(&page), defined(&[]).await);
    assert!(
        defined.len() > 30 && defined.is_subset(&told),
        "{defined:?}"
    );
    for word in ["OCI_CLI_PROFILE", "Exit codes:", "401, 403 or 404"] {
        assert!(page.contains(word), "{word}");
    }
}

#[tokio::test]
async fn the_page_of_a_command_names_its_flags_and_leaves_the_programs_out() {
    let global = defined(&[]).await;
    for command in commands().await {
        let page = plain(&run(&["man", &command]).await.exits(0).stdout);
        let told = flags(page.split("SH DESCRIPTION").next().unwrap());
        let all = defined(&[&command]).await;
        let own: BTreeSet<String> = all.difference(&global).cloned().collect();
        assert!(own.is_subset(&told), "{command}: {own:?} {told:?}");
        assert!(!told.contains("proxy"), "{command}: {told:?}");
    }
}

#[tokio::test]
async fn a_folder_gets_a_page_for_each() {
    let home = Home::empty();
    let folder = home.path().join("share/man1");
    let folder = folder.to_str().unwrap();
    run(&["man", "--out", folder]).await.exits(0);
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    let commands = commands().await;
    let pages = commands
        .iter()
        .map(|name| format!("work-requests-{name}.1"));
    let pages = pages.chain(["work-requests.1".to_owned()]).collect();
    assert_eq!(files, pages);
    let one = std::fs::read_to_string(format!("{folder}/work-requests-wait.1")).unwrap();
    assert_eq!(one, run(&["man", "wait"]).await.stdout);
}

#[tokio::test]
async fn what_cannot_be_written_or_found_is_said() {
    let error = run(&["man", "lst"]).await.fails(2, "usage");
    assert!(error["message"].as_str().unwrap().contains("lst"));
    let home = Home::empty();
    let file = home.write("file", "");
    run(&["man", "--out", file.to_str().unwrap()])
        .await
        .fails(2, "io");
}

#[tokio::test]
async fn completions_know_every_command_and_every_flag() {
    let commands = commands().await;
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]).await.exits(0).stdout;
        for command in &commands {
            assert!(script.contains(command.as_str()), "{shell}: {command}");
            for flag in defined(&[command]).await {
                assert!(script.contains(&flag), "{shell}: {command} --{flag}");
            }
        }
    }
}
