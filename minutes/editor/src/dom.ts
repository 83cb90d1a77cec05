/** Small helpers for making elements; never an inline style, which the page's policy forbids. */
type Child = Node | string | null;

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A copy of a drawing that the page laid ready in `<template id="room-icons">`. */
export function icon(name: string): Node | null {
  const store = document.getElementById("room-icons") as HTMLTemplateElement | null;
  return store?.content.querySelector(`[data-icon="${name}"] > svg`)?.cloneNode(true) ?? null;
}

export function button(words: string, act: () => void, attributes: Record<string, string> = {}): HTMLButtonElement {
  const made = h("button", { type: "button", ...attributes }, words);
  made.addEventListener("click", act);
  return made;
}
