/** Which number a decision has, and in which block my caret stands: told to the blocks as decorations. */
import { Extension } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Plugin, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";

/** The decisions of a document in order: [position, number from 1]. */
export function decisionNumbers(doc: Node): [number, number][] {
  const found: [number, number][] = [];
  doc.forEach((child, pos) => {
    if (child.type.name === "decision") found.push([pos, found.length + 1]);
  });
  return found;
}

export const numberIn = (decorations: readonly { spec?: unknown }[]): string => {
  for (const { spec } of decorations) {
    const number = (spec as { number?: number } | undefined)?.number;
    if (number !== undefined) return String(number);
  }
  return "";
};

function decorate(state: EditorState): DecorationSet {
  const { doc, selection } = state;
  const numbers = new Map(decisionNumbers(doc));
  const all: Decoration[] = [];
  doc.forEach((child, pos) => {
    if (child.type.spec.group !== "structured") return;
    const end = pos + child.nodeSize;
    const here = selection.from > pos && selection.to < end;
    all.push(Decoration.node(pos, end, here ? { class: "is-here" } : {}, { number: numbers.get(pos) }));
  });
  return DecorationSet.create(doc, all);
}

export const Places = Extension.create({
  name: "places",
  addProseMirrorPlugins: () => [new Plugin({ props: { decorations: decorate } })],
});
