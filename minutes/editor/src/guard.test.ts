import { expect, test } from "vitest";
import * as Y from "yjs";
import { readable, watch } from "./guard";
import { headingLevel, schema } from "./schema";

const grammar = schema();

function element(name: string, ...children: (string | Y.XmlElement)[]): Y.XmlElement {
  const made = new Y.XmlElement(name);
  made.insert(0, children.map((child) => (typeof child === "string" ? new Y.XmlText(child) : child)));
  return made;
}

function documentOf(...children: Y.XmlElement[]): Y.XmlFragment {
  const root = new Y.Doc().getXmlFragment("minutes");
  root.insert(0, children);
  return root;
}

const paragraph = (text = "ことば") => element("paragraph", text);

test.each([
  ["nothing", []],
  ["text", [paragraph()]],
  ["every structured block", [
    element("statement", paragraph()),
    element("decision", paragraph()),
    element("roles", element("role", "する"), element("role")),
    element("source", paragraph()),
    element("next", paragraph()),
  ]],
  ["lists and headings", [element("heading", "論点"), element("bulletList", element("listItem", paragraph()))]],
  ["a block that two people emptied at once", [element("statement")]],
])("can show %s", (_what, children) => {
  expect(readable(documentOf(...children), grammar)).toBe(true);
});

test.each([
  ["a block of a newer version", element("vote", paragraph())],
  ["one deep inside", element("statement", element("table", paragraph()))],
  ["a row outside its table", element("role", "する")],
  ["text where none may stand", element("roles", "する")],
])("does not pretend to show %s", (_what, foreign) => {
  expect(readable(documentOf(paragraph(), foreign), grammar)).toBe(false);
});

test("does not pretend to show an unknown mark", () => {
  const root = documentOf(paragraph());
  ((root.get(0) as Y.XmlElement).get(0) as Y.XmlText).format(0, 1, { secret: {} });
  expect(readable(root, grammar)).toBe(false);
});

test("shows bold", () => {
  const root = documentOf(paragraph());
  ((root.get(0) as Y.XmlElement).get(0) as Y.XmlText).format(0, 1, { bold: {} });
  expect(readable(root, grammar)).toBe(true);
});

test("stops before an observer has seen what is foreign", () => {
  const mine = new Y.Doc();
  const root = mine.getXmlFragment("minutes");
  const order: string[] = [];
  watch(mine, [root], grammar, () => order.push("stop"));
  root.observeDeep(() => order.push("seen"));
  const theirs = documentOf(element("vote", paragraph())).doc!;
  Y.applyUpdate(mine, Y.encodeStateAsUpdate(theirs));
  expect(order).toEqual(["stop", "seen"]);
});

test.each([[1, 1], ["2", 2], [3.0, 3], [9, 3], ["x", 1], [null, 1]])("heading level %s reads as %i", (given, level) => {
  expect(headingLevel(given)).toBe(level);
});
