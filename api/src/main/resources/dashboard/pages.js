// What pages do beyond HTML and htmx. Everything works without it, but for what is live.
document.documentElement.classList.add("scripted");

// htmx sends forms' fields; the session's token goes with every request that has none.
document.addEventListener("htmx:configRequest", (event) => {
  const token = document.body.dataset.csrf;
  if (token && event.detail.verb !== "get") {
    event.detail.headers["X-CSRF-Token"] = token;
  }
  if (event.target.closest?.("[data-background]")) {
    event.detail.headers["Wardbell-Background"] = "true";
  }
});

// A switch takes effect when it is moved.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit]")) {
    event.target.form.requestSubmit();
  }
});

// One sheet at a time, and none after a click beside it.
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll("details.me[open]")) {
    if (!open.contains(event.target)) {
      open.open = false;
    }
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    document.querySelectorAll("details.me[open]").forEach((open) => (open.open = false));
  }
});

// The search box comes with its key, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const field = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
    if (field) {
      event.preventDefault();
      field.focus();
    }
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

document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status !== 401) {
    toast(`That did not work (${event.detail.xhr.status}). Load the page again, and try once more.`);
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

// Parts that are read again from time to time, while somebody can see them.
for (const part of document.querySelectorAll("[data-refresh]")) {
  setInterval(() => {
    if (!document.hidden) {
      window.htmx?.trigger(part, "refresh");
    }
  }, Number(part.dataset.refresh) * 1000);
}

// What would fill a small screen by itself is folded there until somebody wants it.
if (matchMedia("(max-width: 640px)").matches) {
  document.querySelectorAll("details[data-fold=small]").forEach((part) => (part.open = false));
}
