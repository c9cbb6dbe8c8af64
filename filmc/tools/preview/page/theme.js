// Light or dark: as the system says, until somebody says otherwise here.

import { $ } from "./dom.js";

const KEY = "filmc theme";
const system = matchMedia("(prefers-color-scheme: light)");
let said = null;
try {
  said = localStorage.getItem(KEY);
} catch {
  said = null;
}

const apply = () => (document.documentElement.dataset.theme = said ?? (system.matches ? "light" : "dark"));

export function theme() {
  said = document.documentElement.dataset.theme === "light" ? "dark" : "light";
  try {
    localStorage.setItem(KEY, said);
  } catch {
    // it holds for this visit
  }
  apply();
}

system.addEventListener("change", apply);
$("theme").addEventListener("click", theme);
apply();
