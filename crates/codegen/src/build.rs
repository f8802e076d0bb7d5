//! Generation from a build script.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use crate::{Document, Error, Generator, Mode, SourceFile, sync};

/// What a build script has written. Printed, it tells cargo when to run the script again.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Built {
    /// The file to include.
    pub file: PathBuf,
    /// The files that it was made from.
    pub inputs: Vec<PathBuf>,
}

impl Generator {
    /// Writes a module `module` below `out`, a build script's `OUT_DIR`.
    ///
    /// ```
    /// use work_requests_codegen::Generator;
    ///
    /// # let folder = std::env::temp_dir().join(format!("codegen-build-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// # let spec = folder.join("shop.yaml");
    /// # std::fs::write(&spec, "openapi: 3.1.0\ninfo: { title: Shops, version: '1' }\n")?;
    /// # let out = &folder; /*
    /// let spec = "shop.yaml";
    /// let out = std::env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    /// # */
    /// let built = Generator::new().build(&spec, out, "shop")?;
    /// print!("{built}"); // cargo::rerun-if-changed=shop.yaml
    /// assert!(built.file.ends_with("shop.rs"));
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// In the crate, `include!(concat!(env!("OUT_DIR"), "/shop.rs"));` then declares
    /// `pub mod shop`. `rustfmt` is not needed.
    ///
    /// # Errors
    ///
    /// Those of [`Document::read`], [`Generator::generate`] and [`sync`].
    pub fn build(
        self,
        spec: impl AsRef<Path>,
        out: impl AsRef<Path>,
        module: &str,
    ) -> Result<Built, Error> {
        let out = out.as_ref();
        let document = Document::read(spec)?;
        let generator = self.without_rustfmt().folder(module);
        let files = generator.generate(&document)?;
        let folder = out.join(module);
        sync(&files, &folder, Mode::Write)?;
        let entry = entry(&generator, &document, &folder, module);
        let file = out.join(&entry.name);
        sync::file(&entry, &file)?;
        let inputs = document.files();
        Ok(Built { file, inputs })
    }
}

/// A file with the module's declaration: an included file has no folder of its own that the
/// compiler would look for modules in.
fn entry(generator: &Generator, document: &Document, folder: &Path, module: &str) -> SourceFile {
    let root = folder.join("mod.rs").display().to_string();
    let docs = format!("Types of the {} API.", document.title());
    let banner = crate::render::banner(generator.command_name(), document.file());
    SourceFile {
        name: format!("{module}.rs"),
        text: format!("{banner}#[doc = {docs:?}]\n#[path = {root:?}]\npub mod {module};\n"),
    }
}

impl fmt::Display for Built {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for input in &self.inputs {
            writeln!(f, "cargo::rerun-if-changed={}", input.display())?;
        }
        Ok(())
    }
}
