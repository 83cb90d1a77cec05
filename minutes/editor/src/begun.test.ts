// @vitest-environment happy-dom
import { TextSelection } from "@tiptap/pm/state";
import { expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Hold } from "./composition";
import { insertBlock, KINDS } from "./edit";
import { Pane } from "./pane";
import { Mark } from "./unsent";

const me = { id: 1, name: "大西 まき", family: "大西", agency: "かさね東" };
const context = { words: (key: string) => key, me, people: [me], say: () => {} };

/** One person: a document and an editor on it. */
function person(client: number) {
  const doc = new Y.Doc();
  doc.clientID = client;
  const root = doc.getXmlFragment("minutes");
  const mount = document.createElement("div");
  document.body.append(mount);
  const options = { label: "記録", placeholder: "", editable: true, mark: new Mark(), onFault: () => {} };
  const pane = new Pane({ mount, root, awareness: new Awareness(doc), hold: new Hold(() => {}), context, ...options });
  const { editor } = pane;
  const type = (text: string) => editor.view.dispatch(editor.state.tr.insertText(text));
  const enter = () => void editor.commands.splitBlock();
  const place = (pos: number) => editor.view.dispatch(editor.state.tr.setSelection(TextSelection.near(editor.state.doc.resolve(pos))));
  return { doc, root, editor, type, enter, place };
}

/** Both hear what the other had written when the exchange began, and nothing later. */
function exchange(one: Y.Doc, two: Y.Doc): void {
  const [a, b] = [Y.encodeStateAsUpdate(one), Y.encodeStateAsUpdate(two)];
  Y.applyUpdate(two, a, "net");
  Y.applyUpdate(one, b, "net");
}

const count = (text: string, word: string) => text.split(word).length - 1;
const cases = KINDS.flatMap((kind) => [[kind, 5, 9] as const, [kind, 9, 5] as const]);

test.each(cases)("two who begin an empty %s at once and go on: each word stands once (writers %i and %i)", (kind, a, b) => {
  const mine = person(a);
  const theirs = person(b);
  insertBlock(mine.editor, kind, context, true);
  exchange(mine.doc, theirs.doc);
  theirs.place(2);
  mine.type("訪問");
  theirs.type("[x]");
  exchange(mine.doc, theirs.doc);
  mine.type("◎");
  theirs.type("[y]");
  for (let round = 0; round < 3; round++) exchange(mine.doc, theirs.doc);
  const text = mine.root.toString();
  expect(theirs.root.toString()).toBe(text);
  expect(["訪問", "◎", "[x]", "[y]"].map((word) => count(text, word))).toEqual([1, 1, 1, 1]);
});

test.each([[5, 9], [9, 5]])("so it is in a new empty line (writers %i and %i)", (a, b) => {
  const mine = person(a);
  const theirs = person(b);
  mine.type("一行目");
  mine.enter();
  exchange(mine.doc, theirs.doc);
  theirs.place(6);
  mine.type("訪問");
  theirs.type("[x]");
  exchange(mine.doc, theirs.doc);
  mine.type("◎");
  theirs.type("[y]");
  for (let round = 0; round < 3; round++) exchange(mine.doc, theirs.doc);
  const text = mine.root.toString();
  expect(theirs.root.toString()).toBe(text);
  expect(["訪問", "◎", "[x]", "[y]"].map((word) => count(text, word))).toEqual([1, 1, 1, 1]);
});

test("removing what was begun takes one undo, and leaves no trace", () => {
  const mine = person(5);
  mine.type("前");
  insertBlock(mine.editor, "decision", context, true);
  mine.editor.commands.undo();
  expect(count(mine.root.toString(), "decision")).toBe(0);
  expect(mine.editor.state.doc.textContent).toBe("前");
});
