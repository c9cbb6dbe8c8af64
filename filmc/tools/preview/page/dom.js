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

export const button = (label, onclick, props = {}) => el("button", { type: "button", onclick, ...props }, label);

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("class", "icon");
  made.setAttribute("aria-hidden", "true");
  made.append(document.createElementNS(SVG, "use"));
  redraw(made, name);
  return made;
}

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
  dialog.replaceChildren(el("h2", { id: "ask-title" }, title), ...[parts].flat(), el("div", { class: "does" }, button(no, () => dialog.close()), go));
  dialog.onkeydown = (event) => event.key === "Enter" && event.target.matches("input") && (event.preventDefault(), go.click());
  dialog.showModal();
}
