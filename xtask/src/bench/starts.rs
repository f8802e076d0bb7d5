//! The command line: from its start to its first answer, its memory, its size.

use std::io;
use std::path::Path;

use super::launch::launch;
use super::programs::Programs;
use super::report::{Line, Report};
use super::say;
use super::spread::Spread;
use super::worker::Service;

const MIB: f64 = 1024.0 * 1024.0;
/// Starts of a round.
const STARTS: usize = 5;

pub(super) fn all(programs: &Programs, rounds: usize, report: &mut Report) -> io::Result<()> {
    say("the command line");
    report.section("The command line");
    let folder = tempfile::tempdir()?;
    let config = write_config(folder.path())?;
    let (service, mut server) = Service::start(&programs.ring, None)?;
    let id = "ocid1.coreservicesworkrequest.oc1.iad.bench";
    let get = [
        path(&programs.cli)?,
        "--config-file",
        &config,
        "--endpoint",
        &service.endpoint,
        "get",
        id,
    ];
    let starts = starts(programs, &get, rounds);
    // It ends with its stdin too; what it is killed for is that it is no longer wanted.
    let _ = server.kill();
    let _ = server.wait();
    starts?.into_lines(report);
    let size = std::fs::metadata(&programs.cli)?.len() as f64 / MIB;
    report.add(
        Line::counted("size of the program", Spread::of(vec![size]))
            .unit("MiB")
            .value_at_most(15.0),
    );
    Ok(())
}

struct Starts {
    /// Microseconds of an empty program, and of ours.
    pairs: Vec<(f64, f64)>,
    peak_mib: Vec<f64>,
}

fn starts(programs: &Programs, get: &[&str], rounds: usize) -> io::Result<Starts> {
    let empty = [path(&programs.empty)?];
    let mut starts = Starts {
        pairs: Vec::new(),
        peak_mib: Vec::new(),
    };
    for _ in 0..rounds {
        let nothing = launch(&programs.ring, STARTS, &empty)?;
        let ours = launch(&programs.ring, STARTS, get)?;
        starts
            .pairs
            .push((median_us(&nothing.starts_ns), median_us(&ours.starts_ns)));
        starts.peak_mib.push(ours.peak_kib as f64 / 1024.0);
    }
    Ok(starts)
}

impl Starts {
    fn into_lines(self, report: &mut Report) {
        let spread =
            |number: fn(&(f64, f64)) -> f64| Spread::of(self.pairs.iter().map(number).collect());
        report.add(Line::floor("an empty program", spread(|(empty, _)| *empty)));
        report.add(
            Line::new("`get`, from start to end", spread(|(_, ours)| *ours))
                .ratio(
                    "times the empty program",
                    spread(|(empty, ours)| ours / empty),
                )
                .at_most(2.5),
        );
        report.add(
            Line::counted("peak memory of `get`", Spread::of(self.peak_mib))
                .unit("MiB")
                .value_at_most(12.0),
        );
    }
}

fn median_us(nanoseconds: &[u64]) -> f64 {
    Spread::of(nanoseconds.iter().map(|ns| *ns as f64 / 1e3).collect()).median
}

/// A profile with the key of the tests.
fn write_config(folder: &Path) -> io::Result<String> {
    let key = crate::workspace::root().join("crates/signing/tests/keys/test-only-2048.pem");
    let config = folder.join("config");
    let own = folder.join("key.pem");
    std::fs::copy(key, &own)?;
    let lines = [
        "[DEFAULT]",
        "user=ocid1.user.oc1..bench",
        "tenancy=ocid1.tenancy.oc1..bench",
        "region=us-ashburn-1",
        FINGERPRINT,
        &format!("key_file={}", path(&own)?),
    ];
    std::fs::write(&config, lines.join("\n"))?;
    restrict(&[&config, &own])?;
    Ok(path(&config)?.to_owned())
}

/// The key's own; another would only be warned of.
const FINGERPRINT: &str = "fingerprint=0d:7b:49:6b:19:87:f1:0e:22:06:2e:a0:8d:4f:50:a8";

fn restrict(files: &[&Path]) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    for file in files {
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

fn path(path: &Path) -> io::Result<&str> {
    path.to_str()
        .ok_or_else(|| io::Error::other("the workspace's path is not UTF-8"))
}
