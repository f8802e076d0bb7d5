//! What every operation lets its caller set for one call.

use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use crate::resilience::RetryStrategy;

/// Settings of one call; what is unset is the client's.
#[derive(Debug, Clone, Default)]
pub(crate) struct CallOptions {
    pub(crate) opc_request_id: Option<String>,
    pub(crate) retry_strategy: Option<RetryStrategy>,
    pub(crate) allow_control_chars: Option<bool>,
    pub(crate) deadline: Option<Duration>,
    /// Where the next page's token goes once an answer is there, before it is decoded.
    pub(crate) next_page: Option<UnboundedSender<String>>,
}

/// The builder methods all operations share, over a field `options: CallOptions`.
macro_rules! call_options {
    () => {
        /// Sends this `opc-request-id` in place of a random one, on every attempt.
        ///
        /// Visible ASCII and inner spaces; anything else fails the call before it is sent.
        pub fn opc_request_id(mut self, id: impl Into<String>) -> Self {
            self.options.opc_request_id = Some(id.into());
            self
        }

        /// Repeats this call by `strategy`, whatever the client and the environment say;
        /// [`RetryStrategy::none()`](crate::RetryStrategy::none) makes it one attempt.
        pub fn retry_strategy(mut self, strategy: crate::RetryStrategy) -> Self {
            self.options.retry_strategy = Some(strategy);
            self
        }

        /// Keeps raw control characters inside the strings of the answer, instead of failing with
        /// a decode error. Default: as the client.
        pub fn allow_control_chars(mut self, allow: bool) -> Self {
            self.options.allow_control_chars = Some(allow);
            self
        }

        /// Ends the call after this time in all: signing, attempts, waits between them and the
        /// body. Default: as the client.
        pub fn deadline(mut self, deadline: std::time::Duration) -> Self {
            self.options.deadline = Some(deadline);
            self
        }
    };
}

/// The builder methods of the lists that have a page size and an order.
macro_rules! page_options {
    () => {
        /// At most this many items a page; the service may send fewer.
        pub fn limit(mut self, limit: std::num::NonZeroU32) -> Self {
            self.paging.size = Some(limit);
            self
        }

        /// Starts at this token: the `next_page()` of an earlier answer.
        pub fn page(mut self, token: impl Into<String>) -> Self {
            self.paging.token = Some(token.into());
            self
        }
    };
}

pub(crate) use {call_options, page_options};
