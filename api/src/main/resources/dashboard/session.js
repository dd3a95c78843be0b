// A session that has ended while a form was filled in: somebody signs in on the same page, and the form goes
// on its way as it is. So nothing of it is kept anywhere but in its fields.
let asking = null;

/** Resolves once somebody is signed in, with the new session's token in all forms. */
function signedIn() {
  asking ??= ask().finally(() => (asking = null));
  return asking;
}

function take(session) {
  document.body.dataset.csrf = session.csrf_token;
  document.querySelectorAll("input[name=csrf]").forEach((field) => (field.value = session.csrf_token));
}

function field(form, name, label, type, complete) {
  const box = document.createElement("div");
  box.className = "field";
  const title = document.createElement("label");
  title.htmlFor = `session-${name}`;
  title.textContent = label;
  const input = document.createElement("input");
  Object.assign(input, { id: title.htmlFor, name, type, autocomplete: complete });
  box.append(title, input);
  form.append(box);
  return input;
}

function ask() {
  return new Promise((resolve, reject) => {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("aria-labelledby", "session-title");
    const title = document.createElement("h2");
    title.id = "session-title";
    title.textContent = "Your session has ended";
    const words = document.createElement("p");
    words.textContent = "Sign in again; what you typed is still here.";
    const problem = document.createElement("p");
    problem.className = "problem";
    problem.setAttribute("role", "alert");
    const form = document.createElement("form");
    const email = field(form, "email", "E-mail address", "email", "username");
    const password = field(form, "password", "Password", "password", "current-password");
    const code = field(form, "code", "One-time code", "text", "one-time-code");
    code.parentElement.hidden = true;
    const button = document.createElement("button");
    button.className = "primary";
    button.textContent = "Sign in";
    form.append(problem, button);
    dialog.append(title, words, form);
    dialog.addEventListener("cancel", () => {
      dialog.remove();
      reject(new Error("not signed in"));
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await fetch("/api/v1/session", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ email: email.value, password: password.value, code: code.value || null }),
      });
      const said = await answer.json();
      if (answer.ok) {
        take(said);
        dialog.close();
        dialog.remove();
        resolve();
      } else {
        const asksCode = said.errors?.some((each) => each.field === "code");
        code.parentElement.hidden = !asksCode;
        problem.textContent = asksCode ? "A one-time code is needed as well." : said.detail;
      }
    });
    document.body.append(dialog);
    dialog.showModal();
    email.focus();
  });
}

async function goOn(form, submitter) {
  // Without an answer the form goes all the same: the browser tells what is the matter.
  const answer = await fetch("/api/v1/session").catch(() => null);
  if (answer?.status === 401) {
    await signedIn();
  } else if (answer?.ok) {
    // Somebody may have signed in again in another tab.
    take(await answer.json());
  }
  form.dataset.checked = "";
  form.requestSubmit(submitter);
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("form[data-keep]")) {
      return;
    }
    if ("checked" in form.dataset) {
      delete form.dataset.checked;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    goOn(form, event.submitter).catch(() => {});
  },
  true,
);

// While somebody signs in, a part would go with the new session's cookie and the old one's token.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (asking) {
    event.preventDefault();
    asking.then(
      () => window.htmx.trigger(event.detail.elt, "refresh"),
      () => {},
    );
  }
});

// A part of such a page must not lead away from what was typed.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status === 401 && document.querySelector("form[data-keep]")) {
    event.preventDefault();
    signedIn().then(
      () => window.htmx.trigger(event.detail.elt, "refresh"),
      () => {},
    );
  }
});
