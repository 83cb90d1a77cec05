/** The bar with which blocks are added: one tab stop, arrows inside; Alt+1/2/3 from anywhere. */
import type { Kind } from "./edit";

const KINDS: readonly Kind[] = ["statement", "decision", "roles"];

export function wireToolbar(document: Document, add: (kind: Kind) => void): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("[data-add]")];
  buttons.forEach((one, index) => {
    one.tabIndex = index === 0 ? 0 : -1;
    one.addEventListener("pointerdown", (event) => event.preventDefault()); // the caret stays where it is
    one.addEventListener("click", () => add(one.dataset["add"] as Kind));
    one.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = step && buttons[(index + step + buttons.length) % buttons.length];
      if (!next) return;
      event.preventDefault();
      one.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    });
  });
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const kind = KINDS[["Digit1", "Digit2", "Digit3"].indexOf(event.code)];
    if (!kind) return;
    event.preventDefault();
    add(kind);
  });
}

/** F6 walks through the panes, Shift+F6 back; a pane with an editor gives it the focus. */
export function wirePanes(document: Document): void {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6" || event.isComposing) return;
    const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")]
      .filter((one) => one.offsetParent !== null)
      .sort((a, b) => Number(a.dataset["pane"]) - Number(b.dataset["pane"]));
    if (panes.length === 0) return;
    event.preventDefault();
    const here = panes.findIndex((one) => one.contains(document.activeElement));
    const step = event.shiftKey ? -1 : 1;
    const start = here < 0 && event.shiftKey ? 0 : here;
    const next = panes[(start + step + panes.length) % panes.length];
    (next?.querySelector<HTMLElement>('[contenteditable="true"].editor') ?? next)?.focus();
  });
}
