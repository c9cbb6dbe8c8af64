// The panes beside the film: arrows go from tab to tab, and the line before them makes them wider or narrower.

import { $ } from "./dom.js";
import { on, tellAll } from "./film.js";
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
  tellAll("tab", name);
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

// ---- how wide

const split = $("split");
let share = 34; // percent of the window

function widen(percent) {
  share = Math.min(Math.max(percent, 20), 65);
  document.documentElement.style.setProperty("--side", `${share}%`);
  split.setAttribute("aria-valuenow", Math.round(share));
}

split.setAttribute("aria-valuemin", 20);
split.setAttribute("aria-valuemax", 65);
split.addEventListener("pointerdown", (event) => split.setPointerCapture(event.pointerId));
split.addEventListener("pointermove", (event) => split.hasPointerCapture(event.pointerId) && widen((1 - event.clientX / innerWidth) * 100));
split.addEventListener("lostpointercapture", () => store({ share }));
split.addEventListener("keydown", (event) => {
  const by = { ArrowLeft: 2, ArrowRight: -2 }[event.key];
  if (!by) return;
  event.preventDefault();
  event.stopPropagation();
  widen(share + by);
  store({ share });
});

widen(share);
tab("script");
on("sheet", (before) => {
  if (before) return;
  tab(tabs.some((each) => each.id === `tab-${stored().tab}`) ? stored().tab : "script");
  widen(stored().share ?? share);
});
