/**
 * Keeps my caret where it is in the text when others change it.
 *
 * The binding guesses after some changes by comparing texts, and is wrong where two people begin an empty place at
 * once or write into one block. A Yjs position knows better: it holds on to the character before the caret.
 */
import { Extension } from "@tiptap/core";
import type { Node, ResolvedPos } from "@tiptap/pm/model";
import { Plugin, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import * as Y from "yjs";

/** A place in Yjs; and, within a text, how far from its end, should that text be moved to the end of another. */
export interface Anchor {
  place: Y.RelativePosition;
  text: Y.XmlText | null;
  fromEnd: number;
}

const widthOf = (child: unknown): number => (child instanceof Y.XmlText ? child.length : 1);

/** The place in Yjs of a position in a text block; null anywhere else. It holds on to what is before it, or to what follows. */
export function anchorOf(root: Y.XmlFragment, $pos: ResolvedPos, side: -1 | 0 = -1): Anchor | null {
  if (!$pos.parent.isTextblock) return null;
  let block: Y.XmlFragment = root;
  for (let depth = 0; depth < $pos.depth; depth++) {
    const child: unknown = block.get($pos.index(depth));
    if (!(child instanceof Y.XmlElement)) return null;
    block = child;
  }
  let left = $pos.parentOffset;
  let at = 0;
  for (const child of block.toArray()) {
    if (child instanceof Y.XmlText && (side < 0 ? left <= child.length : left < child.length)) {
      const place = Y.createRelativePositionFromTypeIndex(child, left, side);
      return { place, text: child, fromEnd: child.length - left };
    }
    if (left === 0) break;
    left -= widthOf(child);
    at += 1;
  }
  return { place: Y.createRelativePositionFromTypeIndex(block, at, side), text: null, fromEnd: 0 };
}

/**
 * The binding joins a text of mine to the one before it, when two people began an empty place at once: it writes the
 * letters anew at the end of the other text, and deletes mine.
 */
function joined({ text, fromEnd }: Anchor): { type: Y.XmlText; index: number } | null {
  if (!text?._item?.deleted) return null;
  let item = text._item.left;
  while (item?.deleted) item = item.left;
  const type: unknown = (item?.content as Partial<Y.ContentType> | undefined)?.type;
  return type instanceof Y.XmlText && type.length >= fromEnd ? { type, index: type.length - fromEnd } : null;
}

/** Where that place is now; null when the text around it is gone. */
export function positionOf(root: Y.XmlFragment, doc: Node, anchor: Anchor): number | null {
  const place = joined(anchor) ?? (root.doc && Y.createAbsolutePositionFromRelativePosition(anchor.place, root.doc));
  if (!place) return null;
  let offset = place.index;
  let block = place.type as Y.XmlFragment | Y.XmlText;
  if (block instanceof Y.XmlText) {
    const parent = block.parent as Y.XmlFragment | null;
    if (!parent) return null;
    const siblings = parent.toArray() as unknown[];
    const index = siblings.indexOf(block);
    if (index < 0) return null;
    offset = siblings.slice(0, index).reduce<number>((sum, one) => sum + widthOf(one), offset);
    block = parent;
  } else {
    offset = block.toArray().slice(0, offset).reduce<number>((sum, one) => sum + widthOf(one), 0);
  }
  const path: number[] = [];
  for (let inner: Y.XmlFragment = block; inner !== root; inner = inner.parent as Y.XmlFragment) {
    const parent = inner.parent as Y.XmlFragment | null;
    const index = parent ? (parent.toArray() as unknown[]).indexOf(inner) : -1;
    if (index < 0) return null;
    path.unshift(index);
  }
  return inside(doc, path, offset);
}

function inside(doc: Node, path: readonly number[], offset: number): number | null {
  let pos = 0;
  let node = doc;
  for (const index of path) {
    if (index >= node.childCount) return null;
    for (let i = 0; i < index; i++) pos += node.child(i).nodeSize;
    node = node.child(index);
    pos += 1;
  }
  return node.isTextblock && offset <= node.content.size ? pos + offset : null;
}

function hold(view: EditorView, root: Y.XmlFragment): () => void {
  const { doc } = root;
  let anchors: (Anchor | null)[] = [];
  const before = (): void => {
    const { selection } = view.state;
    anchors = selection instanceof TextSelection ? [selection.$anchor, selection.$head].map(($pos) => anchorOf(root, $pos)) : [];
  };
  // Only when all is done: the binding writes to the document once more when it joins texts.
  const after = (_doc: Y.Doc, transactions: Y.Transaction[]): void => {
    if (transactions.every(({ local }) => local)) return;
    const { state } = view;
    const [anchor, head] = anchors.map((one) => (one ? positionOf(root, state.doc, one) : null));
    if (anchor == null || head == null) return;
    if (anchor === state.selection.anchor && head === state.selection.head) return;
    const tr = state.tr.setSelection(TextSelection.create(state.doc, anchor, head));
    view.dispatch(tr.setMeta("addToHistory", false));
  };
  doc?.on("beforeAllTransactions", before);
  doc?.on("afterAllTransactions", after);
  return () => {
    doc?.off("beforeAllTransactions", before);
    doc?.off("afterAllTransactions", after);
  };
}

export const Caret = Extension.create<{ root: Y.XmlFragment | null }>({
  name: "caret",
  addOptions: () => ({ root: null }),
  addProseMirrorPlugins() {
    const { root } = this.options;
    if (!root) return [];
    // Text that changed while I was elsewhere took the browser's own caret along: mine is put back at once.
    const focus = (view: EditorView): boolean => {
      const pressed = (view as unknown as { input?: { mouseDown?: unknown } }).input?.mouseDown;
      if (!pressed) view.focus();
      return false;
    };
    return [new Plugin({ view: (view) => ({ destroy: hold(view, root) }), props: { handleDOMEvents: { focus } } })];
  },
});
