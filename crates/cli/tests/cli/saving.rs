//! Waits that are saved, killed, and gone on with by another process; logs that are followed.

use std::time::Duration;

use work_requests_emulator::{
    Emulator, Fault, ListenOptions, Operation, Received, Server, WorkRequestScript, demo,
};

use crate::support::{Home, finish};

struct Service {
    emulator: Emulator,
    server: Server,
    home: Home,
}

impl Service {
    /// An emulator in this process, and a home whose profile it knows.
    async fn start() -> Self {
        let emulator = Emulator::builder().build();
        let server = emulator.start(ListenOptions::default()).await.unwrap();
        let home = Home::new();
        let pairs = emulator.credentials().pairs();
        let key = home.write("key.pem", emulator.credentials().private_key_pem());
        let lines = pairs.iter().filter(|(name, _)| *name != "key_content");
        let lines: String = lines
            .map(|(name, value)| format!("{name}={value}\n"))
            .collect();
        let config = format!("[DEFAULT]\n{lines}key_file={}\n", key.display());
        home.write(".oci/config", &config);
        Self {
            emulator,
            server,
            home,
        }
    }

    fn create(&self, script: WorkRequestScript) -> String {
        self.emulator.control().create(script).unwrap()
    }

    fn args<'a>(&'a self, endpoint: &'a str, args: &[&'a str]) -> Vec<&'a str> {
        let mut all = args.to_vec();
        all.extend(["--endpoint", endpoint, "--interval", "0.1"]);
        all
    }
}

fn talkative() -> WorkRequestScript {
    let script = WorkRequestScript::new("CreateVcn").started(Duration::ZERO);
    (0..6).fold(script, |script, n| {
        script.log(Duration::from_secs(n * 100), format!("line {n}"))
    })
}

