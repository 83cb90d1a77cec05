/** Documents drawn by a seed, for tests: every node and mark of the grammar, with letters that break careless code. */
import type { Mark, Node, Schema } from "@tiptap/pm/model";

const LETTERS = ["母", "の", "受診", "R8-009", "𠮷", "が", "か\u3099", "﨑", "😀", "<b>", "&amp;", "ﾜﾀﾅﾍﾞ", "　", "\"'", "a b"];
const ADDRESSES = ["https://kasane.example/a?b=c&d", "mailto:madoguchi@kasane.example", "tel:0990-12-3456"];

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
  const marks = (): Mark[] => [
    ...(below(6) === 0 ? [schema.marks["link"]!.create({ href: ADDRESSES[below(ADDRESSES.length)]! })] : []),
    ...(below(6) === 0 ? [schema.marks["ruby"]!.create({ reading: words() })] : []),
    ...(below(3) === 0 ? [schema.marks["bold"]!.create()] : []),
  ];
  const inline = (): Node[] =>
    some(below(4), () => (below(6) === 0 ? node("hardBreak", null, []) : schema.text(words(), marks())));
  const cell = (): Node => node("tableCell", null, inline());
  const line = (): Node => node("tableRow", null, some(1 + below(3), cell));
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
    () => node("table", { header: ["", "yes"][below(2)]! }, some(1 + below(3), line)),
    () => node("source", { informant: words(), how: words(), day: day() }, paragraphs()),
  ];
  return schema.topNodeType.create(null, some(1 + below(8), () => kinds[below(kinds.length)]!()));
}
