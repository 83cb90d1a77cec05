/** What is done to a selection over several cells, and what is pasted into one: never is a cell torn out of its row. */
import type { Editor } from "@tiptap/core";
import { Fragment, Slice, type Node } from "@tiptap/pm/model";
import { Plugin, TextSelection, type EditorState, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { placeFor } from "./edit";
import { cellAt, cellDepth, fill, type Matrix } from "./tables";
import { ownStep } from "./undo";

/** Whether the selection runs over the border of a cell. */
export function crosses(state: EditorState): boolean {
  const { $from, $to } = state.selection;
  return (cellDepth($from) > 0 || cellDepth($to) > 0) && !$from.sameParent($to);
}

/** Take out the words of the selection and leave the cells; the caret stands at its beginning. */
export function clear(state: EditorState): Transaction {
  const { from, to } = state.selection;
  const texts: [number, number][] = [];
  state.doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isTextblock) return true;
    const range: [number, number] = [Math.max(from, pos + 1), Math.min(to, pos + 1 + node.content.size)];
    if (range[0] < range[1]) texts.unshift(range);
    return false;
  });
  const { tr } = state;
  for (const [a, b] of texts) tr.delete(a, b);
  return tr.setSelection(TextSelection.near(tr.doc.resolve(from)));
}

/** The contents of cells in what was copied, when it is nothing but a table or a part of one. */
export function matrixOf(slice: Slice): Matrix | null {
  const rows: Node[][] = [];
  let loose: Node[] = [];
  for (const node of slice.content.content) {
    if (node.type.name === "table") rows.push(...node.children.map((row) => [...row.children]));
    else if (node.type.name === "tableRow") rows.push([...node.children]);
    else if (node.type.name === "tableCell") loose.push(node);
    else return null;
  }
  if (loose.length > 0) rows.push(loose);
  return rows.length > 0 ? rows.map((row) => row.map((cell) => cell.content)) : null;
}

/** All words of what was copied as one line of text, with breaks between its lines. */
export function inlineOf(slice: Slice): Fragment {
  const lines: Fragment[] = [];
  const gather = (content: Fragment): void => {
    if (content.firstChild?.isInline) return void lines.push(content);
    content.forEach((node) => (node.isTextblock ? void lines.push(node.content) : gather(node.content)));
  };
  gather(slice.content);
  const hardBreak = lines[0]?.firstChild?.type.schema.nodes["hardBreak"];
  return lines.reduce((all, line, at) => all.append(at > 0 && hardBreak ? Fragment.from(hardBreak.create()).append(line) : line), Fragment.empty);
}

/** A part of a table as a whole one; other content as it is. */
function whole(slice: Slice): Fragment {
  const matrix = matrixOf(slice);
  const first = slice.content.firstChild;
  if (!matrix || !first || first.type.name === "table") return slice.content;
  const { table, tableRow, tableCell } = first.type.schema.nodes;
  const rows = matrix.map((row) => tableRow!.create(null, row.map((content) => tableCell!.create(null, content))));
  return Fragment.from(table!.create({ header: "" }, rows));
}

const holdsTable = (content: Fragment): boolean => content.content.some((node) => node.type.name === "table");

function intoCell(view: EditorView, slice: Slice, full: () => void): boolean {
  const { state } = view;
  const here = cellAt(state)!;
  const matrix = matrixOf(slice);
  if (!matrix || isOne(matrix)) return asText(view, slice);
  const { tr } = state;
  if (!fill(tr, here, matrix)) return full(), true;
  view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
  return true;
}

/** Words out of one cell are words, not a table. */
const isOne = (matrix: Matrix | null): boolean => matrix?.length === 1 && matrix[0]!.length === 1;

function asText(view: EditorView, slice: Slice): boolean {
  const { tr, selection } = view.state;
  const content = inlineOf(slice);
  tr.replaceWith(selection.from, selection.to, content);
  tr.setSelection(TextSelection.near(tr.doc.resolve(selection.from + content.size), -1));
  view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
  return true;
}

function paste(view: EditorView, slice: Slice, full: () => void): boolean {
  if (crosses(view.state)) view.dispatch(clear(view.state));
  const { state } = view;
  if (cellAt(state)) return intoCell(view, slice, full);
  const { $head } = state.selection;
  if (isOne(matrixOf(slice)) && $head.parent.isTextblock) return asText(view, slice);
  const content = whole(slice);
  if (!holdsTable(content)) return false;
  if ($head.depth === 1 && slice.openStart + slice.openEnd === 0) return false; // the editor's own way
  if (!content.content.every((node) => state.schema.topNodeType.contentMatch.matchType(node.type))) return false;
  const pos = placeFor(state.doc, $head.pos); // no table stands in another block: it comes under it
  view.dispatch(state.tr.insert(pos, content).scrollIntoView().setMeta("paste", true));
  return true;
}

export const cells = (editor: Editor, full: () => void): Plugin =>
  new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        if (!editor.isEditable || !crosses(view.state)) return false;
        const composes = event.keyCode === 229; // an input method begins: it must find a caret in one line
        if (!composes && event.key !== "Backspace" && event.key !== "Delete" && event.key !== "Enter") return false;
        view.dispatch(clear(view.state));
        return !composes;
      },
      handleTextInput: (view, _from, _to, text) => {
        if (!crosses(view.state)) return false;
        const tr = clear(view.state);
        view.dispatch(tr.insertText(text));
        return true;
      },
      handlePaste: (view, _event, slice) => {
        ownStep(editor); // undo takes back what was pasted, not what was typed just before
        return paste(view, slice, full);
      },
      handleDrop: (view, _event, _slice, moved) => moved && crosses(view.state),
      handleDOMEvents: {
        cut: (view, event) => {
          const { clipboardData } = event;
          if (!clipboardData || !crosses(view.state)) return false;
          const { dom, text } = view.serializeForClipboard(view.state.selection.content());
          event.preventDefault();
          clipboardData.clearData();
          clipboardData.setData("text/html", dom.innerHTML);
          clipboardData.setData("text/plain", text);
          view.dispatch(clear(view.state));
          return true;
        },
      },
    },
  });
