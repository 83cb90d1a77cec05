// Furigana, text size, printing and the quick exit. What is chosen stays on this device; without this script the page is whole.
"use strict";
const root = document.documentElement;
const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* a browser that keeps nothing */ } };

for (const tool of document.querySelectorAll(".utility__tool, [data-print]")) tool.hidden = false;

const ruby = document.querySelector("[data-ruby]"); // pages in English have none
function showRuby(on) {
  root.classList.toggle("ruby", on);
  root.classList.toggle("plain", !on);
  ruby.setAttribute("aria-pressed", String(on));
}
if (ruby) {
  showRuby((kept("ruby") ?? (root.lang === "ja-simple" ? "on" : "off")) === "on");
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
  if (number) root.classList.add(sizes[number]);
  size.querySelector("[data-size-now]").textContent = number ? `（${names[number]}）` : "";
}
let chosen = Math.max(0, sizes.indexOf(kept("size") ?? ""));
showSize(chosen);
size.addEventListener("click", () => {
  chosen = (chosen + 1) % sizes.length;
  showSize(chosen);
  keep("size", sizes[chosen]);
});

// The menu of a phone opens by its address alone (:target); with this script it opens and closes in its place.
const way = document.querySelector("[data-menu]");
if (way) {
  const menu = document.getElementById("menu");
  const openMenu = (open) => {
    menu.classList.toggle("menu--open", open);
    way.setAttribute("aria-expanded", String(open));
  };
  openMenu(false);
  way.addEventListener("click", (event) => { event.preventDefault(); openMenu(!menu.classList.contains("menu--open")); });
  menu.querySelector(".menu__close a").addEventListener("click", (event) => { event.preventDefault(); openMenu(false); way.focus(); });
}

for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
// replace: the way back does not lead here
for (const link of document.querySelectorAll("[data-exit]")) {
  link.addEventListener("click", (event) => { event.preventDefault(); location.replace(link.href); });
}
