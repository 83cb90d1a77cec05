/**
 * Where a comment stands: two places in Yjs, of which the first holds on to the first character and the second to the
 * last. They follow the words through edits of everybody; when the words are gone, both lie in the same gap.
 */
import type { Node } from "@tiptap/pm/model";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { anchorOf, positionOf } from "../caret";

export interface Range {
  from: number;
  to: number;
}

/** What is chosen to be commented on: where, and the words as they stand. */
export interface Choice extends Range {
  quote: string;
}

/** What the server keeps of a quote at most, in characters. */
const QUOTE = 200;
const CUT = "…";
/** Shorter words stand in too many places to be known again by themselves. */
const TELLING = 4;

const wordsOf = (block: Node, from = 0, to = block.content.size): string => block.textBetween(from, to, "\n", "\n");

/** The words between two positions, from their first character to their last; null where there are none. */
export function choice(doc: Node, from: number, to: number): Choice | null {
  const pieces: Choice[] = [];
  doc.nodesBetween(from, to, (block, pos) => {
    if (!block.isTextblock) return true;
    const [a, b] = [Math.max(0, from - pos - 1), Math.min(block.content.size, to - pos - 1)];
    const quote = a < b ? wordsOf(block, a, b) : "";
    if (quote.trim() !== "") pieces.push({ from: pos + 1 + a, to: pos + 1 + b, quote });
    return false;
  });
  const [first, last] = [pieces[0], pieces[pieces.length - 1]];
  if (!first || !last) return null;
  const letters = [...pieces.map((one) => one.quote).join("\n")];
  const quote = letters.length > QUOTE ? letters.slice(0, QUOTE - 1).join("") + CUT : letters.join("");
  return { from: first.from, to: last.to, quote };
}

/** The whole line in which a position stands. */
export function lineAt(doc: Node, pos: number): Choice | null {
  const $pos = doc.resolve(pos);
  return $pos.parent.isTextblock ? choice(doc, $pos.start(), $pos.end()) : null;
}

/** The two places of a range, as bytes; null where they cannot be held on to. */
export function anchored(root: Y.XmlFragment, doc: Node, { from, to }: Range): Uint8Array | null {
  const start = anchorOf(root, doc.resolve(from), 0);
  const end = anchorOf(root, doc.resolve(to), -1);
  if (!start || !end) return null;
  const encoder = encoding.createEncoder();
  for (const { place } of [start, end]) encoding.writeVarUint8Array(encoder, Y.encodeRelativePosition(place));
  return encoding.toUint8Array(encoder);
}

/** Where these words are now; null when they were deleted. */
export function rangeOf(root: Y.XmlFragment, doc: Node, anchor: Uint8Array, quote: string): Range | null {
  const [from, to] = positionsOf(root, doc, anchor);
  if (from != null && to != null && from < to) return { from, to };
  return lookedUp(doc, quote);
}

function positionsOf(root: Y.XmlFragment, doc: Node, anchor: Uint8Array): (number | null)[] {
  try {
    const decoder = decoding.createDecoder(anchor);
    const places = [0, 1].map(() => Y.decodeRelativePosition(decoding.readVarUint8Array(decoder)));
    return places.map((place) => positionOf(root, doc, { place, text: null, fromEnd: 0 }));
  } catch {
    return []; // of a newer page
  }
}

/**
 * A line that is split, and a block that is moved, are written anew: to Yjs the old words are gone. If the same words
 * stand in exactly one place, it is they.
 */
function lookedUp(doc: Node, quote: string): Range | null {
  if ([...quote].length < TELLING || quote.endsWith(CUT) || quote.includes("\n")) return null;
  const found: Range[] = [];
  doc.descendants((block, pos) => {
    if (!block.isTextblock) return true;
    const words = wordsOf(block);
    for (let at = words.indexOf(quote); at >= 0; at = words.indexOf(quote, at + 1)) {
      found.push({ from: pos + 1 + at, to: pos + 1 + at + quote.length });
    }
    return false;
  });
  return found.length === 1 ? found[0]! : null;
}
