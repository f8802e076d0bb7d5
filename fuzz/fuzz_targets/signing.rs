#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| work_requests_tests::fuzz::run("signing", data));
