/** In which blocks of a document other people's cursors stand. */
import type { Editor } from "@tiptap/core";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";

const rooms = new WeakMap<Editor, Awareness>();

export const setPresenceOf = (editor: Editor, awareness: Awareness): void => void rooms.set(editor, awareness);

/** The index of the child of `root` that holds `type`, or -1. */
export function indexIn(root: Y.XmlFragment, type: Pick<Y.XmlElement, "parent">): number {
  let inner: Pick<Y.XmlElement, "parent"> | null = type;
  while (inner && inner.parent !== root) inner = inner.parent;
  return inner === null ? -1 : root.toArray().findIndex((child) => child === inner);
}

export function occupied(editor: Editor, root: Y.XmlFragment): Set<number> {
  const awareness = rooms.get(editor);
  const taken = new Set<number>();
  if (!awareness || !root.doc) return taken;
  for (const [id, state] of awareness.getStates()) {
    const head: unknown = (state["cursor"] as { head?: unknown } | null | undefined)?.head;
    if (id === awareness.clientID || !head) continue;
    const place = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(head), root.doc);
    if (place) taken.add(indexIn(root, place.type));
  }
  return taken;
}
