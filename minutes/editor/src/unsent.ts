/** Underlines text of mine that is only on this device, and counts in how many places it stands. */
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import * as Y from "yjs";
import { lay, textsIn, type Stretch } from "./texts";

/** From which of my own clock ticks on nothing is stored yet; null: everything is, or it is no matter. */
export class Mark {
  from: number | null = null;
}

/** Ranges [start, end) of characters that `client` wrote from tick `from` on. */
export function rangesOf(text: Y.XmlText, client: number, from: number): [number, number][] {
  const ranges: [number, number][] = [];
  let at = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const end = at + item.length;
    const last = item.id.clock + item.length;
    if (item.id.client === client && last > from) {
      const start = at + Math.max(0, from - item.id.clock);
      const before = ranges[ranges.length - 1];
      if (before?.[1] === start) before[1] = end;
      else ranges.push([start, end]);
    }
    at = end;
  }
  return ranges;
}

/** In how many paragraphs or rows of `roots` unstored text stands. */
export function places(roots: readonly Y.XmlFragment[], client: number, from: number): number {
  return roots.flatMap(textsIn).filter((text) => rangesOf(text, client, from).length > 0).length;
}

const key = new PluginKey("unsent");

function decorate(state: EditorState, root: Y.XmlFragment, mark: Mark): DecorationSet {
  const client = root.doc?.clientID;
  if (mark.from === null || client === undefined) return DecorationSet.empty;
  const all: Decoration[] = [];
  const mine = (text: Y.XmlText) => rangesOf(text, client, mark.from ?? 0).map(([a, b]): Stretch<null> => [a, b, null]);
  lay(state.doc, root, mine, (from, to) => all.push(Decoration.inline(from, to, { class: "unsent" })));
  return DecorationSet.create(state.doc, all);
}

export const Unsent = Extension.create<{ root: Y.XmlFragment | null; mark: Mark | null }>({
  name: "unsent",
  addOptions: () => ({ root: null, mark: null }),
  addProseMirrorPlugins() {
    const { root, mark } = this.options;
    if (!root || !mark) return [];
    return [new Plugin({ key, props: { decorations: (state) => decorate(state, root, mark) } })];
  },
});
