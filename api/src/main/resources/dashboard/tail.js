// The live tail. The stream tells of each request (live.js); rows are made here, from templates that the server drew,
// so that a busy clinic costs no request for each batch.
const BATCH = 250; // ms: four times a second is smooth, and leaves the browser alone
const ROWS = 100; // as many as the server draws
const FRESH = 2000; // ms: what was told so lately may be missing in a list that was fetched meanwhile
const FETCH = 1000; // ms between two fetches of the list for a name that is not known

const tail = document.getElementById("tail");
const model = document.getElementById("tail-row").content.firstElementChild;
const names = new Map();
const clinics = new Map(); // only while all of them are looked at
let told = [];
let waiting = false;
let fetchedAt = -FETCH;

function row(request) {
  const made = model.cloneNode(true);
  made.dataset.request = `${request.delivery_id}/${request.number}`;
  made.dataset.webhook = request.webhook_id;
  window.moments.show(made.querySelector("time"), new Date(request.finished_at));
  const link = made.querySelector("a");
  link.href = `/deliveries/${request.delivery_id}`;
  link.firstElementChild.textContent = names.get(request.webhook_id);
  const whose = made.querySelector(".whose bdi");
  if (whose) {
    made.dataset.clinic = request.clinic_id;
    whose.textContent = clinics.get(request.clinic_id);
  }
  const [type, code] = made.querySelectorAll("code");
  type.textContent = request.event_type ?? "";
  code.textContent = request.http_status ?? request.code ?? "";
  const outcome = document.querySelector(`template[data-outcome="${CSS.escape(request.outcome)}"]`);
  if (outcome) {
    code.parentElement.prepend(outcome.content.cloneNode(true));
  }
  return made;
}

function isKnown(request) {
  return names.has(request.webhook_id) && (!model.querySelector(".whose") || clinics.has(request.clinic_id));
}

function place(list, request) {
  const made = row(request);
  const before = list.querySelector(`[data-request="${made.dataset.request}"]`);
  if (before?.contains(document.activeElement)) {
    // Somebody is at this row: it stays where it is.
    before.lastElementChild.replaceWith(made.lastElementChild);
    return;
  }
  before?.remove();
  list.prepend(made);
}

function fetchList() {
  if (performance.now() - fetchedAt >= FETCH) {
    fetchedAt = performance.now();
    window.htmx?.trigger(tail, "refresh");
  } else {
    later();
  }
}

/** Adds what was told since the last time. */
function add() {
  waiting = false;
  // What was on its way before the pause must not change the page after it; going on fetches the list.
  if (document.querySelector("[data-pause][aria-pressed=true]")) {
    told = [];
    return;
  }
  const list = tail.querySelector("ol");
  const known = told.filter((request) => !request.placed && isKnown(request));
  if (told.some((request) => !request.placed && (!list || !isKnown(request)))) {
    fetchList();
  }
  if (list) {
    known.slice(-ROWS).forEach((request) => place(list, request));
    known.forEach((request) => (request.placed = true));
    while (list.children.length > ROWS) {
      if (list.lastElementChild.contains(document.activeElement)) {
        list.focus({ preventScroll: true });
      }
      list.lastElementChild.remove();
    }
  }
  const oldest = performance.now() - FRESH;
  told = told.filter((request) => request.heardAt > oldest).slice(-ROWS);
}

function later() {
  if (!waiting) {
    waiting = true;
    setTimeout(add, BATCH);
  }
}

tail.addEventListener("told", (event) => {
  told.push({ ...event.detail, heardAt: performance.now(), placed: false });
  later();
});

function learn() {
  for (const each of tail.querySelectorAll("li[data-webhook]")) {
    names.set(each.dataset.webhook, each.querySelector("bdi").textContent);
    clinics.set(each.dataset.clinic, each.querySelector(".whose bdi")?.textContent);
  }
}

// The list was read before it came here: what was told meanwhile is put back.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === tail) {
    learn();
    told.forEach((request) => (request.placed = tail.querySelector(`[data-request="${request.delivery_id}/${request.number}"]`) !== null));
    later();
  }
});
learn();
