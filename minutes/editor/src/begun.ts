/**
 * Gives each new empty line its text at once, so that two who begin it write into the same one.
 *
 * The binding makes a line's text with its first letter. Two people who begin a line at the same time make two, and both
 * editors then join them, each by writing letters anew: the words stand twice. Whoever makes the line makes its text.
 */
import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import type { Schema } from "@tiptap/pm/model";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";

/** The lines without a text among these elements and what is in them. */
function linesIn(schema: Schema, type: unknown): Y.XmlElement[] {
  if (!(type instanceof Y.XmlElement)) return [];
  if (schema.nodes[type.nodeName]?.isTextblock) return type.length === 0 ? [type] : [];
  return type.toArray().flatMap((child) => linesIn(schema, child));
}

function watch(schema: Schema, root: Y.XmlFragment): () => void {
  const made = (events: Y.YEvent<Y.XmlElement | Y.XmlText>[], { local, origin }: Y.Transaction): void => {
    if (!local || origin !== ySyncPluginKey) return; // others have seen to theirs
    const added = events.flatMap(({ changes }) => [...changes.added].flatMap((item) => item.content.getContent()));
    const lines = added.flatMap((type) => linesIn(schema, type));
    // Within the binding's own change: it hears nothing of this, and undo takes both back together.
    if (lines.length > 0) root.doc?.transact(() => lines.forEach((line) => line.insert(0, [new Y.XmlText()])), ySyncPluginKey);
  };
  root.observeDeep(made as Parameters<Y.XmlFragment["observeDeep"]>[0]);
  return () => root.unobserveDeep(made as Parameters<Y.XmlFragment["observeDeep"]>[0]);
}

export const Begun = Extension.create<{ root: Y.XmlFragment | null }>({
  name: "begun",
  addOptions: () => ({ root: null }),
  addProseMirrorPlugins() {
    const { root } = this.options;
    return root ? [new Plugin({ view: ({ state }) => ({ destroy: watch(state.schema, root) }) })] : [];
  },
});
