/** Enter, Backspace, Alt+↑ and Alt+↓ inside blocks. ProseMirror keeps them away while a composition is open. */
import { Extension, type Editor } from "@tiptap/core";
import { addRow, leaveBlock, moveBlock, removeRow } from "../edit";
import type { Context } from "./context";

/** Enter in a row adds the next one; in an empty last row it leaves the table. */
function enterInRow(editor: Editor): boolean {
  const { $from, empty } = editor.state.selection;
  if ($from.parent.type.name !== "role") return false;
  const table = $from.node(-1);
  const last = $from.index(-1) === table.childCount - 1;
  if (empty && last && $from.parent.content.size === 0) {
    const { tr } = editor.state;
    const end = $from.after(-1);
    const alone = table.childCount === 1;
    if (!alone) tr.delete($from.before(), $from.after());
    editor.view.dispatch(leaveBlock(tr, alone ? end : end - $from.parent.nodeSize));
  } else {
    addRow(editor, $from.before(), "after");
  }
  return true;
}

/** Enter on an empty last line of a block of paragraphs leaves it. */
function enterInText(editor: Editor): boolean {
  const { $from, empty } = editor.state.selection;
  const block = $from.depth >= 2 ? $from.node(-1) : null;
  if (!block || block.type.spec.group !== "structured" || !empty) return false;
  const last = $from.index(-1) === block.childCount - 1;
  if (!last || block.childCount === 1 || $from.parent.content.size > 0) return false;
  const end = $from.after(-1) - $from.parent.nodeSize;
  editor.view.dispatch(leaveBlock(editor.state.tr.delete($from.before(), $from.after()), end));
  return true;
}

function backspaceInRow(editor: Editor): boolean {
  const { $from, empty } = editor.state.selection;
  if ($from.parent.type.name !== "role" || !empty || $from.parentOffset > 0) return false;
  const table = $from.node(-1);
  if ($from.parent.content.size === 0 && table.childCount > 1) removeRow(editor, $from.before());
  return true;
}

export const Keys = Extension.create<{ context: Context | null }>({
  name: "blockKeys",
  priority: 900,
  addOptions: () => ({ context: null }),
  addKeyboardShortcuts() {
    const { context } = this.options;
    const move = (step: -1 | 1) => () => {
      const { $from } = this.editor.state.selection;
      if (context && $from.depth > 0) moveBlock(this.editor, $from.before(1), step, context);
      return true;
    };
    return {
      Enter: () => enterInRow(this.editor) || enterInText(this.editor),
      Backspace: () => backspaceInRow(this.editor),
      "Alt-ArrowUp": move(-1),
      "Alt-ArrowDown": move(1),
    };
  },
});
