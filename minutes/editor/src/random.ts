/** Documents drawn by a seed, for tests: every node and mark of the grammar, with letters that break careless code. */
import type { Node, Schema } from "@tiptap/pm/model";

const LETTERS = ["母", "の", "受診", "R8-009", "𠮷", "が", "か\u3099", "﨑", "😀", "<b>", "&amp;", "ﾜﾀﾅﾍﾞ", "　", "\"'", "a b"];

/** mulberry32: the same numbers for the same seed, everywhere. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function someDocument(schema: Schema, seed: number): Node {
  const next = chance(seed);
  const below = (n: number): number => Math.floor(next() * n);
  const some = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);
  const pick = (): string => LETTERS[below(LETTERS.length)]!;
  const words = (): string => some(1 + below(5), pick).join("").trim() || "ことば";
  const node = (name: string, attrs: Record<string, unknown> | null, content: Node[]): Node =>
    schema.nodes[name]!.create(attrs, content);
  const inline = (): Node[] =>
    some(below(4), () => {
      const kind = below(6);
      if (kind === 0) return node("hardBreak", null, []);
      return schema.text(words(), kind < 3 ? [schema.marks["bold"]!.create()] : []);
    });
  const paragraph = (): Node => node("paragraph", null, inline());
  const paragraphs = (): Node[] => some(1 + below(3), paragraph);
  const item = (): Node => node("listItem", null, paragraphs());
  const day = (): string => ["", "2026-12-03"][below(2)]!;
  const row = (): Node => node("role", { who: words(), agency: words(), due: day() }, inline());
  const kinds: (() => Node)[] = [
    paragraph,
    () => node("heading", { level: 1 + below(3) }, inline()),
    () => node("bulletList", null, some(1 + below(3), item)),
    () => node("orderedList", { start: 1 }, some(1 + below(3), item)),
    () => node("statement", { speaker: words(), agency: words() }, paragraphs()),
    () => node("decision", null, paragraphs()),
    () => node("roles", null, some(1 + below(3), row)),
    () => node("next", { day: day() }, paragraphs()),
    () => node("source", { informant: words(), how: words(), day: day() }, paragraphs()),
  ];
  return schema.topNodeType.create(null, some(1 + below(8), () => kinds[below(kinds.length)]!()));
}
