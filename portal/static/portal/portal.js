// What a page does beyond its links and forms. Every page works without it.

const BUSY_WORDS = { ja: "送っています…", en: "Sending…" };
const BUSY_FOR = 10_000; // milliseconds; an answer that is a file leaves the page where it was
const sending = new Map(); // form → what its button said

function rest(form) {
  const { button, words } = sending.get(form);
  button?.replaceChildren(...words);
  sending.delete(form);
}

// The answer to an act is what the reader lands on, even where a field asks for the focus (which is given before a frame).
requestAnimationFrame(() => document.querySelector("[data-focus]")?.focus());

// A second press of the same button says nothing new; the server refuses it too.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (sending.has(form)) event.preventDefault();
  if (event.defaultPrevented || form.method !== "post") return;
  const button = event.submitter?.matches(".btn:not(.btn--link)") ? event.submitter : null;
  sending.set(form, { button, words: [...(button?.childNodes ?? [])] });
  button?.replaceChildren(BUSY_WORDS[document.documentElement.lang] ?? BUSY_WORDS.ja);
  setTimeout(() => sending.has(form) && rest(form), BUSY_FOR);
});

// Coming back with the browser's own button must not find a form that is still "sending".
window.addEventListener("pageshow", () => [...sending.keys()].forEach(rest));

// A room whose editor does not come (a broken line, an old browser) says so instead of connecting for ever.
const room = document.getElementById("room");
const stuck = document.getElementById("room-stuck");
if (room && stuck) setTimeout(() => (stuck.hidden = "synced" in room.dataset), 10_000);

// What only a script can do is offered only where it runs.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
if (navigator.clipboard)
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const words = document.querySelector(button.dataset.copy).textContent.replace(/\s/g, "");
      await navigator.clipboard.writeText(words);
      button.textContent = button.dataset.copied;
    });
  }

// The phone menu closes with Escape and gives the focus back to its button.
document.addEventListener("keydown", (event) => {
  const drawer = document.querySelector("details.drawer[open]");
  if (event.key !== "Escape" || !drawer) return;
  drawer.open = false;
  drawer.querySelector("summary").focus();
});
