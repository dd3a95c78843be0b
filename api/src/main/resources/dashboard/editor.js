// The editor of webhooks: variables at the cursor, rows on demand, and a question before changes are lost.
const form = document.querySelector("form[data-leave]");

// The field that a variable goes to is the one in which somebody was last.
let target = document.getElementById("body");
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-template]")) {
    target = event.target;
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (button && target) {
    if (target.id === "body" && !target.checkVisibility()) {
      document.getElementById("format").value = "template";
    }
    target.focus();
    target.setRangeText(button.dataset.insert, target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
  }
});

document.querySelector("[data-find-variable]")?.addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const row of document.querySelectorAll("[data-picker] li")) {
    row.hidden = !row.textContent.toLowerCase().includes(wanted);
  }
});

// There is always an empty row to write in.
document.addEventListener("input", (event) => {
  const rows = event.target.closest("[data-rows]");
  const last = rows?.lastElementChild;
  if (!last?.contains(event.target)) {
    return;
  }
  const next = last.cloneNode(true);
  const from = Number(last.dataset.row);
  next.dataset.row = String(from + 1);
  for (const field of next.querySelectorAll("input, select")) {
    field.name = field.name.replace(`[${from}]`, `[${from + 1}]`);
    field.setAttribute("aria-label", field.getAttribute("aria-label").replace(String(from + 1), String(from + 2)));
    field.value = field.type === "checkbox" ? "on" : "";
    field.checked = false;
  }
  rows.append(next);
});

if (form) {
  let changed = Boolean(document.querySelector("main [role=alert], main [data-unsaved]"));
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("change", () => (changed = true));
  form.addEventListener("submit", (event) => {
    // The session's own script may still hold it up.
    if (!event.defaultPrevented) {
      changed = false;
    }
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed) {
      event.preventDefault();
    }
  });
}
