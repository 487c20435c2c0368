// The demo's clock goes on by itself: only this one line of the page is asked for and changed, so nothing that is being typed is touched. Without this
// script the line shows the time at which the page was opened.
(() => {
  "use strict";
  const line = document.getElementById("demo-now");
  if (!line) return;
  const Fast = 1000;
  const Calm = 5000;
  let forward = line.dataset.forward === "true";
  let went = false;

  async function look() {
    if (!document.hidden) {
      try {
        const answer = await fetch("/demo?handler=Clock", { redirect: "manual", credentials: "same-origin" });
        if (answer.ok) {
          const now = await answer.json();
          went ||= forward && !now.forward;
          forward = now.forward;
          line.textContent = went && !forward ? now.text + line.dataset.went : now.text;
        }
      } catch {
        // The demo has ended: the line stays as it was.
      }
    }
    setTimeout(look, forward ? Fast : Calm);
  }

  setTimeout(look, forward ? Fast : Calm);
})();
