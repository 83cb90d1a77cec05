// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { TextSelection } from "@tiptap/pm/state";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { anchorOf, positionOf } from "./caret";
import { Hold } from "./composition";
import { insertBlock } from "./edit";
import { Pane } from "./pane";
import { Mark } from "./unsent";

let mine: Y.Doc;
let theirs: Y.Doc;
let root: Y.XmlFragment;
let pane: Pane;
let awareness: Awareness;
const me = { id: 1, name: "大西 まき", family: "大西", agency: "かさね東" };
const context = { words: (key: string) => key, me, people: [me], say: () => {} };

beforeEach(() => {
  mine = new Y.Doc();
  theirs = new Y.Doc();
  root = mine.getXmlFragment("minutes");
  awareness = new Awareness(mine);
  const mount = document.createElement("div");
  document.body.replaceChildren(mount);
  const words = { label: "記録", placeholder: "" };
  const hold = new Hold(() => {});
  pane = new Pane({ mount, root, awareness, hold, context, mark: new Mark(), editable: true, onFault: () => {}, ...words });
});

afterEach(() => {
  pane.destroy();
  awareness.destroy();
  mine.destroy();
});

const exchange = () => {
  const [a, b] = [Y.encodeStateAsUpdate(mine), Y.encodeStateAsUpdate(theirs)];
  Y.applyUpdate(theirs, a, "net");
  Y.applyUpdate(mine, b, "net");
};
const type = (text: string) => pane.editor.view.dispatch(pane.editor.state.tr.insertText(text));
const first = (fragment: Y.XmlFragment): Y.XmlElement => {
  const inner = fragment.get(0) as Y.XmlElement;
  return inner.nodeName === "paragraph" || inner.nodeName === "role" ? inner : first(inner);
};

const both = (["statement", "decision", "roles", "source", "next"] as const).flatMap((kind) => [[kind, 1] as const, [kind, 2 ** 31] as const]);
test.each(both)("two who begin an empty %s at once both keep their caret (writer %i)", (kind, client) => {
  theirs.clientID = client; // the smaller one's text comes first
  insertBlock(pane.editor, kind, context, true);
  exchange();
  const place = first(theirs.getXmlFragment("minutes"));
  for (const piece of ["[x]", "[y]"]) {
    const text = new Y.XmlText(piece);
    place.insert(0, [text]);
  }
  type("訪問");
  exchange();
  type("◎");
  expect(root.toString()).toContain("訪問◎");
});

test("what another writes before my caret in a named block does not move me in the text", () => {
  insertBlock(pane.editor, "statement", context, true);
  type("あいうえお");
  exchange();
  (first(theirs.getXmlFragment("minutes")).get(0) as Y.XmlText).insert(0, "まえ");
  exchange();
  type("◎");
  expect(root.toString()).toContain("まえあいうえお◎");
});

test("every position in a text block is found again", () => {
  insertBlock(pane.editor, "roles", context, true);
  type("いち");
  insertBlock(pane.editor, "decision", context, true);
  type("に");
  pane.editor.commands.setHardBreak();
  type("さん");
  const { doc } = pane.editor.state;
  let looked = 0;
  for (let pos = 0; pos <= doc.content.size; pos++) {
    const $pos = doc.resolve(pos);
    const anchor = anchorOf(root, $pos);
    if (!$pos.parent.isTextblock) expect(anchor).toBe(null);
    else {
      expect(positionOf(root, doc, anchor!)).toBe(pos);
      looked += 1;
    }
  }
  expect(looked).toBe(3 + 5 + 1);
});

test("a selection is kept too", () => {
  type("あいうえお");
  exchange();
  const { state, view } = pane.editor;
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, 2, 4)));
  (first(theirs.getXmlFragment("minutes")).get(0) as Y.XmlText).insert(0, "まえ");
  exchange();
  const { from, to } = pane.editor.state.selection;
  expect(pane.editor.state.doc.textBetween(from, to)).toBe("いう");
});
