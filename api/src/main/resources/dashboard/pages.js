// What pages do beyond HTML and htmx. Everything works without it, but for what is live.
document.documentElement.classList.add("scripted");

// htmx sends forms' fields; the session's token goes with every request that has none.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.body.dataset.csrf;
  if (token && event.detail.verb !== "get") {
    event.detail.headers["X-CSRF-Token"] = token;
  }
  // Another tab may show another clinic by now.
  if (token) {
    event.detail.headers["Wardbell-Seen-Clinic"] = document.body.dataset.clinic || "all";
  }
  if (event.target.closest?.("[data-background]")) {
    event.detail.headers["Wardbell-Background"] = "true";
  }
});

// A double click sends a form once. A download leaves its page where it is, so there is an end to it.
const SENT_FOR_MILLIS = 5000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") {
    return;
  }
  if ("sent" in form.dataset) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "";
  setTimeout(() => delete form.dataset.sent, SENT_FOR_MILLIS);
});
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// What a form led to is no page that the way back could ask for again without sending it again.
window.history.replaceState(window.history.state, "", window.location.href);

// Whoever sets up a clinic sits in it as a rule: its zone is that of the browser.
const zones = document.querySelector("[data-own-zone]");
const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zones && [...zones.options].some((option) => option.value === ownZone)) {
  zones.value = ownZone;
}

// A switch takes effect when it is moved.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) {
    event.target.form.requestSubmit();
  }
});

// One sheet at a time, and none after a click beside it.
const closeSheets = (wanted) => {
  for (const open of document.querySelectorAll("details[data-sheet][open]")) {
    if (wanted(open)) {
      open.open = false;
    }
  }
};
document.addEventListener("click", (event) => closeSheets((open) => !open.contains(event.target)));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const inside = document.activeElement.closest("details[data-sheet][open]");
    closeSheets(() => true);
    inside?.querySelector("summary").focus();
  }
});

/** Tells a person what their own act has led to. */
function toast(text) {
  const place = document.getElementById("toasts");
  if (!place) {
    return;
  }
  const message = document.createElement("p");
  message.className = "toast";
  message.textContent = text;
  place.append(message);
  setTimeout(() => message.remove(), 6000);
}

// Parts that are only fetched again tell it themselves (parts.js).
const isAct = (event) => !event.detail.elt.closest("[data-background]");
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status !== 401 && isAct(event)) {
    toast(`That did not work (${event.detail.xhr.status}). Load the page again, and try once more.`);
  }
});
document.addEventListener("htmx:sendError", (event) => {
  if (isAct(event)) {
    toast("The server cannot be reached. What you typed is still here: try again.");
  }
});

// Copying, where the browser lets us.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) {
    const source = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(source.textContent);
      toast("Copied.");
    } catch {
      getSelection().selectAllChildren(source);
    }
  }
});

// Parts that are read again from time to time, while somebody can see them. One that came in another's place counts.
const readAt = new WeakMap();
setInterval(() => {
  const now = performance.now();
  for (const part of document.querySelectorAll("[data-refresh]")) {
    if (!readAt.has(part)) {
      readAt.set(part, now);
    } else if (!document.hidden && now - readAt.get(part) >= Number(part.dataset.refresh) * 1000) {
      readAt.set(part, now);
      window.htmx?.trigger(part, "refresh");
    }
  }
}, 500);

// What would fill a small screen by itself is folded there until somebody wants it.
if (matchMedia("(max-width: 640px)").matches) {
  document.querySelectorAll("details[data-fold=small]").forEach((part) => (part.open = false));
}