#[tokio::test]
async fn a_killed_wait_goes_on_in_another_process_and_tells_nothing_twice() {
    let service = Service::start().await;
    let id = service.create(talkative().succeeded(Duration::from_secs(550)));
    let (file, endpoint) = (
        service.home.path().join("saved.json"),
        service.server.endpoint(),
    );
    let file = file.to_str().unwrap();
    let args = ["wait", &id, "--save", file, "--output", "ndjson"];
    let mut child = service
        .home
        .command(&service.args(&endpoint, &args))
        .spawn()
        .unwrap();
    service.emulator.control().advance(Duration::from_secs(250));
    // Killed as soon as the file tells that three lines were told.
    while !std::fs::read_to_string(file).is_ok_and(|text| text.contains("\"told\": 3")) {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    child.kill().await.unwrap();
    service.emulator.control().advance(Duration::from_secs(600));
    let args = ["wait", "--resume", file, "--output", "ndjson"];
    let run = service
        .home
        .run(&service.args(&endpoint, &args))
        .await
        .exits(0);
    let lines: Vec<_> = run
        .lines()
        .into_iter()
        .filter(|event| event["event"] == "log")
        .collect();
    let messages: Vec<_> = lines
        .iter()
        .map(|event| event["message"].as_str().unwrap())
        .collect();
    assert_eq!(messages, ["line 3", "line 4", "line 5"]);
    assert_eq!(run.lines().last().unwrap()["outcome"], "succeeded");
}

#[tokio::test]
async fn a_file_that_is_no_saved_wait_is_refused_with_a_reason() {
    let home = Home::new();
    let file = home.write("saved.json", r#"{"version": 99, "workRequests": []}"#);
    let run = home
        .run(&["wait", "--resume", file.to_str().unwrap()])
        .await;
    let error = run.fails(2, "usage");
    assert!(
        error["message"].as_str().unwrap().contains("version 99"),
        "{error}"
    );
    home.run(&["wait", "--resume", "nowhere.json"])
        .await
        .fails(2, "io");
    home.run(&["wait", "--resume", "x", "id"])
        .await
        .fails(2, "usage");
    home.run(&["wait"]).await.fails(2, "usage");
    let folder = home.path().display().to_string();
    home.run(&["wait", "x", "--save", &folder])
        .await
        .fails(2, "io");
}

#[tokio::test]
async fn a_log_is_followed_to_its_end() {
    let service = Service::start().await;
    let id = service.create(talkative().succeeded(Duration::from_secs(550)));
    let endpoint = service.server.endpoint();
    let args = [
        "logs",
        &id,
        "--follow",
        "--output",
        "ndjson",
        "--endpoint",
        &endpoint,
    ];
    let child = service.home.command(&args).spawn().unwrap();
    service.emulator.control().advance(Duration::from_secs(600));
    let run = finish(child).await.exits(0);
    let messages: Vec<String> = run
        .lines()
        .iter()
        .map(|line| line["message"].to_string())
        .collect();
    assert_eq!(
        messages,
        (0..6).map(|n| format!("\"line {n}\"")).collect::<Vec<_>>()
    );
    let json = [
        "logs",
        &id,
        "--follow",
        "--output",
        "json",
        "--endpoint",
        &endpoint,
    ];
    service.home.run(&json).await.fails(2, "usage");
}

#[tokio::test]
async fn a_compartment_is_followed_until_the_time_is_up() {
    let service = Service::start().await;
    let id = service.create(WorkRequestScript::new("o").succeeded(Duration::from_secs(1)));
    let endpoint = service.server.endpoint();
    let compartment = demo::COMPARTMENT;
    let args = [
        "watch",
        "--compartment-id",
        compartment,
        "--follow",
        "--timeout",
        "3",
        "--output",
        "ndjson",
    ];
    let run = service
        .home
        .run(&service.args(&endpoint, &args))
        .await
        .exits(0);
    let done: Vec<_> = run
        .lines()
        .into_iter()
        .filter(|event| event["event"] == "done")
        .collect();
    assert_eq!((done.len(), &done[0]["id"]), (1, &id.as_str().into()));
    let json = ["watch", "--compartment-id", compartment, "--follow"];
    service
        .home
        .run(&service.args(&endpoint, &json))
        .await
        .fails(2, "usage");
}

/// Who may read work requests and not list them waits all the same, for more requests.
#[tokio::test]
async fn a_refused_list_costs_requests_and_nothing_else() {
    let service = Service::start().await;
    let script = || WorkRequestScript::new("o").succeeded(Duration::from_millis(400));
    let ids: Vec<String> = (0..4).map(|_| service.create(script())).collect();
    let refused = Fault::statuses([404]).operation(Operation::ListWorkRequests);
    service
        .emulator
        .control()
        .add_fault(refused.forever())
        .unwrap();
    let endpoint = service.server.endpoint();
    let mut args = vec!["wait"];
    args.extend(ids.iter().map(String::as_str));
    let run = service
        .home
        .run(&service.args(&endpoint, &args))
        .await
        .exits(0);
    assert_eq!(run.json()["data"].as_array().unwrap().len(), 4);
    let lists = |request: &Received| request.target.starts_with("/20160918/workRequests?");
    assert_eq!(
        service
            .emulator
            .received()
            .iter()
            .filter(|request| lists(request))
            .count(),
        1
    );
    let watch = ["watch", "--compartment-id", demo::COMPARTMENT];
    service
        .home
        .run(&service.args(&endpoint, &watch))
        .await
        .fails(5, "service");
}

#[tokio::test]
async fn a_list_that_fails_for_a_while_is_told_and_repeated_unless_repeats_are_off() {
    let service = Service::start().await;
    service.create(WorkRequestScript::new("o").succeeded(Duration::from_millis(400)));
    let endpoint = service.server.endpoint();
    let outage = || Fault::statuses([503, 503]).operation(Operation::ListWorkRequests);
    let watch = ["watch", "--compartment-id", demo::COMPARTMENT];
    service.emulator.control().add_fault(outage()).unwrap();
    let run = service
        .home
        .run(&service.args(&endpoint, &watch))
        .await
        .exits(0);
    assert_eq!(
        run.stderr.matches("will be listed again").count(),
        2,
        "{run:#?}"
    );
    service
        .emulator
        .control()
        .add_fault(outage().forever())
        .unwrap();
    let once = [&watch[..], &["--retry", "none"]].concat();
    service
        .home
        .run(&service.args(&endpoint, &once))
        .await
        .fails(6, "service");
}
