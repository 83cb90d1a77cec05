/** The bars of the room: each one tab stop, arrows, Home and End inside; Alt+1 to Alt+5 adds a block from anywhere. */
import { KINDS, type Kind } from "./edit";
import { isFormat, type Format } from "./format";

export interface Acts {
  add: (kind: Kind) => void;
  format: (act: Format) => void;
  comment: () => void;
}

function rove(buttons: readonly HTMLButtonElement[]): void {
  const last = buttons.length - 1;
  buttons.forEach((one, index) => {
    one.tabIndex = index === 0 ? 0 : -1;
    one.addEventListener("pointerdown", (event) => event.preventDefault()); // the caret stays where it is
    one.addEventListener("keydown", (event) => {
      const to: Record<string, number> = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: last };
      const next = to[event.key];
      if (next === undefined) return;
      event.preventDefault();
      one.tabIndex = -1;
      const chosen = buttons[(next + buttons.length) % buttons.length]!;
      chosen.tabIndex = 0;
      chosen.focus();
    });
  });
}

export function wireToolbar(document: Document, { add, format, comment }: Acts): void {
  for (const bar of document.querySelectorAll<HTMLElement>('.room [role="toolbar"]')) {
    const buttons = [...bar.querySelectorAll<HTMLButtonElement>("[data-add], [data-format], [data-open-comment], [data-open-find]")];
    rove(buttons);
    for (const one of buttons) {
      const { add: kind, format: act } = one.dataset;
      if (isFormat(act)) one.addEventListener("click", () => format(act));
      else if (kind) one.addEventListener("click", () => add(kind as Kind));
    }
  }
  document.querySelector("[data-open-comment]")?.addEventListener("click", comment);
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.isComposing || event.code !== "KeyM") return;
    event.preventDefault();
    comment();
  });
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const kind = KINDS[Number(/^Digit([1-5])$/.exec(event.code)?.[1]) - 1];
    if (!kind) return;
    event.preventDefault();
    add(kind);
  });
}

export function wireFind(document: Document, bar: { open: () => void }): void {
  document.querySelector("[data-open-find]")?.addEventListener("click", () => bar.open());
}

/** Show on the bar what holds where the caret is. */
export function showHeld(document: Document, holds: (act: Format) => boolean | null): void {
  for (const one of document.querySelectorAll<HTMLElement>("[data-format]")) {
    const act = one.dataset["format"];
    const held = isFormat(act) ? holds(act) : null;
    if (held !== null && one.ariaPressed !== String(held)) one.setAttribute("aria-pressed", String(held));
  }
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
