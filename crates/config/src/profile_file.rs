//! Reads the text of a profile file.
//!
//! The crates for INI files were considered and none gives what is needed together: the line of
//! every value (so that a later check can point at it), `#` and `;` comments on whole lines only,
//! `=` and `:` as separators, continuation by indentation, and all faults instead of the first.
//! `ini_core` counts lines but knows one separator and one comment sign; `rust-ini` and
//! `configparser` keep no lines.

use std::path::Path;

use zeroize::Zeroizing;

use crate::Problem;

/// The profile that all others inherit.
pub(crate) const DEFAULT_PROFILE: &str = "DEFAULT";

/// What a file says, and every way in which its text breaks the rules.
#[derive(Default)]
pub(crate) struct ProfileFile {
    pub(crate) profiles: Vec<Profile>,
    pub(crate) problems: Vec<Problem>,
}

/// One `[NAME]` and the lines beneath it.
pub(crate) struct Profile {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) entries: Vec<FileEntry>,
    standing: Standing,
}

/// How a profile came to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// By its header.
    Named,
    /// By lines before any header; a later `[DEFAULT]` takes it over.
    Implied,
    /// By a header that stood earlier in the file; its entries fill what the first lacks.
    Repeated,
}

/// One `key = value`.
pub(crate) struct FileEntry {
    pub(crate) key: String,
    /// Zeroized, because any value may turn out to be a secret.
    pub(crate) value: Zeroizing<String>,
    pub(crate) line: usize,
    /// The first indented line that was joined to the value.
    pub(crate) continued_at: Option<usize>,
}

impl ProfileFile {
    /// Reads `text`, which came from `path`.
    pub(crate) fn read(text: &str, path: &Path) -> Self {
        let mut reader = Reader::new(path);
        let text = reader.without_mark(text);
        for (index, line) in text.lines().enumerate() {
            reader.line(index + 1, line);
        }
        reader.finish()
    }

    /// The first profile of that name.
    pub(crate) fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.name == name)
    }

    /// All entries under that name, in the order of their lines.
    pub(crate) fn entries(&self, name: &str) -> Vec<&FileEntry> {
        let profiles = self.profiles.iter().filter(|profile| profile.name == name);
        profiles.flat_map(|profile| &profile.entries).collect()
    }
}

struct Reader<'a> {
    path: &'a Path,
    file: ProfileFile,
    /// Index of the profile that entries go to.
    current: usize,
    /// Indentation of the entry that an indented line would continue.
    open: Option<usize>,
    /// Last line of a run without meaning, and the index of the problem that covers the run.
    stray: Option<(usize, usize)>,
}

impl<'a> Reader<'a> {
    fn new(path: &'a Path) -> Self {
        Self {
            path,
            file: ProfileFile::default(),
            current: 0,
            open: None,
            stray: None,
        }
    }

