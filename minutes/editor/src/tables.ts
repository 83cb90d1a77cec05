/**
 * The acts on tables: rows, columns, the way from cell to cell.
 *
 * A cell is a line of text, none is merged, and the first row names the columns where the table says so. Rows may differ
 * in length for a moment: one person adds a row while another adds a column. That is shown as it is, never mended by
 * itself: two editors that both mend would never come to an end (docs/decisions/0013).
 */
import type { Editor } from "@tiptap/core";
import { Fragment, type Node, type ResolvedPos } from "@tiptap/pm/model";
import { TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import { leaveBlock, placeFor } from "./edit";
import { ownStep } from "./undo";

export const MAX_ROWS = 100;
export const MAX_COLUMNS = 12;

export interface Cell {
  table: Node;
  /** Where the table begins. */
  pos: number;
  row: number;
  column: number;
}

/** The depth of the cell that a position stands in; 0 outside of tables. */
export function cellDepth($pos: ResolvedPos): number {
  return $pos.parent.type.name === "tableCell" ? $pos.depth : 0;
}

export function cellAt(state: EditorState): Cell | null {
  const { $head } = state.selection;
  const depth = cellDepth($head);
  if (!depth) return null;
  return { table: $head.node(depth - 2), pos: $head.before(depth - 2), row: $head.index(depth - 2), column: $head.index(depth - 1) };
}

export const widthOf = (table: Node): number => Math.max(...table.children.map((row) => row.childCount));

/** Where the text of a cell begins; in a shorter row its last cell. */
export function textStart(table: Node, pos: number, row: number, column: number): number {
  const line = table.child(row);
  let at = pos + 1;
  for (let i = 0; i < row; i++) at += table.child(i).nodeSize;
  at += 1;
  for (let i = 0; i < Math.min(column, line.childCount - 1); i++) at += line.child(i).nodeSize;
  return at + 1;
}

const rowStart = (table: Node, pos: number, row: number): number =>
  table.children.slice(0, row).reduce((at, line) => at + line.nodeSize, pos + 1);

function emptyRow(table: Node, width: number): Node {
  const { tableRow, tableCell } = table.type.schema.nodes;
  return tableRow!.create(null, Array.from({ length: width }, () => tableCell!.create()));
}

export function addRow(tr: Transaction, pos: number, index: number): Transaction {
  const table = tr.doc.nodeAt(pos)!;
  return tr.insert(rowStart(table, pos, index), emptyRow(table, widthOf(table)));
}

export function addColumn(tr: Transaction, pos: number, index: number): Transaction {
  const table = tr.doc.nodeAt(pos)!;
  for (let row = table.childCount - 1; row >= 0; row--) {
    const line = table.child(row);
    const before = line.children.slice(0, index).reduce((size, cell) => size + cell.nodeSize, 0);
    tr.insert(rowStart(table, pos, row) + 1 + before, table.type.schema.nodes["tableCell"]!.create());
  }
  return tr;
}

function removeColumn(tr: Transaction, pos: number, index: number): Transaction {
  const table = tr.doc.nodeAt(pos)!;
  for (let row = table.childCount - 1; row >= 0; row--) {
    const line = table.child(row);
    if (index >= line.childCount) continue;
    const start = textStart(table, pos, row, index);
    const size = line.child(index).content.size;
    if (line.childCount === 1) tr.delete(start, start + size); // a row has a cell
    else tr.delete(start - 1, start + size + 1);
  }
  return tr;
}

/** The caret at the end of a cell's text. */
export function putCaret(tr: Transaction, pos: number, row: number, column: number): Transaction {
  const table = tr.doc.nodeAt(pos)!;
  const line = Math.min(row, table.childCount - 1);
  const start = textStart(table, pos, line, column);
  const cell = tr.doc.resolve(start).parent;
  return tr.setSelection(TextSelection.create(tr.doc, start + cell.content.size)).scrollIntoView();
}

export type TableAct = "row_before" | "row_after" | "column_before" | "column_after" | "row_remove" | "column_remove" | "header";

export interface Told {
  /** It is as large as a table may be. */
  full: () => void;
  /** Nothing would be left: the whole table goes. */
  last: (pos: number) => void;
}

/** Do it where the caret is; false outside of tables. */
export function act(editor: Editor, which: TableAct, told: Told): boolean {
  const here = cellAt(editor.state);
  if (!here || !editor.isEditable) return false;
  const { table, pos, row, column } = here;
  const { tr } = editor.state;
  const [kind, how] = which.split("_") as ["row" | "column" | "header", string];
  const count = kind === "row" ? table.childCount : widthOf(table);
  if (kind === "header") tr.setNodeAttribute(pos, "header", table.attrs["header"] === "yes" ? "" : "yes");
  else if (how === "remove") {
    if (count === 1) return told.last(pos), true;
    if (kind === "row") tr.delete(rowStart(table, pos, row), rowStart(table, pos, row + 1));
    else removeColumn(tr, pos, column);
    putCaret(tr, pos, row, kind === "column" ? Math.max(0, Math.min(column, count - 2)) : column);
  } else {
    if (count >= (kind === "row" ? MAX_ROWS : MAX_COLUMNS)) return told.full(), true;
    const at = (kind === "row" ? row : column) + (how === "after" ? 1 : 0);
    (kind === "row" ? addRow : addColumn)(tr, pos, at);
    putCaret(tr, pos, kind === "row" ? at : row, kind === "row" ? column : at);
  }
  ownStep(editor);
  editor.view.dispatch(tr);
  ownStep(editor);
  return true;
}

/** To the next cell or the one before; behind the last one a new row begins. False where the way leads out. */
export function step(editor: Editor, by: -1 | 1, told: Told): boolean {
  const here = cellAt(editor.state);
  if (!here) return false;
  const { table, pos, row, column } = here;
  const next = column + by;
  let [toRow, toColumn] = [row, next];
  if (next < 0) [toRow, toColumn] = [row - 1, row > 0 ? table.child(row - 1).childCount - 1 : 0];
  else if (next >= table.child(row).childCount) [toRow, toColumn] = [row + 1, 0];
  if (toRow < 0) return false;
  const { tr } = editor.state;
  if (toRow >= table.childCount) {
    if (table.childCount >= MAX_ROWS) return told.full(), true;
    ownStep(editor);
    addRow(tr, pos, toRow);
  }
  editor.view.dispatch(putCaret(tr, pos, toRow, toColumn));
  return true;
}

/** A new line within the cell. */
export function breakLine(editor: Editor): boolean {
  if (!cellAt(editor.state)) return false;
  const { tr, schema } = editor.state;
  editor.view.dispatch(tr.replaceSelectionWith(schema.nodes["hardBreak"]!.create(), false).scrollIntoView());
  return true;
}

/** Enter breaks the line within a cell; in an empty last row it leaves the table. */
export function enter(editor: Editor): boolean {
  const here = cellAt(editor.state);
  if (!here) return false;
  const { table, pos, row } = here;
  const bare = table.child(row).textContent === "" && editor.state.selection.empty;
  if (!bare || row === 0 || row < table.childCount - 1) return breakLine(editor);
  const { tr } = editor.state;
  tr.delete(rowStart(table, pos, row), rowStart(table, pos, row + 1));
  editor.view.dispatch(leaveBlock(tr, pos + tr.doc.nodeAt(pos)!.nodeSize));
  return true;
}

/** Down from the last line of a table that ends the text: a line to write on. */
export function leaveDown(editor: Editor): boolean {
  const here = cellAt(editor.state);
  if (!here || !editor.state.selection.empty || here.row < here.table.childCount - 1) return false;
  const end = here.pos + here.table.nodeSize;
  if (end < editor.state.doc.content.size || !editor.view.endOfTextblock("down")) return false;
  editor.view.dispatch(leaveBlock(editor.state.tr, end));
  return true;
}

/** A table of three by three after the block my caret is in, with a line under it. */
export function insertTable(editor: Editor): boolean {
  const { state } = editor;
  const { table, paragraph } = state.schema.nodes;
  const rows = Array.from({ length: 3 }, () => emptyRow(table!.create(), 3));
  const pos = placeFor(state.doc, state.selection.head);
  const { tr } = state;
  ownStep(editor);
  tr.insert(pos, table!.create({ header: "yes" }, rows));
  const end = pos + tr.doc.nodeAt(pos)!.nodeSize;
  if (end === tr.doc.content.size) tr.insert(end, paragraph!.create());
  editor.view.dispatch(putCaret(tr, pos, 0, 0));
  return true;
}

/** The contents of cells, row by row. */
export type Matrix = Fragment[][];

/** Put these contents into a table from a cell on; it grows where it must. False, and nothing done, where it would be too large. */
export function fill(tr: Transaction, { pos, row, column }: Cell, matrix: Matrix): boolean {
  const wide = column + Math.max(...matrix.map((line) => line.length));
  if (row + matrix.length > MAX_ROWS || wide > MAX_COLUMNS) return false;
  while (widthOf(tr.doc.nodeAt(pos)!) < wide) addColumn(tr, pos, widthOf(tr.doc.nodeAt(pos)!));
  while (tr.doc.nodeAt(pos)!.childCount < row + matrix.length) addRow(tr, pos, tr.doc.nodeAt(pos)!.childCount);
  matrix.forEach((line, r) =>
    line.forEach((content, c) => {
      const table = tr.doc.nodeAt(pos)!;
      if (column + c >= table.child(row + r).childCount) {
        const end = rowStart(table, pos, row + r + 1) - 1; // a row that fell short
        return void tr.insert(end, table.type.schema.nodes["tableCell"]!.create(null, content));
      }
      const start = textStart(table, pos, row + r, column + c);
      tr.replaceWith(start, start + tr.doc.resolve(start).parent.content.size, content);
    }),
  );
  putCaret(tr, pos, row + matrix.length - 1, column + matrix.at(-1)!.length - 1);
  return true;
}
