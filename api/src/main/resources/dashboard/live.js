// Parts that follow what happens. The stream tells it in batches; a part then fetches its newest state, at most once
// a second, so a burst costs one request and a slow browser holds up nobody. One with data-live=rows gets each request
// itself, as an event, and fetches its state only where it may have missed something.
const BATCH = 250;
const FEWEST_PAUSE = 1000;
const POLL = 5000;

function watch() {
  const parts = [...document.querySelectorAll("[data-live]")];
  const stale = document.getElementById("stale");
  const controls = document.querySelector("[data-live-controls]");
  const clinic = document.body.dataset.clinic;
  const address = "/api/v1/live" + (clinic ? `?clinic_id=${clinic}` : "");
  let stream = null;
  let polling = null;
  let paused = false;
  let missed = 0;
  let waiting = false;
  let whole = false;
  let refreshedAt = -FEWEST_PAUSE;
  let seenAt = new Date();

  const makesRows = (part) => part.dataset.live === "rows";
  const refresh = (all) => {
    whole ||= all;
    if (waiting) {
      return;
    }
    waiting = true;
    setTimeout(() => {
      waiting = false;
      refreshedAt = performance.now();
      if (paused) {
        return;
      }
      parts.filter((part) => whole || !makesRows(part)).forEach((part) => window.htmx?.trigger(part, "refresh"));
      whole = false;
    }, Math.max(BATCH, refreshedAt + FEWEST_PAUSE - performance.now()));
  };
  const tell = (event) => {
    seenAt = new Date();
    if (paused) {
      missed += 1;
      controls.querySelector("[data-missed]").textContent = `${missed} since`;
      return;
    }
    if (event.type === "attempt") {
      const told = JSON.parse(event.data);
      parts.filter(makesRows).forEach((part) => part.dispatchEvent(new CustomEvent("told", { detail: told })));
    }
    refresh(event.type !== "attempt");
  };
  const fresh = (is) => {
    document.dispatchEvent(new Event(is ? "server-found" : "server-lost"));
    if (stale) {
      stale.hidden = is;
      window.moments.show(stale.querySelector("time"), seenAt);
    }
  };
  const open = () => {
    stream = new EventSource(address);
    stream.onopen = () => {
      fresh(true);
      seenAt = new Date();
      clearInterval(polling);
      polling = null;
      refresh(true);
    };
    stream.onerror = () => {
      fresh(false);
      // Refused for good, for instance because too many streams are open: ask from time to time.
      if (stream.readyState === EventSource.CLOSED && !polling) {
        polling = setInterval(() => {
          if (!document.hidden && !paused) {
            refresh(true);
          }
        }, POLL);
      }
    };
    for (const kind of ["attempt", "missed", "reset"]) {
      stream.addEventListener(kind, tell);
    }
  };
  const close = () => {
    stream?.close();
    stream = null;
    clearInterval(polling);
    polling = null;
  };

  // What was asked for before the pause must not change the page after it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (paused && parts.includes(event.detail.target)) {
      event.detail.shouldSwap = false;
    }
  });

  // A browser has six connections to a host: a page that nobody sees holds none.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  if (!document.hidden) {
    open();
  }
  if (controls) {
    controls.hidden = false;
    const button = controls.querySelector("[data-pause]");
    button.addEventListener("click", () => {
      paused = !paused;
      button.setAttribute("aria-pressed", String(paused));
      button.textContent = paused ? "Go on" : "Pause";
      if (!paused) {
        missed = 0;
        controls.querySelector("[data-missed]").textContent = "";
        refresh(true);
      }
    });
  }
}

if (document.querySelector("[data-live]")) {
  watch();
}
