/** Underlines text of mine that is only on this device, and counts in how many places it stands. */
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import * as Y from "yjs";
import { lay, textsIn, type Stretch } from "./texts";

/** Steps of one Yjs client: [client, from tick, up to tick). */
export type Span = readonly [client: number, from: number, to: number];

/** What is to be marked. */
export class Mark {
  /** From which of my own clock ticks on nothing is stored yet; null: everything is, or it is no matter. */
  from: number | null = null;
  /** What was brought back from an earlier tab, until the reader has seen it. */
  brought: readonly Span[] = [];
}

/** Ranges [start, end) of characters that stand in `text` by these spans. */
export function rangesOf(text: Y.XmlText, spans: readonly Span[]): [number, number][] {
  const ranges: [number, number][] = [];
  let at = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const { client, clock } = item.id;
    for (const [whose, from, to] of spans) {
      if (whose !== client || from >= clock + item.length || to <= clock) continue;
      const start = at + Math.max(0, from - clock);
      const end = at + Math.min(item.length, to - clock);
      const before = ranges[ranges.length - 1];
      if (before?.[1] === start) before[1] = end;
      else ranges.push([start, end]);
    }
    at += item.length;
  }
  return ranges;
}

/** In how many paragraphs or rows of `roots` these spans stand. */
export function places(roots: readonly Y.XmlFragment[], spans: readonly Span[]): number {
  return roots.flatMap(textsIn).filter((text) => rangesOf(text, spans).length > 0).length;
}

const key = new PluginKey("unsent");

/** Where these spans stand in the editor, from → to. */
export function stretches(state: EditorState, root: Y.XmlFragment, spans: readonly Span[]): [number, number][] {
  const found: [number, number][] = [];
  if (spans.length === 0) return found;
  const theirs = (text: Y.XmlText) => rangesOf(text, spans).map(([a, b]): Stretch<null> => [a, b, null]);
  lay(state.doc, root, theirs, (from, to) => void found.push([from, to]));
  return found;
}

function decorate(state: EditorState, root: Y.XmlFragment, mark: Mark): DecorationSet {
  const client = root.doc?.clientID;
  const own: Span[] = mark.from === null || client === undefined ? [] : [[client, mark.from, Infinity]];
  const draw = (spans: readonly Span[], name: string): Decoration[] =>
    stretches(state, root, spans).map(([from, to]) => Decoration.inline(from, to, { class: name }));
  const all = [...draw(own, "unsent"), ...draw(mark.brought, "brought")];
  return all.length > 0 ? DecorationSet.create(state.doc, all) : DecorationSet.empty;
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
