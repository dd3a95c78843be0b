// The lamp, while this page has lost its server: what the server said of itself before that may be wrong by now. Those
// who notice (live.js, parts.js) tell it as "server-lost" and "server-found".
const WORDS = "Not connected";

function told(lost) {
  const lamp = document.getElementById("lamp");
  if (lamp && lost && !lamp.classList.contains("lost")) {
    lamp.className = "lamp idle lost";
    lamp.title = "This page has lost its server. What you see is as of before, and it goes on trying.";
    const [, words, rest] = lamp.children;
    words.textContent = WORDS;
    rest.textContent = `: ${lamp.title}`;
  } else if (lamp?.classList.contains("lost") && !lost) {
    window.htmx?.trigger(lamp, "refresh");
  }
}

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
