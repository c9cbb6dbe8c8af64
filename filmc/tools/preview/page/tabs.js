// The panes beside the film; arrows go from tab to tab.

import { $ } from "./dom.js";
import { on } from "./film.js";
import { store, stored } from "./stored.js";

const tabs = [...document.querySelectorAll("[role=tab]")];

export function tab(name) {
  for (const each of tabs) {
    const chosen = each.id === `tab-${name}`;
    each.setAttribute("aria-selected", chosen);
    each.tabIndex = chosen ? 0 : -1;
    $(each.getAttribute("aria-controls")).hidden = !chosen;
  }
  store({ tab: name });
}

for (const each of tabs) each.addEventListener("click", () => tab(each.id.slice(4)));
$("tabs").addEventListener("keydown", (event) => {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!by) return;
  event.preventDefault();
  event.stopPropagation();
  const next = tabs[(tabs.findIndex((each) => each.getAttribute("aria-selected") === "true") + by + tabs.length) % tabs.length];
  tab(next.id.slice(4));
  next.focus();
});
tab("script");
on("sheet", (before) => before || tab(tabs.some((each) => each.id === `tab-${stored().tab}`) ? stored().tab : "script"));
