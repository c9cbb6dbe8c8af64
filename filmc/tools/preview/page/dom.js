// Elements from data. Text goes in as text, never as markup.

export const $ = (id) => document.getElementById(id);

export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "class") made.className = value;
    else if (name === "style") Object.assign(made.style, value);
    else if (name === "data") Object.assign(made.dataset, value);
    else if (name in made && typeof value !== "string") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

// Put rows into `parent`, keeping the elements whose key and content are as they were: nothing flickers, focus stays.
export function renew(parent, rows, draw) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const wanted = rows.map((row) => {
    const told = JSON.stringify(row.of);
    const before = old.get(row.key);
    if (before && before.told === told) return before;
    const made = draw(row);
    made.dataset.key = row.key;
    made.told = told;
    return made;
  });
  wanted.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] ?? null);
  });
  while (parent.children.length > wanted.length) parent.lastChild.remove();
  return wanted;
}

let passing;
export function say(words) {
  const said = $("said");
  said.textContent = words;
  clearTimeout(passing);
  passing = setTimeout(() => (said.textContent = ""), 5000);
}

export const stateOf = (state, why) => el("span", { class: `state ${state}`, title: why }, WORDS[state] ?? state);

const WORDS = {
  animatic: "drawn", fresh: "made", usable: "made otherwise", stale: "stale", missing: "to make", failed: "failed",
  blocked: "blocked", unknown: "fate unknown", making: "being made",
};
