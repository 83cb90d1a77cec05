/** Brings changes of an earlier tab back into the document, as they were: once, however often they are brought. */
import * as Y from "yjs";
import { textsIn } from "./texts";
import { rangesOf, type Span } from "./unsent";

const ORIGIN = { name: "journal" };

export interface Brought {
  /** What is new by it. */
  spans: Span[];
  undo: () => void;
}

/** A copy of `doc` with these changes in it, to look at; null where something is missing that they stand on. */
export function trial(doc: Y.Doc, updates: readonly Uint8Array[]): Y.Doc | null {
  const copy = new Y.Doc();
  for (const update of [Y.encodeStateAsUpdate(doc), ...updates]) Y.applyUpdate(copy, update);
  return copy.store.pendingStructs === null && copy.store.pendingDs === null ? copy : null;
}

/** What `after` has beyond `before`. */
export function spansBetween(before: Y.Doc, after: Y.Doc): Span[] {
  const had = Y.decodeStateVector(Y.encodeStateVector(before));
  const has = Y.decodeStateVector(Y.encodeStateVector(after));
  return [...has].map(([client, to]): Span => [client, had.get(client) ?? 0, to]).filter(([, from, to]) => from < to);
}

/** Apply them; null when the document had it all already. They count as changes of this tab, but nobody is writing. */
export function bring(doc: Y.Doc, roots: readonly Y.XmlFragment[], updates: readonly Uint8Array[]): Brought | null {
  const way = new Y.UndoManager([...roots], { trackedOrigins: new Set([ORIGIN]) });
  let changed = false;
  const note = (): void => void (changed = true);
  const before = Y.decodeStateVector(Y.encodeStateVector(doc));
  doc.on("update", note);
  Y.transact(doc, () => updates.forEach((update) => Y.applyUpdate(doc, update, ORIGIN)), ORIGIN, false);
  doc.off("update", note);
  const after = Y.decodeStateVector(Y.encodeStateVector(doc));
  if (!changed) {
    way.destroy();
    return null;
  }
  const spans = [...after].map(([client, to]): Span => [client, before.get(client) ?? 0, to]);
  return { spans: spans.filter(([, from, to]) => from < to), undo: () => void way.undo() };
}

/** The words of these spans that still stand under `roots`, a line for each text. */
export function wordsIn(roots: readonly Y.XmlFragment[], spans: readonly Span[]): string {
  const lines = roots.flatMap(textsIn).map((text) => {
    const whole = (text.toDelta() as { insert: unknown }[]).map(({ insert }) => (typeof insert === "string" ? insert : " ")).join("");
    return rangesOf(text, spans).map(([from, to]) => whole.slice(from, to)).join("");
  });
  return lines.filter((line) => line.trim()).join("\n");
}

/** The words that changes write, where the document they belong to is not to be had: in the order they were written. */
export function wordsOf(updates: readonly Uint8Array[]): string {
  const structs = updates.flatMap((update) => Y.decodeUpdate(update).structs);
  return structs.map((one) => (one instanceof Y.Item && one.content instanceof Y.ContentString ? one.content.str : "\n")).join("").replace(/\n+/g, "\n").trim();
}
