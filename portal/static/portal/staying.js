// Two minutes before the login ends the page asks whether to go on; typing keeps it alive. Nothing is kept in the browser:
// unsent words stay in their fields, covered, until the same person has logged in again.

const WARN_AT = 120_000; // milliseconds before the end
const TELL_EVERY = 60_000; // typing is told at most once a minute

const dialog = document.getElementById("staying");
const [soon, over] = dialog.querySelectorAll("[data-when]");
const form = dialog.querySelector("form");
const tabs = new BroadcastChannel("kasane.staying"); // the other tabs of this login
let ends = 0; // by the clock on the wall: a computer that slept has been idle
let told = 0;
let unsent = false;

function goOnFor(seconds) {
  ends = Date.now() + seconds * 1000;
  if (ends - Date.now() <= WARN_AT) return;
  dialog.close();
  dialog.classList.remove("dialog--cover");
  soon.hidden = false;
  over.hidden = true;
}

function gone() {
  if (unsent) cover();
  else location.replace(location.pathname + location.search); // the gate says why, and leads back
}

function cover() {
  soon.hidden = true;
  over.hidden = false;
  dialog.classList.add("dialog--cover");
  if (!dialog.open) dialog.showModal();
  over.querySelector("h2").focus();
}

/** Asks the server; a POST says that somebody is here. */
async function ask(options) {
  told = Date.now();
  const answer = await fetch(form.action, { redirect: "manual", ...options }).catch(() => null);
  if (!answer || answer.status >= 500) return; // no line: the next second asks again if it matters
  const said = answer.ok ? await answer.json() : { who: "" };
  if (said.who !== dialog.dataset.who) return gone();
  // a new login has new tokens
  document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((field) => (field.value = said.token));
  goOnFor(said.left);
  tabs.postMessage({ who: said.who, left: said.left });
}

const stay = () => ask({ method: "POST", body: new FormData(form) });

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void stay();
});
over.querySelector("button").addEventListener("click", () => void ask({}));
dialog.addEventListener("cancel", (event) => {
  event.preventDefault(); // Escape is an answer only while there is a choice
  if (!soon.hidden) void stay();
});
document.addEventListener("input", (event) => {
  unsent ||= event.target.form?.method === "post";
  if (over.hidden && Date.now() - told >= TELL_EVERY) void stay();
});
document.addEventListener("submit", (event) => (unsent &&= event.target === form));
tabs.addEventListener("message", ({ data }) => data.who === dialog.dataset.who && goOnFor(data.left));

goOnFor(Number(dialog.dataset.left));
tabs.postMessage({ who: dialog.dataset.who, left: Number(dialog.dataset.left) });
setInterval(() => {
  const left = ends - Date.now();
  if (left <= 0 && over.hidden) gone();
  else if (left <= WARN_AT && !dialog.open) dialog.showModal();
}, 1000);
