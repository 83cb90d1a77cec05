/** Brings back a block that was removed: by undo while it is my last act, later as a new block in the same place. */
import type { Editor } from "@tiptap/core";
import type { Node } from "@tiptap/pm/model";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { ownStep, undoOf } from "./undo";

/** Call right after the removal of `node`, which was child `index` of the document. Returns the way back. */
export function wayBack(editor: Editor, node: Node, index: number): () => void {
  const root = (ySyncPluginKey.getState(editor.state) as { type: Y.XmlFragment }).type;
  const place = Y.createRelativePositionFromTypeIndex(root, Math.min(index, root.length));
  const step = undoOf(editor)?.undoStack.at(-1);
  ownStep(editor);
  return () => {
    if (editor.isDestroyed || !editor.isEditable) return;
    const undo = undoOf(editor);
    if (step !== undefined && undo?.undoStack.at(-1) === step) editor.commands.undo();
    else {
      const at = root.doc ? Y.createAbsolutePositionFromRelativePosition(place, root.doc)?.index : undefined;
      const { doc, tr } = editor.state;
      let pos = 0;
      for (let i = 0; i < Math.min(at ?? doc.childCount, doc.childCount); i++) pos += doc.child(i).nodeSize;
      ownStep(editor);
      editor.view.dispatch(tr.insert(pos, node).scrollIntoView());
    }
    editor.view.focus();
  };
}
