/**
 * Looks at a Yjs document before the editor does.
 *
 * The binding between Yjs and ProseMirror deletes, for everyone, what its schema does not know: an old page would
 * destroy the text of a newer one. So anything foreign is found first, and the page stops editing instead.
 */
import type { JSONContent } from "@tiptap/core";
import type { Node, Schema } from "@tiptap/pm/model";
import * as Y from "yjs";

class Foreign extends Error {}

function textNodes(text: Y.XmlText, schema: Schema): Node[] {
  return (text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]).map((run) => {
    if (typeof run.insert !== "string") throw new Foreign("embed");
    for (const mark of Object.keys(run.attributes ?? {})) {
      if (!schema.marks[mark.replace(/--[\w+/=]{8}$/, "")]) throw new Foreign(mark);
    }
    return schema.text(run.insert);
  });
}

function hasText(type: Y.XmlFragment): boolean {
  return type.toArray().some((child) => (child instanceof Y.XmlText ? child.length > 0 : hasText(child as Y.XmlElement)));
}

function nodesOf(type: Y.XmlFragment, schema: Schema): Node[] {
  return type.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return child.length > 0 ? textNodes(child, schema) : [];
    if (!(child instanceof Y.XmlElement)) throw new Foreign("hook");
    const kind = schema.nodes[child.nodeName];
    if (!kind) throw new Foreign(child.nodeName);
    try {
      return [kind.createChecked(child.getAttributes(), nodesOf(child, schema))];
    } catch (error) {
      // Two people emptied it at once: nothing is lost when the binding clears the shell away.
      if (!(error instanceof Foreign) && !hasText(child)) return [];
      throw error;
    }
  });
}

/** Whether the editor can show all of `root` without deleting anything that carries text. */
export function readable(root: Y.XmlFragment, schema: Schema): boolean {
  try {
    const children = nodesOf(root, schema);
    if (children.length > 0) schema.topNodeType.createChecked(null, children);
    return true;
  } catch {
    return false;
  }
}

/** The document as the editor's first content, without marks; null when it is empty. Read with `readable` first. */
export function contentOf(root: Y.XmlFragment, schema: Schema): JSONContent | null {
  const children = nodesOf(root, schema);
  return children.length > 0 ? (schema.topNodeType.create(null, children).toJSON() as JSONContent) : null;
}

/** Call `stop` before any binding sees a remote change that brings something foreign. */
export function watch(doc: Y.Doc, roots: readonly Y.XmlFragment[], schema: Schema, stop: () => void): void {
  doc.on("beforeObserverCalls", (transaction: Y.Transaction) => {
    if (!transaction.local && !roots.every((root) => readable(root, schema))) stop();
  });
}