    fn without_mark<'t>(&mut self, text: &'t str) -> &'t str {
        let Some(rest) = text.strip_prefix('\u{feff}') else {
            return text;
        };
        self.problem(
            1,
            None,
            "the file begins with a byte order mark",
            "save it as UTF-8 without BOM",
        );
        rest
    }

    fn line(&mut self, number: usize, line: &str) {
        let text = line.trim();
        let indent = line.chars().take_while(|c| c.is_whitespace()).count();
        if text.starts_with(['#', ';']) {
            return;
        }
        if text.is_empty() {
            return self.blank();
        }
        if self.open.is_some_and(|open| indent > open) {
            return self.continuation(number, text);
        }
        self.open = None;
        match header(text) {
            Some(name) => self.header(number, name),
            None => self.entry(number, indent, text),
        }
    }

    /// A blank line stays inside a value if an indented line follows it.
    fn blank(&mut self) {
        if let (Some(_), Some(entry)) = (self.open, self.last_entry()) {
            entry.value.push('\n');
        }
    }

    fn continuation(&mut self, number: usize, text: &str) {
        if let Some(entry) = self.last_entry() {
            entry.value.push('\n');
            entry.value.push_str(text);
            entry.continued_at.get_or_insert(number);
        }
    }

    fn header(&mut self, number: usize, name: &str) {
        let earlier = self
            .file
            .profiles
            .iter()
            .position(|profile| profile.name == name);
        let Some((index, profile)) =
            earlier.and_then(|index| Some((index, self.file.profiles.get_mut(index)?)))
        else {
            return self.start_profile(name, number, Standing::Named);
        };
        if profile.standing == Standing::Implied {
            (profile.standing, profile.line) = (Standing::Named, number);
            self.current = index;
            return;
        }
        let what = format!(
            "the profile [{}] stands already in line {}",
            name.escape_debug(),
            profile.line
        );
        self.problem(
            number,
            None,
            what,
            "put its lines under the first one, or give one of the two another name",
        );
        self.start_profile(name, number, Standing::Repeated);
    }

    fn entry(&mut self, number: usize, indent: usize, text: &str) {
        let Some((key, value)) = text
            .split_once(['=', ':'])
            .filter(|(key, _)| !key.trim().is_empty())
        else {
            return self.no_separator(number, text);
        };
        if self.file.profiles.is_empty() {
            self.problem(
                number,
                None,
                "this line stands before the first profile",
                "move it below a line such as [DEFAULT]",
            );
            self.start_profile(DEFAULT_PROFILE, number, Standing::Implied);
        }
        let key = key.trim().to_lowercase();
        self.report_duplicate(&key, number);
        self.open = Some(indent);
        if let Some(profile) = self.file.profiles.get_mut(self.current) {
            profile.entries.push(FileEntry {
                key,
                value: Zeroizing::new(value.trim().to_owned()),
                line: number,
                continued_at: None,
            });
        }
    }

    fn start_profile(&mut self, name: &str, line: usize, standing: Standing) {
        self.current = self.file.profiles.len();
        self.file.profiles.push(Profile {
            name: name.to_owned(),
            line,
            entries: Vec::new(),
            standing,
        });
    }

    fn report_duplicate(&mut self, key: &str, number: usize) {
        let profile = self.file.profiles.get(self.current);
        let counts = profile.filter(|profile| profile.standing != Standing::Repeated);
        let earlier =
            counts.and_then(|profile| profile.entries.iter().find(|entry| entry.key == key));
        if let Some(line) = earlier.map(|entry| entry.line) {
            let what = format!("the key stands already in line {line}");
            self.problem(number, Some(key), what, "keep one of the two lines");
        }
    }

    fn no_separator(&mut self, number: usize, text: &str) {
        match text.strip_prefix('[') {
            Some(name) => self.broken_header(number, name.trim_end_matches(']').trim()),
            None => self.stray(number),
        }
    }

    /// Reported, and then taken as the header it was meant to be, so that what follows is
    /// checked in its own profile.
    fn broken_header(&mut self, number: usize, name: &str) {
        self.problem(
            number,
            None,
            "this profile line has no name or no closing bracket",
            "write it as [NAME]",
        );
        self.start_profile(name, number, Standing::Named);
    }

    /// One problem for a whole run of such lines, as a pasted key is; none of them is quoted.
    fn stray(&mut self, number: usize) {
        let first = self.stray.filter(|(last, _)| last + 1 == number);
        if let Some(problem) = first.and_then(|(_, index)| self.file.problems.get_mut(index)) {
            problem.what = format!(
                "the lines from here to line {number} are neither key = value nor [PROFILE]"
            );
        }
        let index = first.map_or(self.file.problems.len(), |(_, index)| index);
        if first.is_none() {
            let mend = "write it as key = value, or begin it with # to make it a comment";
            self.problem(
                number,
                None,
                "this line is neither key = value nor [PROFILE]",
                mend,
            );
        }
        self.stray = Some((number, index));
    }

    fn last_entry(&mut self) -> Option<&mut FileEntry> {
        self.file.profiles.get_mut(self.current)?.entries.last_mut()
    }

    fn problem(&mut self, line: usize, key: Option<&str>, what: impl Into<String>, mend: &str) {
        self.file.problems.push(Problem {
            file: Some(self.path.to_path_buf()),
            line: Some(line),
            key: key.map(str::to_owned),
            what: what.into(),
            mend: mend.to_owned(),
        });
    }

    fn finish(mut self) -> ProfileFile {
        for entry in self
            .file
            .profiles
            .iter_mut()
            .flat_map(|profile| &mut profile.entries)
        {
            let end = entry.value.trim_end().len();
            entry.value.truncate(end);
        }
        self.file
    }
}

/// The name in `[NAME]`; what follows the last bracket does not count, as in the reference SDK.
fn header(text: &str) -> Option<&str> {
    let (name, _) = text.strip_prefix('[')?.rsplit_once(']')?;
    (!name.is_empty()).then_some(name)
}
