import { expect, test } from "vitest";
import { hits, ranges } from "./find";
import { schema } from "./schema";

const at = (text: string, query: string) => ranges(text, query).map(([a, b]) => text.slice(a, b));

test.each([
  ["ﾜﾀﾅﾍﾞさんとワタナベさん", "ワタナベ", ["ﾜﾀﾅﾍﾞ", "ワタナベ"]],
  ["ワタナベ", "ﾜﾀﾅﾍﾞ", ["ワタナベ"]],
  ["Ｒ８－０１１とR8-011", "r8-011", ["Ｒ８－０１１", "R8-011"]],
  ["きくとキクとｷｸ", "キク", ["キク", "ｷｸ"]],
  ["きくとキク", "きく", ["きく"]],
  ["㈱かさねと(株)かさね", "(株)", ["㈱", "(株)"]],
  ["が と か\u3099", "が", ["が", "か\u3099"]],
  ["ああああ", "ああ", ["ああ", "ああ"]],
  ["𠮷野家の𠮷", "𠮷", ["𠮷", "𠮷"]],
  ["株", "㈱", []],
  ["何もない", "", []],
])("in %s, %s is found as %j", (text, query, expected) => {
  expect(at(text, query)).toEqual(expected);
});

test("a half character is not torn out of one that is written as a whole", () => {
  expect(at("㍿", "株")).toEqual(["㍿"]); // the smallest that can be marked
});

test("a word runs through bold letters and not through a line break", () => {
  const grammar = schema();
  const bold = grammar.marks["bold"]!.create();
  const paragraph = grammar.nodes["paragraph"]!.create(null, [
    grammar.text("地域"),
    grammar.text("包括", [bold]),
    grammar.nodes["hardBreak"]!.create(),
    grammar.text("地域"),
  ]);
  const doc = grammar.topNodeType.create(null, [paragraph]);
  expect(hits(doc, "地域包括")).toEqual([{ from: 1, to: 5 }]);
  expect(hits(doc, "括地")).toEqual([]);
});
