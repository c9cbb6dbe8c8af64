"""What the tables say of a model: what it makes, its price with its date, its limits."""

from __future__ import annotations

from filmc.tools.lsp.features.plain import plain


def model_card(ident: str) -> str:
    """Return the card of the model called so (`provider:model`), or of a provider; empty where there is none."""
    from filmc.produce.models import known_providers, table_of  # noqa: PLC0415  -- only for who looks at one

    provider, _, name = ident.partition(":")
    if provider not in known_providers():
        return ""
    table = table_of(provider)
    if not name:
        models = ", ".join(f"`{each.name}`" for each in table.models.values())
        return f"**{plain(table.facts.title)}** · provider\n\nModels: {models}"
    model = table.models.get(ident)
    if model is None:
        return ""
    from filmc.tools.model_facts import told  # noqa: PLC0415

    facts = "\n".join(f"- {plain(each.label)}: {plain(str(each))}" for each in told(model) if each.value)
    return f"**{plain(ident)}** · {plain(table.facts.title)}\n\n{facts}"
