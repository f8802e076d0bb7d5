//! `doctor`: what is wrong here, and what to do about it.

use work_requests::Env;

use crate::args::{DoctorArgs, GlobalArgs};
use crate::doctor::{Examination, render};
use crate::error::CliError;
use crate::exit::Exit;
use crate::logging;
use crate::output::Screen;

pub(super) async fn run(
    args: DoctorArgs,
    global: &GlobalArgs,
    env: Env,
    screen: Screen,
) -> Result<Exit, CliError> {
    if global.display.dry_run {
        return Err(CliError::usage("doctor has no dry run").with_hint("--offline sends nothing"));
    }
    if global.display.verbose == 0 {
        // What the layers would warn of is in the findings.
        logging::hush();
    }
    let findings = Examination::new(&args, global, &env).run().await?;
    render::print(&findings, screen)?;
    Ok(findings.exit())
}
