//! Whether and how failed calls are repeated.

use work_requests::{Env, RetryStrategy};

use crate::args::{CallArgs, RetryChoice};
use crate::error::CliError;

/// Environment variable that turns repeats off where no flag says anything.
const ENABLED: &str = "OCI_SDK_DEFAULT_RETRY_ENABLED";

/// The strategy of calls: flag beats environment beats this program's default, which repeats.
pub(super) fn strategy(args: &CallArgs, env: &Env) -> Result<RetryStrategy, CliError> {
    let details = [
        args.max_attempts.is_some(),
        args.retry_base_delay.is_some(),
        args.retry_max_delay.is_some(),
    ];
    let detailed = details.contains(&true);
    if args.retry == Some(RetryChoice::None) && detailed {
        return Err(CliError::usage(
            "--retry none leaves nothing for --max-attempts and the delays to say",
        )
        .with_hint("leave one of them out"));
    }
    if !is_on(args, detailed, env) {
        return Ok(RetryStrategy::none());
    }
    let mut strategy = RetryStrategy::default();
    if let Some(attempts) = args.max_attempts {
        strategy = strategy.max_attempts(attempts);
    }
    if let Some(delay) = args.retry_base_delay {
        strategy = strategy.base_delay(delay);
    }
    if let Some(delay) = args.retry_max_delay {
        strategy = strategy.max_delay(delay);
    }
    Ok(strategy)
}

/// Whoever says how to repeat wants repeats.
fn is_on(args: &CallArgs, detailed: bool, env: &Env) -> bool {
    match args.retry {
        Some(choice) => choice == RetryChoice::Default,
        None => detailed || env.switch(ENABLED).unwrap_or(true),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args() -> CallArgs {
        CallArgs::default()
    }

    fn enabled(args: &CallArgs, variable: Option<&str>) -> bool {
        let env = variable.map(|value| (ENABLED, value)).into_iter().collect();
        strategy(args, &env).unwrap().is_enabled()
    }

    #[test]
    fn flag_beats_environment_beats_default() {
        let choose = |choice| CallArgs {
            retry: Some(choice),
            ..args()
        };
        assert!(enabled(&args(), None));
        assert!(!enabled(&args(), Some("false")));
        assert!(enabled(&choose(RetryChoice::Default), Some("false")));
        assert!(!enabled(&choose(RetryChoice::None), Some("true")));
        let attempts = CallArgs {
            max_attempts: Some(3),
            ..args()
        };
        assert!(
            enabled(&attempts, Some("false")),
            "who counts attempts wants them"
        );
    }

    #[test]
    fn none_with_details_is_a_contradiction() {
        let args = CallArgs {
            retry: Some(RetryChoice::None),
            max_attempts: Some(2),
            ..args()
        };
        assert!(strategy(&args, &Env::empty()).is_err());
    }
}
