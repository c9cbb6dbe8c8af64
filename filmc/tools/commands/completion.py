"""`filmc completion SHELL`: a completion script, made from the parser itself."""

from __future__ import annotations

import argparse
import shlex
from importlib import import_module

from filmc.tools.console import Console

STORY = """\
  filmc completion bash > ~/.local/share/bash-completion/completions/filmc
  filmc completion zsh > "${fpath[1]}/_filmc"
  filmc completion fish > ~/.config/fish/completions/filmc.fish
  filmc completion powershell >> $PROFILE"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `completion` takes."""
    parser.add_argument("shell", choices=sorted(_WRITERS))


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the script for the shell."""
    script = _WRITERS[arguments.shell](_options())
    if console.as_json:
        console.answer(ok=True, shell=arguments.shell, script=script)
    else:
        console.write(script)
    return 0


def _options() -> dict[str, tuple[str, list[str]]]:
    """Return each command's summary and its options."""
    from filmc.tools.cli import COMMANDS  # noqa: PLC0415  -- cli loads this module

    found = {}
    for name, summary in COMMANDS.items():
        parser = argparse.ArgumentParser()
        import_module(f"filmc.tools.commands.{name}").configure(parser)
        Console.configure(parser)
        found[name] = (summary, sorted(option for option in parser._option_string_actions if option.startswith("--")))  # noqa: SLF001 -- argparse has no public way to list options
    return found


def _bash(options: dict[str, tuple[str, list[str]]]) -> str:
    cases = "\n".join(f"    {name}) words={shlex.quote(' '.join(words))} ;;" for name, (_, words) in options.items())
    return f"""\
_filmc() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=( $(compgen -W {shlex.quote(" ".join(options))} -- "$current") ); return
  fi
  case "${{COMP_WORDS[1]}}" in
{cases}
  esac
  case "$current" in
    -*) COMPREPLY=( $(compgen -W "$words" -- "$current") ) ;;
    *) COMPREPLY=( $(compgen -f -X '!*.film' -- "$current") $(compgen -d -- "$current") ) ;;
  esac
}}
complete -o filenames -F _filmc filmc
"""


def _zsh(options: dict[str, tuple[str, list[str]]]) -> str:
    commands = "\n".join(f"    {shlex.quote(f'{name}:{summary}')}" for name, (summary, _) in options.items())
    cases = "\n".join(f"    {name}) compadd -- {' '.join(words)} ;;" for name, (_, words) in options.items())
    return f"""\
#compdef filmc
_filmc() {{
  local -a commands
  commands=(
{commands}
  )
  if (( CURRENT == 2 )); then _describe command commands; return; fi
  if [[ $words[CURRENT] != -* ]]; then _files -g '*.film'; return; fi
  case $words[2] in
{cases}
  esac
}}
_filmc "$@"
"""


def _fish(options: dict[str, tuple[str, list[str]]]) -> str:
    lines = []
    for name, (summary, words) in options.items():
        lines.append(f"complete -c filmc -n __fish_use_subcommand -a {name} -d {shlex.quote(summary)}")
        lines += [f"complete -c filmc -n '__fish_seen_subcommand_from {name}' -l {word[2:]}" for word in words]
    return "\n".join(lines) + "\n"


def _powershell(options: dict[str, tuple[str, list[str]]]) -> str:
    table = "\n".join(
        f"    '{name}' = @({', '.join(repr(word) for word in words)})" for name, (_, words) in options.items()
    )
    return f"""\
Register-ArgumentCompleter -Native -CommandName filmc -ScriptBlock {{
  param($word, $ast, $position)
  $options = @{{
{table}
  }}
  $given = $ast.CommandElements | ForEach-Object {{ $_.ToString() }}
  $known = $given.Count -ge 2 -and $options.ContainsKey($given[1])
  $choices = if ($known) {{ $options[$given[1]] }} else {{ $options.Keys }}
  $choices | Where-Object {{ $_ -like "$word*" }} |
    ForEach-Object {{ [System.Management.Automation.CompletionResult]::new($_) }}
}}
"""


_WRITERS = {"bash": _bash, "zsh": _zsh, "fish": _fish, "powershell": _powershell}
