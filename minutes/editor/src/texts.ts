/** The texts of a part as Yjs keeps them, and where their letters stand in the editor. */
import type { Node } from "@tiptap/pm/model";
import * as Y from "yjs";

/** All texts under `root` in document order. */
export function textsIn(root: Y.XmlFragment): Y.XmlText[] {
  return root.toArray().flatMap((child) => (child instanceof Y.XmlText ? [child] : textsIn(child as Y.XmlElement)));
}

/** [start, end) of characters in one text, and what is to be said of them. */
export type Stretch<What> = [start: number, end: number, what: What];

/**
 * Lay stretches of the texts on the editor's document: `found` hears where each stands, in order.
 * A line break splits a text in two: the runs of a block and the texts of its element go side by side.
 */
export function lay<What>(
  doc: Node,
  root: Y.XmlFragment,
  stretchesOf: (text: Y.XmlText) => Stretch<What>[],
  found: (from: number, to: number, what: What) => void,
): void {
  const texts = textsIn(root).filter((text) => text.length > 0);
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    let offset = 0;
    let text: Y.XmlText | undefined;
    let stretches: Stretch<What>[] = [];
    let used = 0;
    node.forEach((child) => {
      if (child.isText) {
        if (text === undefined || used >= text.length) {
          text = texts.shift();
          stretches = text ? stretchesOf(text) : [];
          used = 0;
        }
        const length = child.nodeSize;
        const base = pos + 1 + offset - used;
        for (const [a, b, what] of stretches) {
          const [start, end] = [Math.max(a, used), Math.min(b, used + length)];
          if (start < end) found(base + start, base + end, what);
        }
        used += length;
      }
      offset += child.nodeSize;
    });
    return false;
  });
}
