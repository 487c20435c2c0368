// Keeps what is typed on the server within two seconds, and brings it back when the page is opened again. Nothing is kept in the browser: office
// computers are shared. Without this script every page works the same, only less forgiving.
(() => {
  "use strict";
  const line = document.getElementById("typing");
  const token = document.querySelector("input[name=__RequestVerificationToken]");
  if (!line || !token) return;

  const Wait = 1000;
  const Retry = 2000;
  const page = location.pathname;
  const fields = new Map();
  const pending = new Map();
  let timer = 0;
  let sending = false;
  let leaving = false;
  let held = null;

  const isTyped = e => (e.matches("textarea, select") || ["text", "url", "number", "datetime-local"].includes(e.type)) && e.name && !e.readOnly;
  const isLong = form => form.querySelector("textarea") || [...form.elements].filter(isTyped).length > 2;
  const key = e => (new URL(e.form.getAttribute("action") || page, location.href).searchParams.get("handler") || "").toLowerCase() + "/" + e.name;
  const original = e => e.matches("select") ? ([...e.options].find(o => o.defaultSelected) || e.options[0] || {}).value : e.defaultValue;

  for (const form of document.querySelectorAll("form.form[method=post]")) {
    if (!isLong(form)) continue;
    for (const field of form.elements) {
      // A name that a handler has twice on the page cannot be told apart: left alone rather than mixed up.
      if (isTyped(field)) fields.set(key(field), fields.has(key(field)) ? null : field);
    }
    form.addEventListener("input", e => {
      if (!isTyped(e.target) || fields.get(key(e.target)) !== e.target) return;
      pending.set(key(e.target), e.target.value);
      timer ||= setTimeout(flush, Wait);
    });
    form.addEventListener("submit", e => {
      // Sent while the connection is away, the form would leave the page and lose what is not saved: it waits for the save. And a save that arrived
      // after the form would bring the text back.
      if (pending.size > 0 || sending) {
        e.preventDefault();
        held = { form, by: e.submitter };
        clearTimeout(timer);
        timer = 0;
        flush();
        return;
      }
      leaving = true;
      clearTimeout(timer);
    });
  }
  if (fields.size === 0) return;

  const send = (path, values, keepalive) => fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", RequestVerificationToken: token.value },
    body: JSON.stringify({ page, fields: values }),
    redirect: "manual",
    credentials: "same-origin",
    keepalive,
  });

  const say = (state) => {
    const text = line.dataset[state];
    if (line.textContent !== text) line.textContent = text;
    line.className = "typing " + state;
  };

  async function flush() {
    timer = 0;
    if (sending || leaving || pending.size === 0) return;
    sending = true;
    const taken = new Map(pending);
    pending.clear();
    try {
      const answer = await send("/typed", Object.fromEntries(taken));
      if (answer.ok) say("saved");
      else if (answer.status === 413) say("long");
      else {
        say(answer.type === "opaqueredirect" ? "out" : away());
        again(taken);
      }
    } catch {
      if (!leaving) {
        say(away());
        again(taken);
      }
    }
    sending = false;
    if (held && pending.size === 0) {
      const { form, by } = held;
      held = null;
      form.requestSubmit(by);
      return;
    }
    if (pending.size > 0 && !leaving) timer ||= setTimeout(flush, line.classList.contains("saved") ? Wait : Retry);
  }

  const away = () => held ? "held" : "retry";

  // What was typed since is newer and stays.
  function again(taken) {
    for (const [name, text] of taken) if (!pending.has(name)) pending.set(name, text);
  }

  addEventListener("pagehide", () => {
    if (!leaving && pending.size > 0) send("/typed", Object.fromEntries(pending), true);
  });
  addEventListener("online", () => flush());

  async function restore() {
    const answer = await fetch("/typed?page=" + encodeURIComponent(page), { redirect: "manual", credentials: "same-origin" });
    if (!answer.ok) return;
    const kept = (await answer.json()).fields;
    const forms = new Map();
    for (const [name, text] of Object.entries(kept)) {
      const field = fields.get(name);
      if (!field || field.value === text) continue;
      if (field.matches("select") && ![...field.options].some(o => o.value === text)) continue;
      field.value = text;
      for (let d = field.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
      if (!forms.has(field.form)) forms.set(field.form, []);
      forms.get(field.form).push([name, field]);
    }
    for (const [form, restored] of forms) note(form, restored);
  }

  function note(form, restored) {
    const box = document.createElement("p");
    box.className = "note soon restored";
    box.setAttribute("role", "status");
    box.append(line.dataset.restored, " ");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "second small";
    button.textContent = line.dataset.discard;
    button.addEventListener("click", async () => {
      for (const [name, field] of restored) {
        field.value = original(field);
        pending.delete(name);
      }
      try {
        await send("/typed?handler=discard", Object.fromEntries(restored.map(([name]) => [name, ""])));
        box.remove();
      } catch {
        say("retry");
      }
    });
    box.append(button);
    form.prepend(box);
  }

  restore().catch(() => say("retry"));
})();
