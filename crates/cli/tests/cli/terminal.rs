//! On a terminal: rows that are drawn over, and the full screen.

use crate::support::Home;
use crate::support::signal::terminate;
use crate::support::terminal::Terminal;

const FULL_SCREEN: [&str; 3] = ["watch", "--emulator", "--full-screen"];

async fn full_screen() -> (Home, Terminal) {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &FULL_SCREEN);
    terminal
        .until_shown("the list", |shown| shown.contains("CreateCluster"))
        .await;
    (home, terminal)
}

#[tokio::test]
async fn the_full_screen_filters_tells_and_helps() {
    let (_home, mut terminal) = full_screen().await;
    terminal.enter("?").await;
    terminal
        .until_shown("the help", |shown| shown.contains("select another"))
        .await;
    terminal.enter("x/CREATECLUSTER\r").await;
    let one = |shown: &str| shown.contains(" 1 work requests") && shown.contains("filter: CREATE");
    terminal.until_shown("the one that is left", one).await;
    let details = |shown: &str| shown.contains("CreateCluster: ") && shown.contains("Resources");
    terminal.until_shown("its details", details).await;
    terminal.enter("\u{1b}").await;
    terminal
        .until_shown("all of them again", |shown| {
            shown.contains(" 12 work requests")
        })
        .await;
    terminal.enter("q").await;
    let (code, _) = terminal.end().await;
    assert!(terminal.is_as_it_was(), "{}", terminal.shown());
    // What had not ended when the user left makes it 130, as Ctrl-C does.
    assert!(code == Some(130) || code == Some(0), "{code:?}");
    assert!(terminal.shown().contains("OUTCOME"), "{}", terminal.shown());
}

#[tokio::test]
async fn ctrl_c_and_signals_leave_the_terminal_as_it_was() {
    let (_home, mut terminal) = full_screen().await;
    terminal.enter("\u{3}").await;
    assert_eq!(terminal.end().await.0, Some(130));
    assert!(terminal.is_as_it_was());

    let (_home, mut terminal) = full_screen().await;
    terminate(terminal.child());
    assert_eq!(terminal.end().await.0, Some(130));
    assert!(terminal.is_as_it_was());
}

#[tokio::test]
async fn it_follows_the_terminals_size() {
    let (_home, mut terminal) = full_screen().await;
    terminal.resize(12, 60);
    let fits = |shown: &str| {
        shown
            .lines()
            .next()
            .is_some_and(|line| line.trim_end().chars().count() == 60)
    };
    terminal.until_shown("a narrower frame", fits).await;
    terminal.enter("\u{3}").await;
    terminal.end().await;
}

#[tokio::test]
async fn the_full_screen_needs_a_terminal() {
    let home = Home::new();
    home.run(&FULL_SCREEN).await.fails(2, "usage");
}

#[tokio::test]
async fn rows_are_drawn_over_and_the_summary_stands_alone() {
    let home = Home::new();
    let mut terminal = Terminal::start(&home, &["watch", "--emulator"]);
    terminal
        .until_shown("the rows", |shown| shown.contains("of 12 ended"))
        .await;
    terminal.resize(20, 90);
    let (code, _) = terminal.end().await;
    assert_eq!(code, Some(0));
    assert!(terminal.is_as_it_was());
    let shown = terminal.shown();
    assert!(!shown.contains("of 12 ended"), "{shown}");
    assert!(shown.contains("last log lines:"), "{shown}");
}
