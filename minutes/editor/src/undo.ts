/** What counts as one step for undo; only what I wrote myself is ever undone. */
import type { Editor } from "@tiptap/core";
import { yUndoPluginKey } from "@tiptap/y-tiptap";
import type * as Y from "yjs";
import type { Steps } from "./composition";

/** Longer than anybody composes one word, and still shorter than the clock's own count, which ends a step. */
const WHILE_COMPOSING_MS = 86_400_000;

export const undoOf = (editor: Editor): Y.UndoManager | undefined =>
  (yUndoPluginKey.getState(editor.state) as { undoManager: Y.UndoManager } | undefined)?.undoManager;

/** What comes next is a step of its own, not one with what was typed just before. */
export function ownStep(editor: Editor): void {
  undoOf(editor)?.stopCapturing();
}

/** A composed word is one step, however long one looks for the right characters: undo leaves no half-typed kana. */
export function oneStep(editor: Editor): Steps {
  let usual: number | undefined;
  const set = (timeout: () => number): void => {
    const undo = editor.isDestroyed ? undefined : undoOf(editor);
    if (!undo) return;
    undo.stopCapturing();
    usual ??= undo.captureTimeout;
    undo.captureTimeout = timeout();
  };
  return { begin: () => set(() => WHILE_COMPOSING_MS), end: () => set(() => usual ?? 0) };
}
