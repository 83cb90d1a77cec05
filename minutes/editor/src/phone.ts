/** What a small screen needs: a folded order of business and folded tools, and room to write while the keyboard is open. */

/** A keyboard takes at least this much; the bars of a browser take less. */
const KEYBOARD_PX = 150;

export function wirePhone(document: Document, room: HTMLElement): void {
  const window = document.defaultView!;
  const fold = document.getElementById("room-fold") as HTMLDetailsElement | null;
  const narrow = window.matchMedia("(width < 40rem)");
  const refold = (): void => {
    if (fold) fold.open = !narrow.matches;
  };
  refold();
  narrow.addEventListener("change", refold);
  const tools = document.getElementById("room-format-fold");
  tools?.addEventListener("pointerdown", (event) => event.preventDefault()); // the caret stays where it is
  tools?.addEventListener("click", () => {
    tools.setAttribute("aria-expanded", String(tools.getAttribute("aria-expanded") !== "true"));
  });
  const viewport = window.visualViewport;
  const measure = (): void => {
    if (!viewport) return;
    // Pinching makes the visible part smaller too: that is no keyboard.
    const taken = viewport.scale > 1.05 ? 0 : Math.max(0, window.innerHeight - viewport.height - viewport.offsetTop);
    room.classList.toggle("room--typing", taken > KEYBOARD_PX);
    room.style.setProperty("--keyboard", `${taken > KEYBOARD_PX ? Math.round(taken) : 0}px`);
  };
  viewport?.addEventListener("resize", measure);
  viewport?.addEventListener("scroll", measure);
}
