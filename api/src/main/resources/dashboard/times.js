// Moments. What scripts write of one is written here, in the words of the server (Moment) and in the person's zone.
const zone = document.body.dataset.zone ?? "UTC";
const format = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options });
const EXACT = format({
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  timeZoneName: "shortOffset",
});
const DAY = format({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const YEAR = format({ day: "numeric", month: "short", year: "numeric" });
const ONLY_YEAR = format({ year: "numeric" });
const SECOND = 1000;
const HOURS_OF_A_DAY = 24;

function words(at) {
  const ago = Date.now() - at.getTime();
  const seconds = Math.floor(Math.abs(ago) / SECOND);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= HOURS_OF_A_DAY) {
    return (ONLY_YEAR.format(at) === ONLY_YEAR.format(new Date()) ? DAY : YEAR).format(at).replaceAll(",", "").replace("Sept", "Sep");
  }
  const amount = hours > 0 ? `${hours} h` : minutes > 0 ? `${minutes} min` : `${seconds} s`;
  return seconds === 0 ? "now" : ago < 0 ? `in ${amount}` : `${amount} ago`;
}

/** Makes an element of the kind time show a moment. */
function show(time, at) {
  time.dateTime = at.toISOString();
  time.title = `${EXACT.format(at).replaceAll(",", "").replace("Sept", "Sep")} ${zone}`;
  time.textContent = words(at);
}

window.moments = { show };

// Those that a script wrote move on.
setInterval(() => {
  if (!document.hidden) {
    for (const time of document.querySelectorAll("[data-moving] time[datetime]")) {
      const now = words(new Date(time.dateTime));
      if (now !== time.textContent) {
        time.textContent = now;
      }
    }
  }
}, SECOND);

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
