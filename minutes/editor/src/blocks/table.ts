/** 表: rows of cells, each a line of text; the words for rows and columns show while the caret is inside. */
import { Node } from "@tiptap/core";
import { Plugin, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { cells } from "../cells";
import { button, h } from "../dom";
import { removeBlock } from "../edit";
import { act, breakLine, cellAt, enter, leaveDown, step, type TableAct, type Told } from "../tables";
import { textAttribute } from "./attributes";
import type { Context } from "./context";
import { frame, ownsEvent, ownsMutation } from "./frame";

const ACTS: readonly TableAct[] = ["row_after", "column_after", "row_before", "column_before", "row_remove", "column_remove", "header"];

/** The cells of a first row that names the columns are told to be that. */
function heads(state: EditorState): DecorationSet {
  const all: Decoration[] = [];
  state.doc.forEach((table, pos) => {
    if (table.type.name !== "table" || table.attrs["header"] !== "yes") return;
    let at = pos + 2;
    table.firstChild?.forEach((cell) => {
      all.push(Decoration.node(at, at + cell.nodeSize, { role: "columnheader", class: "is-head" }));
      at += cell.nodeSize;
    });
  });
  return DecorationSet.create(state.doc, all);
}

export const TableCell = Node.create({
  name: "tableCell",
  content: "inline*",
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: "td" }, { tag: "th" }],
  renderHTML: () => ["td", 0],
});

export const TableRow = Node.create({
  name: "tableRow",
  content: "tableCell+",
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: "tr" }],
  renderHTML: () => ["tr", 0],
});

export const Table = Node.create<{ context: Context | null }>({
  name: "table",
  group: "structured",
  content: "tableRow+",
  isolating: true,
  selectable: false,
  priority: 950,
  addOptions: () => ({ context: null }),
  addAttributes: () => ({ header: textAttribute("header") }),
  parseHTML: () => [{ tag: "table" }],
  renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],

  addKeyboardShortcuts() {
    const { editor, options } = this;
    const told = tells(this.editor, options.context);
    const inCell = (): boolean => cellAt(editor.state) !== null;
    const atStart = (): boolean => inCell() && editor.state.selection.empty && editor.state.selection.$head.parentOffset === 0;
    const atEnd = (): boolean => {
      const { $head, empty } = editor.state.selection;
      return inCell() && empty && $head.parentOffset === $head.parent.content.size;
    };
    return {
      Tab: () => step(editor, 1, told),
      "Shift-Tab": () => step(editor, -1, told),
      Enter: () => enter(editor),
      "Shift-Enter": () => breakLine(editor),
      "Mod-Enter": () => breakLine(editor),
      ArrowDown: () => leaveDown(editor),
      Backspace: atStart, // the border of a cell is no letter
      Delete: atEnd,
      "Alt-F10": () => {
        const here = cellAt(editor.state);
        const dom = here && editor.view.nodeDOM(here.pos);
        const first = dom instanceof HTMLElement ? dom.querySelector<HTMLElement>(".table__tools button") : null;
        first?.focus();
        return first !== null;
      },
    };
  },

  addProseMirrorPlugins() {
    const told = tells(this.editor, this.options.context);
    return [new Plugin({ props: { decorations: heads } }), cells(this.editor, told.full)];
  },

  addNodeView() {
    const { context } = this.options;
    if (!context) return null;
    return ({ editor, getPos, node }) => {
      const { words } = context;
      const outer = frame("table", context, editor, getPos);
      const rows = h("tbody");
      const told = tells(editor, context);
      const buttons = ACTS.map((which) =>
        button(words(`table_${which}`), () => (act(editor, which, told), which === "header" || editor.view.focus()), { class: "block__tool", "data-act": which }),
      );
      const tools = h("div", { class: "table__tools", role: "group", "aria-label": words("table_tools"), contenteditable: "false" }, ...buttons);
      for (const one of buttons) one.addEventListener("pointerdown", (event) => event.preventDefault()); // the caret stays
      tools.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation(); // back to the cell, not out of the editor
        editor.view.focus();
      });
      const box = h("div", { class: "table-box" }, h("table", {}, rows));
      outer.dom.append(box, tools);
      const update = (shown: typeof node): boolean => {
        if (shown.type !== node.type) return false;
        outer.name(words("table"));
        outer.editable(editor.isEditable);
        tools.hidden = !editor.isEditable;
        if (!editor.isEditable) box.tabIndex = 0; // who only reads moves a wide table with the arrows
        buttons.at(-1)!.ariaPressed = String(shown.attrs["header"] === "yes");
        return true;
      };
      update(node);
      return { dom: outer.dom, contentDOM: rows, update, stopEvent: ownsEvent(rows), ignoreMutation: ownsMutation(rows) };
    };
  },
});

function tells(editor: Parameters<typeof removeBlock>[0], context: Context | null): Told {
  return {
    full: () => context?.say(context.words("table_full")),
    last: (pos) => removeBlock(editor, pos, context ?? undefined),
  };
}
