/** The acts on running text that the bar, the slash menu and the keyboard share. */
import type { Editor } from "@tiptap/core";
import type { Context } from "./blocks/context";
import { ask } from "./marks";
import { cellAt, insertTable } from "./tables";

export type Format = "heading" | "bullets" | "numbers" | "bold" | "table" | "link" | "ruby" | "undo" | "redo";

/** Headings and lists stand beside the structured blocks, not inside them: there the words simply stay as they are. */
const runs: Record<Format, (editor: Editor) => boolean> = {
  heading: (editor) => editor.commands.toggleHeading({ level: 1 }),
  bullets: (editor) => editor.commands.toggleBulletList(),
  numbers: (editor) => editor.commands.toggleOrderedList(),
  bold: (editor) => editor.commands.toggleBold(),
  table: insertTable,
  link: (editor) => ask(editor, "link"),
  ruby: (editor) => ask(editor, "ruby"),
  undo: (editor) => editor.commands.undo(),
  redo: (editor) => editor.commands.redo(),
};

const MARKS: Partial<Record<Format, string>> = {
  heading: "heading",
  bullets: "bulletList",
  numbers: "orderedList",
  bold: "bold",
  link: "link",
  ruby: "ruby",
};
/** Acts on whole lines, of which a cell has none. */
const OF_LINES: readonly Format[] = ["heading", "bullets", "numbers", "table"];

export const isFormat = (name: string | undefined): name is Format => name !== undefined && name in runs;

/** Do it; false when it does not fit where the caret is. A new table is said aloud: the caret has gone into it. */
export function format(editor: Editor, act: Format, context?: Context): boolean {
  if (editor.isDestroyed || !editor.isEditable) return false;
  if (OF_LINES.includes(act) && cellAt(editor.state)) return false;
  const done = runs[act](editor);
  if (done && act === "table") context?.say(context.words("table_made"));
  if (act !== "link" && act !== "ruby") editor.view.focus(); // those ask first
  return done;
}

/** Whether it holds where the caret is; null for acts that are done and gone. */
export function holds(editor: Editor, act: Format): boolean | null {
  const name = MARKS[act];
  return name ? editor.isActive(name) : null;
}
