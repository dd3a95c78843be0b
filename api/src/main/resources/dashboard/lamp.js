// The lamp, while this page has lost its server: what the server said of itself before that may be wrong by now. Those
// who notice (live.js, parts.js) tell it as "server-lost" and "server-found".
const WORDS = "Not connected";
const AGAIN = 3000; // ms: a server that was started again is there before anybody wonders
let heardAt = new Date();

/** Pages with a live connection have such a line already. */
function banner(lost) {
  document.documentElement.classList.toggle("lost", lost);
  const shown = document.getElementById("lost");
  if (!lost) {
    shown?.remove();
  } else if (!shown && !document.getElementById("stale")) {
    const line = document.createElement("p");
    line.id = "lost";
    line.className = "stale";
    line.setAttribute("role", "status");
    line.dataset.moving = "";
    const time = document.createElement("time");
    window.moments.show(time, heardAt);
    line.append("This page is not connected: it has lost its server. What it shows is as of ", time, " at the latest; it goes on trying.");
    document.getElementById("main")?.prepend(line);
  }
}

function told(lost) {
  if (!lost) {
    heardAt = new Date();
  }
  const lamp = document.getElementById("lamp");
  if (lamp && lost && !lamp.classList.contains("lost")) {
    lamp.className = "lamp idle lost";
    lamp.title = "This page has lost its server. What you see is as of before, and it goes on trying.";
    const [, words, rest] = lamp.children;
    words.textContent = WORDS;
    rest.textContent = `: ${lamp.title}`;
    banner(true);
  } else if (lamp?.classList.contains("lost") && !lost) {
    window.htmx?.trigger(lamp, "refresh");
  }
}

// The lamp that comes back is the server's word that it is there.
document.addEventListener("htmx:afterSwap", () => {
  heardAt = new Date();
  if (!document.getElementById("lamp")?.classList.contains("lost")) {
    banner(false);
  }
});

setInterval(() => {
  const lamp = document.getElementById("lamp");
  if (lamp?.classList.contains("lost") && !document.hidden) {
    window.htmx?.trigger(lamp, "refresh");
  }
}, AGAIN);

document.addEventListener("server-lost", () => told(true));
document.addEventListener("server-found", () => told(false));
window.addEventListener("offline", () => told(true));
window.addEventListener("online", () => told(false));

// The lamp is looked at on every page: it must not lead away from what somebody types there.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.elt.id === "lamp" && event.detail.xhr.status === 401) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
});
