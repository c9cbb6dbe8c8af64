//! Tells Zed how the language server is started.

use zed_extension_api::{self as zed, Command, LanguageServerId, Result, Worktree};

struct Film;

impl zed::Extension for Film {
    fn new() -> Self {
        Film
    }

    fn language_server_command(&mut self, _: &LanguageServerId, worktree: &Worktree) -> Result<Command> {
        let command = worktree.which("filmc").ok_or("there is no program `filmc`: pip install filmc")?;
        Ok(Command { command, args: vec!["lsp".into()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Film);
