// Single keys, for whoever has not turned them off. They do nothing while somebody types.
const TYPED_INTO = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const ROWS = "main tbody tr, main .tail > li, main .needs > li";
const NEXT_KEY = 1500;

let going = -NEXT_KEY;

/** Goes to a row that leads somewhere, from the one that has the focus. */
function walk(step) {
  const links = [...document.querySelectorAll(ROWS)]
    .map((row) => row.querySelector("a[href]"))
    .filter((link) => link?.checkVisibility());
  if (links.length === 0) {
    return;
  }
  const here = document.activeElement.closest(ROWS);
  const at = links.findIndex((link) => link.closest(ROWS) === here);
  const next = at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + step));
  links[next].focus();
  links[next].scrollIntoView({ block: "nearest" });
}

function find() {
  const field = document.querySelector("[data-find]");
  if (field.checkVisibility()) {
    field.focus();
  } else {
    document.querySelector(".find-link").click();
  }
}

const acts = {
  j: () => walk(1),
  k: () => walk(-1),
  "/": find,
  "?": () => document.getElementById("keys").showModal(),
};

function press(event) {
  const busy = event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey;
  if (busy || event.target.closest?.(TYPED_INTO) || document.querySelector("dialog[open]")) {
    return;
  }
  const place = event.timeStamp - going < NEXT_KEY && document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
  going = event.key === "g" ? event.timeStamp : -NEXT_KEY;
  const act = place ? () => place.click() : acts[event.key];
  if (act) {
    event.preventDefault();
    act();
  }
}

if (document.body.dataset.keys === "on") {
  document.addEventListener("keydown", press);
}
