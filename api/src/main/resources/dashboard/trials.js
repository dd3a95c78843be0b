// Testing all webhooks: some at a time, so that the table shows how far it is and a browser keeps a connection.
const AT_ONCE = 4;

const form = document.querySelector("[data-trials]");
const words = document.querySelector("[data-progress]");
const bar = document.querySelector("[data-bar]");
const rows = (state) => [...document.querySelectorAll(`[data-trial=${state}]`)];
let all = 0;
let stopped = "";

function begin(row) {
  row.dataset.trial = "under-way";
  row.children[1].textContent = "a worker is sending …";
  window.htmx.trigger(row, "begin");
}

function tell() {
  const done = rows("done").length;
  bar.value = done;
  if (stopped) {
    words.textContent = stopped;
  } else if (done < all) {
    words.textContent = `${done} of ${all} tested`;
  } else {
    const good = document.querySelectorAll('[data-trial=done][data-outcome="delivered"]').length;
    words.textContent = `All ${all} tested: ${good} delivered, ${all - good} not.`;
  }
  const over = rows("under-way").length === 0 && (stopped || done === all);
  form.querySelector("button").disabled = !over;
  bar.hidden = over;
}

function next() {
  while (!stopped && rows("under-way").length < AT_ONCE && rows("waiting").length > 0) {
    begin(rows("waiting")[0]);
  }
  tell();
}

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  rows("done").forEach((row) => (row.dataset.trial = "waiting"));
  all = rows("waiting").length;
  stopped = "";
  next();
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.target.matches?.("[data-trial]")) {
    stopped ||= event.target.dataset.stops ?? "";
    next();
  }
});

// A row whose request came to nothing is said to be so, and the others go on.
for (const failure of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(failure, (event) => {
    const row = event.target.closest?.("[data-trial]");
    if (row) {
      row.dataset.trial = "done";
      row.children[1].textContent = "The server did not answer.";
      next();
    }
  });
}
