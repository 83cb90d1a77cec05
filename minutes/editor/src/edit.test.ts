// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Hold } from "./composition";
import { insertBlock, moveBlock, removeBlock, type Kind } from "./edit";
import { Pane } from "./pane";
import { Mark } from "./unsent";

let doc: Y.Doc;
let root: Y.XmlFragment;
let pane: Pane;
let awareness: Awareness;
const said: string[] = [];
const me = { id: 1, name: "大西 まき", family: "大西", agency: "かさね東" };
const context = { words: (key: string) => key, me, people: [me], say: (text: string) => void said.push(text) };

beforeEach(() => {
  doc = new Y.Doc();
  root = doc.getXmlFragment("minutes");
  awareness = new Awareness(doc);
  said.length = 0;
  const mount = document.createElement("div");
  document.body.replaceChildren(mount);
  const hold = new Hold(() => {});
  const words = { label: "記録", placeholder: "" };
  pane = new Pane({ mount, root, awareness, hold, context, mark: new Mark(), editable: true, onFault: () => {}, ...words });
});

afterEach(() => {
  pane.destroy();
  awareness.destroy();
  doc.destroy();
});

const add = (kind: Kind, text: string, atCaret = true) => {
  insertBlock(pane.editor, kind, context, atCaret);
  pane.editor.view.dispatch(pane.editor.state.tr.insertText(text));
};
const xml = () => root.toString();
const starts = () => {
  const found: number[] = [];
  pane.editor.state.doc.forEach((_node, pos) => found.push(pos));
  return found;
};

test("a statement begins with me as the speaker, above an empty line that stays", () => {
  add("statement", "話した");
  expect(xml()).toBe(
    '<statement agency="かさね東" speaker="大西"><paragraph>話した</paragraph></statement><paragraph></paragraph>',
  );
});

test("blocks follow the block the caret is in", () => {
  add("decision", "一");
  add("roles", "する");
  expect(xml()).toBe(
    "<decision><paragraph>一</paragraph></decision>" +
      '<roles><role agency="" due="" who="">する</role></roles><paragraph></paragraph>',
  );
});

test("without a caret a block goes to the end", () => {
  add("decision", "一");
  add("decision", "二");
  pane.editor.commands.setTextSelection(2);
  add("decision", "三", false);
  expect([...pane.editor.view.dom.querySelectorAll(".block__text")].map((one) => one.textContent)).toEqual(["一", "二", "三"]);
});

const moving = () => {
  add("decision", "一");
  add("decision", "二");
};
const ONE = "<decision><paragraph>一</paragraph></decision>";
const TWO = "<decision><paragraph>二</paragraph></decision>";
const REST = "<paragraph></paragraph>";

test("a block moves up and down, not beyond the ends, and undo brings it back", () => {
  moving();
  moveBlock(pane.editor, starts()[1]!, -1, context);
  expect(xml()).toBe(TWO + ONE + REST);
  moveBlock(pane.editor, starts()[0]!, -1, context);
  expect(xml()).toBe(TWO + ONE + REST);
  pane.editor.commands.undo();
  expect(xml()).toBe(ONE + TWO + REST);
});

const stand = (client: number, index: number) => {
  const text = ((root.get(index) as Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlText;
  const head = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, 0));
  awareness.states.set(client, { cursor: { anchor: head, head } });
  return text;
};

test.each([0, 1])("text of another in block %i survives the move", (index) => {
  moving();
  const theirs = stand(99, index);
  moveBlock(pane.editor, starts()[0]!, 1, context);
  theirs.insert(1, "！");
  expect(xml()).toBe(index === 0 ? TWO + ONE.replace("一", "一！") + REST : TWO.replace("二", "二！") + ONE + REST);
});

test("blocks that are both in use are not moved", () => {
  moving();
  stand(98, 0);
  stand(99, 1);
  moveBlock(pane.editor, starts()[0]!, 1, context);
  expect([xml(), said]).toEqual([ONE + TWO + REST, ["move_wait"]]);
});

test("a removed block comes back with undo", () => {
  moving();
  pane.editor.commands.setTextSelection(2);
  removeBlock(pane.editor, 0);
  expect(xml()).toBe(TWO + REST);
  pane.editor.commands.undo();
  expect(xml()).toBe(ONE + TWO + REST);
});

test("decisions are numbered by their position", () => {
  moving();
  add("statement", "話");
  add("decision", "三");
  const names = [...pane.editor.view.dom.querySelectorAll(".block")].map((one) => one.getAttribute("aria-label"));
  expect(names).toEqual(["decision_n", "decision_n", "statement", "decision_n"]);
});

test("a frozen pane keeps its words and no control, and writes nothing", () => {
  add("statement", "話した");
  const before = xml();
  pane.freeze();
  const still = document.querySelector(".editor--still")!;
  expect(still.textContent).toContain("話した");
  expect(still.querySelectorAll("button, select, [contenteditable=true]")).toHaveLength(0);
  expect(xml()).toBe(before);
});

test("what is typed into the fields of a source stands in the document, and undo takes it back", () => {
  add("source", "薬が切れた");
  const [informant, , day] = pane.editor.view.dom.querySelectorAll<HTMLInputElement>(".source .field__input");
  informant!.value = "主治医";
  informant!.dispatchEvent(new Event("input", { bubbles: true }));
  day!.value = "2026-11-20";
  day!.dispatchEvent(new Event("change", { bubbles: true }));
  const block = root.get(0) as Y.XmlElement;
  expect(block.getAttributes()).toMatchObject({ informant: "主治医", how: "", day: "2026-11-20" });
  pane.editor.commands.undo();
  expect((root.get(0) as Y.XmlElement | undefined)?.getAttribute?.("informant") ?? "").toBe("");
});

test.each(["source", "next"] as const)("a %s is left by Enter on an empty last line, and moves and comes back as others do", (kind) => {
  add("decision", "一");
  add(kind, "二");
  moveBlock(pane.editor, starts()[1]!, -1, context);
  expect((root.get(0) as Y.XmlElement).nodeName).toBe(kind);
  removeBlock(pane.editor, 0);
  pane.editor.commands.undo();
  expect((root.get(0) as Y.XmlElement).nodeName).toBe(kind);
});
