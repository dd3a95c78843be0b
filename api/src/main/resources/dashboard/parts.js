// Parts that are fetched again: what failed is told in the part itself, with what still works and another try; and
// the focus stays where it was.
const seen = new WeakMap();
const opened = new Date();

/** The lamp tells by itself (lamp.js). */
function part(event) {
  const element = event.detail.elt?.closest?.("[data-background]");
  return element?.isConnected && element.id !== "lamp" ? element : null;
}

function notice(element) {
  const made = document.createElement("div");
  made.className = "broken";
  made.setAttribute("role", "status");
  const again = document.createElement("button");
  again.type = "button";
  again.textContent = "Try again";
  again.addEventListener("click", () => window.htmx.trigger(element, "refresh"));
  made.dataset.moving = "";
  made.append(document.createElement("span"), again);
  element.prepend(made);
  return made;
}

/** The next success replaces the part, and with it what is told here. Only an answer says that the rest works. */
function tell(element, why, rest) {
  const words = (element.querySelector(":scope > .broken") ?? notice(element)).querySelector("span");
  // Said once, and not at each try.
  if (words.dataset.why !== why) {
    words.dataset.why = why;
    const time = document.createElement("time");
    window.moments.show(time, seen.get(element) ?? opened);
    words.replaceChildren(
      `${element.dataset.part ?? "This part"} could not be brought up to date: ${why}. What you see is as of `,
      time,
      rest,
    );
  }
}

document.addEventListener("htmx:responseError", (event) => {
  const element = part(event);
  // 401: session.js, or the way to the sign-in page.
  if (element && event.detail.xhr.status !== 401) {
    tell(element, `the server answered ${event.detail.xhr.status}`, "; the rest of the page works.");
  }
});
for (const failure of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failure, (event) => {
    document.dispatchEvent(new Event("server-lost"));
    const element = part(event);
    if (element) {
      tell(element, "the server cannot be reached", ".");
    }
  });
}

/** What finds a link, or a form's button, again after the swap; null for anything else. */
function selector(focused) {
  const href = focused.getAttribute("href");
  if (href) {
    return `a[href="${CSS.escape(href)}"]`;
  }
  const action = focused.closest("form")?.getAttribute("action");
  return action && focused.matches("button") ? `form[action="${CSS.escape(action)}"] button` : null;
}

// Any answer at all is a sign of life.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.elt.id !== "lamp") {
    document.dispatchEvent(new Event("server-found"));
  }
});

let kept = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const focused = document.activeElement;
  const inside = event.detail.target?.contains(focused) && focused !== document.body;
  kept = inside && event.detail.shouldSwap ? selector(focused) : null;
});
document.addEventListener("htmx:afterSwap", (event) => {
  seen.set(event.detail.target, new Date());
  if (kept) {
    const place = event.detail.target.isConnected ? event.detail.target : document.getElementById("main");
    place.querySelector(kept)?.focus({ preventScroll: true });
    kept = null;
  }
  const needs = document.querySelector("[data-needs]");
  const icon = document.getElementById("favicon");
  if (needs && icon) {
    icon.href = needs.dataset.needs === "0" ? icon.dataset.calm : icon.dataset.needed;
  }
});
