/**
 * Finds words as people mean them: full and half width are one, capital and small letters too, while hiragana and
 * katakana stay different, since a record that says キク does not say きく.
 */
import { Extension, type Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey, TextSelection, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { ownStep } from "./undo";

export interface Hit {
  from: number;
  to: number;
}

/** A character with the marks that belong to it: ｶﾞ is one sound, and NFKC makes one character of it. */
const CLUSTER = /[\s\S][\uDC00-\uDFFF]?[\u3099\u309a\uff9e\uff9f\u0300-\u036f]*/g;
const plain = (text: string): string => text.normalize("NFKC").toLowerCase();

/** `text` folded, and for each folded character where it came from: [start, end) in `text`. */
export function fold(text: string): { folded: string; from: number[]; to: number[] } {
  let folded = "";
  const from: number[] = [];
  const to: number[] = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    const made = plain(cluster);
    for (let i = 0; i < made.length; i++) {
      from.push(index);
      to.push(index + cluster.length);
    }
    folded += made;
  }
  return { folded, from, to };
}

/** Where `query` stands in `text`, as ranges of `text`, without overlaps. */
export function ranges(text: string, query: string): [number, number][] {
  const wanted = fold(query).folded;
  if (wanted === "") return [];
  const { folded, from, to } = fold(text);
  const found: [number, number][] = [];
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    const last = found[found.length - 1];
    const range: [number, number] = [from[at]!, to[at + wanted.length - 1]!];
    if (!last || last[1] <= range[0]) found.push(range);
  }
  return found;
}

/** Where `query` stands in the texts of `doc`; a word may run through bold letters, not through a line break. */
export function hits(doc: Node, query: string): Hit[] {
  const found: Hit[] = [];
  doc.descendants((block, pos) => {
    if (!block.isTextblock) return true;
    const text = block.textBetween(0, block.content.size, "\n", "\n");
    for (const [a, b] of ranges(text, query)) found.push({ from: pos + 1 + a, to: pos + 1 + b });
    return false;
  });
  return found;
}

interface Search {
  query: string;
  at: number;
}

const key = new PluginKey<Search>("find");

export const found = (state: EditorState): Hit[] => hits(state.doc, key.getState(state)?.query ?? "");

export function search(editor: Editor, query: string, at: number): void {
  if (editor.isDestroyed) return;
  const { tr } = editor.state;
  editor.view.dispatch(tr.setMeta(key, { query, at }).setMeta("addToHistory", false));
}

/** Bring a hit into view without taking the focus from where one types. */
export function reveal(editor: Editor, hit: Hit): void {
  const { state, view } = editor;
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, hit.from, hit.to)).scrollIntoView());
  const place = view.domAtPos(hit.from).node;
  (place instanceof HTMLElement ? place : place.parentElement)?.scrollIntoView?.({ block: "center" });
}

/** Replace these hits as one step for undo; the new words are as bold as the old ones began. */
export function replace(editor: Editor, which: readonly Hit[], words: string): void {
  if (editor.isDestroyed || !editor.isEditable || which.length === 0) return;
  ownStep(editor);
  const { tr, schema } = editor.state;
  for (const { from, to } of [...which].reverse()) {
    // other words are read otherwise: a reading goes with the word that it was given to
    const marks = (editor.state.doc.nodeAt(from)?.marks ?? []).filter((mark) => mark.type.name !== "ruby");
    if (words) tr.replaceWith(from, to, schema.text(words, marks));
    else tr.delete(from, to);
  }
  editor.view.dispatch(tr);
  ownStep(editor);
}

export const Find = Extension.create({
  name: "find",
  addProseMirrorPlugins: () => [
    new Plugin<Search>({
      key,
      state: {
        init: () => ({ query: "", at: -1 }),
        apply: (tr, before) => (tr.getMeta(key) as Search | undefined) ?? before,
      },
      props: {
        decorations: (state) => {
          const { query, at } = key.getState(state)!;
          if (query === "") return DecorationSet.empty;
          const all = hits(state.doc, query).map(({ from, to }, index) =>
            Decoration.inline(from, to, { class: index === at ? "hit hit--here" : "hit" }),
          );
          return DecorationSet.create(state.doc, all);
        },
      },
    }),
  ],
});
