/** Other people's cursors and selections: classes only, the colours are in the style sheet. */
import { Extension } from "@tiptap/core";
import { yCursorPlugin } from "@tiptap/y-tiptap";
import type { Awareness } from "y-protocols/awareness";
import { h } from "./dom";

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

export const Cursors = Extension.create<{ awareness: Awareness | null; mine: string }>({
  name: "cursors",
  priority: 999,
  addOptions: () => ({ awareness: null, mine: "" }),
  addProseMirrorPlugins() {
    const { awareness } = this.options;
    if (!awareness) return [];
    return [yCursorPlugin(awareness, { cursorBuilder: cursor, selectionBuilder: selection })];
  },
});
