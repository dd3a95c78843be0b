// The exact moment for whoever comes by keyboard; pointing shows the element's own title.
const ROWS = "tr, li, a, summary";

const tip = document.createElement("div");
tip.id = "moment";
tip.className = "moment";
tip.setAttribute("role", "tooltip");
tip.hidden = true;
document.body.append(tip);

/** Times beside which nothing else takes the focus take it themselves. */
function reach() {
  for (const time of document.querySelectorAll("main time[title]:not([tabindex])")) {
    if (!time.closest(ROWS)?.matches(":is(a, summary, :has(a, button, input, summary))")) {
      time.tabIndex = 0;
    }
  }
}

document.addEventListener("focusin", (event) => {
  const place = ["time", "tr, li", "a, summary"].map((each) => event.target.closest(each)).find((each) => each);
  const times = place?.matches("time") ? [place] : [...(place?.querySelectorAll("time[title]") ?? [])];
  tip.hidden = times.length === 0 || !event.target.matches(":focus-visible");
  if (!tip.hidden) {
    tip.textContent = times.map((time) => time.title).join(" · ");
    const box = times[0].getBoundingClientRect();
    tip.style.insetBlockStart = `${Math.min(box.bottom + 4, innerHeight - tip.offsetHeight - 4)}px`;
    tip.style.insetInlineStart = `${Math.max(4, Math.min(box.left, innerWidth - tip.offsetWidth - 4))}px`;
  }
});
const hide = () => (tip.hidden = true);
document.addEventListener("focusout", hide);
document.addEventListener("scroll", hide, { capture: true, passive: true });
document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
document.addEventListener("htmx:afterSwap", reach);
reach();
