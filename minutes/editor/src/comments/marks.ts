/** Underlines the words that were commented on, in one editor; the marks follow the words. */
import { Extension, type Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, PluginKey, TextSelection, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import type * as Y from "yjs";
import { rangeOf, type Range } from "./anchor";

export interface Marked {
  id: string;
  anchor: Uint8Array;
  quote: string;
}

interface State {
  marks: readonly Marked[];
  /** The thread that is being looked at. */
  here: string | null;
  set: DecorationSet;
}

const key = new PluginKey<State>("comments");
const idOf = (one: Decoration): string => (one.spec as { thread: string }).thread;

function drawn(root: Y.XmlFragment, doc: Node, marks: readonly Marked[], here: string | null): DecorationSet {
  const all = marks.flatMap(({ id, anchor, quote }) => {
    const range = rangeOf(root, doc, anchor, quote);
    if (!range) return [];
    const name = id === here ? "commented commented--here" : "commented";
    return [Decoration.inline(range.from, range.to, { class: name }, { thread: id })];
  });
  return DecorationSet.create(doc, all);
}

/** What others changed is looked up in Yjs; what I change myself has not reached it yet, and is followed. */
function plugin(root: Y.XmlFragment, open: (thread: string) => void): Plugin<State> {
  return new Plugin<State>({
    key,
    state: {
      init: () => ({ marks: [], here: null, set: DecorationSet.empty }),
      apply: (tr, before, _old, { doc }) => {
        const asked = tr.getMeta(key) as Partial<State> | undefined;
        const { marks, here } = { ...before, ...asked };
        const foreign = (tr.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean } | undefined)?.isChangeOrigin;
        if (asked || (foreign && marks.length > 0)) return { marks, here, set: drawn(root, doc, marks, here) };
        return tr.docChanged ? { marks, here, set: before.set.map(tr.mapping, doc) } : before;
      },
    },
    props: {
      decorations: (state) => key.getState(state)?.set,
      handleClick: ({ state }, pos) => {
        const thread = threadAt(state, pos);
        if (thread !== null) open(thread); // also where the selection before this press still stands: a drag does not come here
        return false; // the caret goes where it was put
      },
    },
  });
}

export const Comments = Extension.create<{ root: Y.XmlFragment | null; open: (thread: string) => void }>({
  name: "comments",
  addOptions: () => ({ root: null, open: () => {} }),
  addProseMirrorPlugins() {
    const { root, open } = this.options;
    return root ? [plugin(root, open)] : [];
  },
});

/** Show these, and which of them is being looked at. */
export function mark(editor: Editor, asked: { marks?: readonly Marked[]; here?: string | null }): void {
  if (editor.isDestroyed) return;
  editor.view.dispatch(editor.state.tr.setMeta(key, asked).setMeta("addToHistory", false));
}

/** The thread on whose words a position stands; of several the one that began last. */
export function threadAt(state: EditorState, pos: number): string | null {
  const found = key.getState(state)?.set.find(pos, pos) ?? [];
  return found.length > 0 ? idOf(found[found.length - 1]!) : null;
}

/** Where the words of each thread stand now; threads whose words are gone are not in it. */
export function places(editor: Editor): Map<string, Range> {
  if (editor.isDestroyed) return new Map();
  const all = key.getState(editor.state)?.set.find() ?? [];
  return new Map(all.filter(({ from, to }) => from < to).map((one) => [idOf(one), { from: one.from, to: one.to }]));
}

/** Bring words into view; who writes here gets the caret before them, so that the next key overwrites nothing. */
export function show(editor: Editor, { from }: Range, takeFocus: boolean): void {
  const { state, view } = editor;
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, from)).setMeta("addToHistory", false));
  const place = view.domAtPos(from).node;
  (place instanceof HTMLElement ? place : place.parentElement)?.scrollIntoView?.({ block: "center" });
  if (takeFocus) view.focus();
}
