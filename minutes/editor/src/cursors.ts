/** Other people's cursors and selections: classes only, the colours are in the style sheet. */
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { yCursorPlugin, yCursorPluginKey } from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import { h } from "./dom";
import { readUnread } from "./unread";

export interface User {
  id: string | number;
  name: string;
  family: string;
  agency: string;
  colour: number;
}

const colourOf = (user: Partial<User>): number => (Number.isInteger(user.colour) ? Number(user.colour) % 8 : 0);

const cursor = (user: Partial<User>): HTMLElement =>
  // The word joiners keep the caret's line from breaking beside the flag.
  h(
    "span",
    { class: `cursor cursor-${colourOf(user)}`, "aria-hidden": "true" },
    "\u2060",
    h("span", { class: "cursor__name" }, user.family || user.name || ""),
    "\u2060",
  );

const selection = (user: Partial<User>) => ({ class: `selection selection-${colourOf(user)}` });

/** The plugin looks at the awareness, but hears nothing: when cursors are drawn is decided here. */
const still = (awareness: Awareness): Awareness =>
  ({
    getStates: () => awareness.getStates(),
    getLocalState: () => awareness.getLocalState(),
    setLocalStateField: (field: string, value: unknown) => awareness.setLocalStateField(field, value),
    on() {},
    off() {},
  }) as unknown as Awareness;

/** Draw the cursors whenever one moved: outside of what moved it, and never over a caret of mine that is not read yet. */
function draw(view: EditorView, awareness: Awareness): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = (): void => {
    timer = undefined;
    readUnread(view);
    if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(yCursorPluginKey, { awarenessUpdated: true }));
  };
  const soon = (): void => void (timer ??= setTimeout(now));
  awareness.on("change", soon);
  return () => {
    awareness.off("change", soon);
    clearTimeout(timer);
  };
}

export const Cursors = Extension.create<{ awareness: Awareness | null; mine: string }>({
  name: "cursors",
  priority: 999,
  addOptions: () => ({ awareness: null, mine: "" }),
  addProseMirrorPlugins() {
    const { awareness } = this.options;
    if (!awareness) return [];
    const shown = yCursorPlugin(still(awareness), { cursorBuilder: cursor, selectionBuilder: selection });
    return [shown, new Plugin({ view: (view) => ({ destroy: draw(view, awareness) }) })];
  },
});
