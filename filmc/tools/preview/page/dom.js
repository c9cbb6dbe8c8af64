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
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

// Words in which `code` is set as such.
export function worded(text) {
  const parts = text.split("`");
  return parts.length % 2 ? parts.map((part, at) => (at % 2 ? el("code", {}, part) : part)) : text;
}

export const button = (label, onclick, props = {}) => el("button", { type: "button", onclick, ...props }, label);

const SVG = "http://www.w3.org/2000/svg";

// A drawing for the eye only: its attributes, and what is in it as [tag, attributes].
export function drawing(props, parts) {
  const [made, ...inside] = [["svg", { "aria-hidden": "true", ...props }], ...parts].map(([tag, given]) => {
    const part = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(given)) part.setAttribute(name, value);
    return part;
  });
  made.append(...inside);
  return made;
}

export const icon = (name) => drawing({ class: "icon" }, [["use", { href: `#i-${name}` }]]);

export const redraw = (drawn, name) => drawn.firstElementChild.setAttribute("href", `#i-${name}`);

// Put rows into `parent`, keeping the elements whose key and content are as they were: nothing flickers, focus stays.
export function renew(parent, rows, draw) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  const focused = parent.contains(document.activeElement) ? document.activeElement.closest("[data-key]")?.dataset.key : undefined;
  const wanted = rows.map((row) => {
    const told = JSON.stringify(row.of);
    const before = old.get(row.key);
    if (before && before.told === told) return before;
    const made = draw(row);
    made.dataset.key = row.key;
    made.told = told;
    return made;
  });
  const kept = new Set(wanted);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  wanted.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] ?? null);
  });
  if (focused !== undefined && !parent.contains(document.activeElement)) wanted.find((each) => each.dataset.key === focused)?.focus({ preventScroll: true });
  return wanted;
}

let passing;
export function say(words) {
  const said = $("said");
  said.textContent = words;
  clearTimeout(passing);
  passing = setTimeout(() => (said.textContent = ""), 6000);
}

// Do something that may be refused: what the answer or the refusal says is shown.
export async function doing(promise) {
  try {
    const answer = await promise;
    if (answer?.message) say(answer.message);
    return answer;
  } catch (error) {
    say(error.message);
    return null;
  }
}

// Ask something in a dialog: `parts` in it, then a way out and the act itself.
export function confirm(title, parts, no, yes, act) {
  const dialog = $("ask");
  const go = button(yes, () => (dialog.close(), act()), { class: "main" });
  dialog.replaceChildren(el("h2", { id: "ask-title" }, title), ...[parts].flat().filter(Boolean), el("div", { class: "does" }, button(no, () => dialog.close()), go));
  dialog.onkeydown = (event) => {
    if (event.key === "Enter" && event.target.matches("input")) event.preventDefault(), go.click();
  }; // and returns nothing: false would keep every other key from doing anything
  dialog.showModal();
}
