"""Prompt fragments: Jinja2 in a sandbox, of which only names, text and `if` are let in.

No loop, call, attribute, arithmetic or filter can stand in a fragment, so none can run long, grow large or
reach anything: what Jinja's own sandbox can not stop (CPU and memory) has no way to be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from filmc.base.diagnostic import Notes
from filmc.base.source import Span
from filmc.ir.vocabulary import Word

LONGEST = 4_000
"""Characters of one fragment; a prompt of that length is longer than any model reads."""

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.If,
    nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand,
)  # fmt: skip

_ENVIRONMENT = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)


def check_words(notes: Notes, words: Iterable[Word]) -> None:
    """Note what is wrong with the prompt fragments of `words`; a setup's fragment knows its parameters too."""
    for word in words:
        check_fragment(notes, word.prompt, frozenset(("subject", *word.parameters)), word.span)


def check_fragment(notes: Notes, fragment: str, names: frozenset[str], span: Span) -> bool:
    """Tell whether `fragment` can be used with `names`; note what is wrong with it (E0801 to E0803)."""
    if len(fragment) > LONGEST:
        notes.add("E0803", span, f"this prompt fragment has {len(fragment):,} characters; {LONGEST:,} is the limit")
        return False
    try:
        tree = _ENVIRONMENT.parse(fragment)
    except TemplateSyntaxError as error:
        notes.add(
            "E0801",
            span,
            f"this prompt fragment is not well formed: {error.message}",
            "{{ NAME }} and {% if NAME %}…{% endif %} may stand here",
        )
        return False
    if stray := next((node for node in _walk(tree) if not isinstance(node, _ALLOWED)), None):
        notes.add(
            "E0802",
            span,
            f"a prompt fragment may only name things and ask `if`; this one has a {type(stray).__name__.lower()}",
        )
        return False
    unknown = sorted({node.name for node in tree.find_all(nodes.Name)} - names)
    if unknown:
        known = ", ".join(sorted(names)) or "none"
        notes.add("E0804", span, f"nothing is called {unknown[0]!r} in this prompt fragment", f"known here: {known}")
    return not unknown


def _walk(node: nodes.Node) -> list[nodes.Node]:
    return [node, *(below for child in node.iter_child_nodes() for below in _walk(child))]


@cache
def _compiled(fragment: str) -> Template | None:
    """Return the template of a fragment; None of one that `check_fragment` has told to be none."""
    if len(fragment) > LONGEST:
        return None
    try:
        tree = _ENVIRONMENT.parse(fragment)
    except TemplateSyntaxError:
        return None
    return _ENVIRONMENT.from_string(fragment) if all(isinstance(node, _ALLOWED) for node in _walk(tree)) else None


def fill(fragment: str, values: Mapping[str, str | None]) -> str:
    """Return `fragment` with `values` in it, in one line; one that is not well formed stands as it was written."""
    template = _compiled(fragment) if "{" in fragment else None
    if template is None:
        return " ".join(fragment.split())
    try:
        return " ".join(template.render(values).split())
    except UndefinedError:
        return " ".join(fragment.split())
