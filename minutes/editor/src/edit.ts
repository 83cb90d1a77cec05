/** The acts on blocks: add, move, remove; add, remove and leave a row. */
import type { Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { Selection, TextSelection, type Transaction } from "@tiptap/pm/state";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import type * as Y from "yjs";
import type { Context } from "./blocks/context";
import { shortName } from "./config";
import { occupied } from "./occupied";
import { wayBack } from "./removed";
import { ownStep } from "./undo";

/** The structured blocks, in the order of Alt+1, 2, 3 … */
export const KINDS = ["statement", "decision", "roles", "source", "next"] as const;
export type Kind = (typeof KINDS)[number];

function emptyBlock(editor: Editor, kind: Kind, context: Context): Node {
  const { nodes } = editor.schema;
  const paragraph = nodes["paragraph"]!.create();
  if (kind === "roles") return nodes["roles"]!.create(null, nodes["role"]!.create());
  if (kind !== "statement") return nodes[kind]!.create(null, paragraph);
  const speaker = shortName(context.me, context.people);
  return nodes["statement"]!.create({ speaker, agency: context.me.agency }, paragraph);
}

/** Where a new block goes: after the block my caret is in; before an empty last line, which stays to write on. */
export function placeFor(doc: Node, caret: number | null): number {
  const index = caret === null ? doc.childCount - 1 : doc.resolve(caret).index(0);
  const at = Math.min(index, doc.childCount - 1);
  let end = 0;
  for (let i = 0; i <= at; i++) end += doc.child(i).nodeSize;
  const here = doc.child(at);
  return here.type.name === "paragraph" && here.content.size === 0 ? end - here.nodeSize : end;
}

function putCaretIn(tr: Transaction, pos: number): Transaction {
  return tr.setSelection(TextSelection.near(tr.doc.resolve(pos))).scrollIntoView();
}

export function insertBlock(editor: Editor, kind: Kind, context: Context, atCaret: boolean): void {
  ownStep(editor);
  const { state, view } = editor;
  const pos = placeFor(state.doc, atCaret ? state.selection.head : null);
  view.dispatch(putCaretIn(state.tr.insert(pos, emptyBlock(editor, kind, context)), pos + 1));
  view.focus();
}

/** Removing leaves a paragraph when nothing else would remain. */
export function removeBlock(editor: Editor, pos: number, context?: Context): void {
  const { state, view } = editor;
  const node = state.doc.nodeAt(pos);
  if (!node) return;
  ownStep(editor);
  const { tr } = state;
  const index = state.doc.resolve(pos).index(0);
  if (state.doc.childCount === 1) tr.replaceWith(pos, pos + node.nodeSize, editor.schema.nodes["paragraph"]!.create());
  else tr.delete(pos, pos + node.nodeSize);
  view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(pos, tr.doc.content.size)), -1)));
  context?.removed?.(node.type.name, wayBack(editor, node, index));
  view.focus();
}

/**
 * Exchange a block with its neighbour (step -1 up, 1 down).
 *
 * Yjs cannot move: one of the two is written anew, and what another person types into that one at the same instant
 * would be lost. So the one in which nobody else stands is rewritten; where both are in use, we ask to wait.
 */
export function moveBlock(editor: Editor, pos: number, step: -1 | 1, context: Context): void {
  const sync = ySyncPluginKey.getState(editor.state) as { type: Y.XmlFragment; doc: Y.Doc };
  const index = editor.state.doc.resolve(pos).index(0);
  const other = index + step;
  if (other < 0 || other >= sync.type.length) return;
  const taken = occupied(editor, sync.type);
  const rewritten = taken.has(other) ? index : other;
  if (taken.has(rewritten)) return context.say(context.words("move_wait"));
  const target = rewritten === index ? other : index;
  const tool = document.activeElement?.getAttribute("data-tool");
  ownStep(editor);
  sync.doc.transact(() => {
    const copy = (sync.type.get(rewritten) as Y.XmlElement).clone();
    sync.type.delete(rewritten, 1);
    sync.type.insert(target, [copy]);
  }, ySyncPluginKey); // the origin that undo follows
  const moved = editor.view.dom.children[other];
  if (tool) moved?.querySelector<HTMLElement>(`[data-tool="${tool}"]`)?.focus();
}

/** Add an empty row at the end of the roles block at `pos`, or after the row that starts there. */
export function addRow(editor: Editor, pos: number | undefined, where: "end" | "after"): void {
  const node = pos === undefined ? null : editor.state.doc.nodeAt(pos);
  if (!node || pos === undefined) return;
  const at = pos + node.nodeSize - (where === "end" ? 1 : 0);
  editor.view.dispatch(putCaretIn(editor.state.tr.insert(at, editor.schema.nodes["role"]!.create()), at + 1));
  editor.view.focus();
}

/** Remove one row; the last row takes its block along. */
export function removeRow(editor: Editor, pos: number | undefined, context?: Context): void {
  const { doc, tr } = editor.state;
  const row = pos === undefined ? null : doc.nodeAt(pos);
  if (!row || pos === undefined) return;
  const place = doc.resolve(pos);
  if (place.parent.childCount === 1) return removeBlock(editor, place.before(), context);
  ownStep(editor);
  tr.delete(pos, pos + row.nodeSize);
  editor.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(pos), -1)));
  editor.view.focus();
}

/** Leave the block that ends at `end` for an empty line under it. */
export function leaveBlock(tr: Transaction, end: number): Transaction {
  const next = tr.doc.nodeAt(end);
  const paragraph = tr.doc.type.schema.nodes["paragraph"]!;
  if (next?.type !== paragraph || next.content.size > 0) tr.insert(end, paragraph.create());
  return putCaretIn(tr, end + 1);
}
