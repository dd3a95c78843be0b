// What the pages of webhooks do beyond HTML: files into the field for text, and where the focus goes.
// What an act has led to is where the person goes on: with a keyboard, the way back is one step away.
document.querySelector("[data-focus]")?.focus({ preventScroll: true });

// A file becomes the text of the form, so that both go the same way.
const MOST = 1024 * 1024;
const file = document.querySelector("[data-file-into]");
if (file) {
  file.disabled = false;
  const field = document.getElementById(file.dataset.fileInto);
  const told = document.getElementById(file.dataset.toldIn);
  file.addEventListener("change", async () => {
    const chosen = file.files[0];
    if (!chosen) {
      return;
    }
    if (chosen.size > MOST) {
      told.textContent = "This file has more than 1 MiB. Send it to POST /api/v1/webhooks/import, or in parts.";
      return;
    }
    field.value = await chosen.text();
    told.textContent = `${chosen.name} is in the field.`;
  });
}

// The report comes below the form, which stays as it is; a refusal is a report, too.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "report" && event.detail.xhr.status >= 400 && event.detail.xhr.status < 500 && event.detail.xhr.status !== 401) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
document.addEventListener("htmx:afterSettle", (event) => {
  document.querySelector("#report [data-report-title]")?.focus();
});
