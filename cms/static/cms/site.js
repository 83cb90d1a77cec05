// Furigana, text size, printing and the quick exit. What is chosen stays on this device; without this script the page is whole.
"use strict";
const root = document.documentElement;
const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* a browser that keeps nothing */ } };

for (const tool of document.querySelectorAll(".utility__tool, [data-print]")) tool.hidden = false;

const ruby = document.querySelector("[data-ruby]");
const easy = root.lang === "ja-simple";
function showRuby(on) {
  root.classList.toggle("ruby", on);
  ruby.setAttribute("aria-pressed", String(on));
}
if (root.lang === "en") ruby.closest("li").hidden = true;
else {
  showRuby((kept("ruby") ?? (easy ? "on" : "off")) === "on");
  ruby.addEventListener("click", () => {
    const on = !root.classList.contains("ruby");
    showRuby(on);
    keep("ruby", on ? "on" : "off");
  });
}

const sizes = ["", "large", "larger"];
const size = document.querySelector("[data-size]");
const names = size.dataset.size.split(" ");
function showSize(number) {
  root.classList.remove("large", "larger");
  if (sizes[number]) root.classList.add(sizes[number]);
  size.querySelector("[data-size-now]").textContent = names[number];
}
let chosen = Math.max(0, sizes.indexOf(kept("size") ?? ""));
showSize(chosen);
size.addEventListener("click", () => {
  chosen = (chosen + 1) % sizes.length;
  showSize(chosen);
  keep("size", sizes[chosen]);
});

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
// replace: the way back does not lead here
for (const link of document.querySelectorAll("[data-exit]")) {
  link.addEventListener("click", (event) => { event.preventDefault(); location.replace(link.href); });
}
