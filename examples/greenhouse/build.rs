//! Writes the types of `openapi.yaml` to `OUT_DIR/models.rs` and the files it declares.

use std::error::Error;

use work_requests_codegen::Generator;

fn main() -> Result<(), Box<dyn Error>> {
    let out = std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    let built = Generator::new().build("openapi.yaml", out, "models")?;
    print!("{built}"); // tells cargo which files to watch
    Ok(())
}
