// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Hold } from "./composition";
import { insertBlock, removeBlock } from "./edit";
import { format, holds } from "./format";
import { Pane } from "./pane";
import { Mark } from "./unsent";

let doc: Y.Doc;
let root: Y.XmlFragment;
let pane: Pane;
let awareness: Awareness;
let back: (() => void) | null = null;
const me = { id: 1, name: "大西 まき", family: "大西", agency: "かさね東" };
const NAMES: Record<string, string> = { statement: "発言要旨", decision: "決定事項", roles: "役割分担", source: "情報の出所", next: "次回", heading: "見出し", bullets: "箇条書き", numbers: "番号", table: "表", link: "リンク", ruby: "ふりがな" };
const removed = (_kind: string, way: () => void) => void (back = way);
const context = { words: (key: string) => NAMES[key] ?? key, me, people: [me], say: () => {}, removed };

beforeEach(() => {
  doc = new Y.Doc();
  root = doc.getXmlFragment("minutes");
  awareness = new Awareness(doc);
  const mount = document.createElement("div");
  document.body.replaceChildren(mount);
  const words = { label: "記録", placeholder: "" };
  const hold = new Hold(() => {});
  pane = new Pane({ mount, root, awareness, hold, context, mark: new Mark(), editable: true, onFault: () => {}, ...words });
  pane.editor.view.focus();
});

afterEach(() => {
  pane.destroy();
  awareness.destroy();
  doc.destroy();
});

const type = (text: string) => pane.editor.view.dispatch(pane.editor.state.tr.insertText(text));
const press = (name: string) => {
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true });
  pane.editor.view.someProp("handleKeyDown", (handle) => handle(pane.editor.view, event));
};
const offers = () => {
  const list = document.querySelector<HTMLElement>(".slash")!;
  return list.hidden ? [] : [...list.children].map((one) => one.textContent);
};

test.each(["/", "／"])("%s in an empty line offers every act by its word", (slash) => {
  type(slash);
  expect(offers()).toEqual(Object.values(NAMES));
});

test.each([["/けっ", ["決定事項"]], ["/やくわり", ["役割分担"]], ["/しゅっしょ", ["情報の出所"]], ["/次", ["次回"]], ["/ＭＩＤ", ["見出し"]], ["/番", ["番号"]], ["/ひょう", ["表"]], ["/りん", ["リンク"]], ["/るび", ["ふりがな"]], ["/なし", []]])(
  "%s narrows the offers",
  (typed, names) => {
    type(typed);
    expect(offers()).toEqual(names);
  },
);

test("arrows and Enter choose; the slash is gone, and the act is done", () => {
  type("/");
  press("ArrowDown");
  press("Enter");
  expect(root.toString()).toBe("<decision><paragraph></paragraph></decision><paragraph></paragraph>");
});

test("a heading by the menu", () => {
  type("/み");
  press("Enter");
  type("論点");
  expect(root.toString()).toContain('<heading level="1">論点</heading>');
  expect(holds(pane.editor, "heading")).toBe(true);
});

test("Escape closes it for this line only, and leaves the slash", () => {
  type("/");
  press("Escape");
  expect(offers()).toEqual([]);
  type("け");
  expect(offers()).toEqual([]);
  expect(root.toString()).toContain("/け");
});

test.each(["あ/", "/ ", "//"])("%s is only text", (text) => {
  type(text);
  expect(offers()).toEqual([]);
});

test.each([["bullets", "bulletlist"], ["numbers", "orderedlist"]] as const)("%s on and off again", (act, name) => {
  type("一");
  format(pane.editor, act);
  expect(root.toString()).toContain(`<${name}`);
  format(pane.editor, act);
  expect(root.toString()).not.toContain(`<${name}`);
});

test("a removed block comes back whole while it was my last act", () => {
  insertBlock(pane.editor, "decision", context, true);
  type("決めた");
  removeBlock(pane.editor, 0, context);
  expect(root.toString()).not.toContain("決めた");
  back!();
  expect(root.toString()).toBe("<decision><paragraph>決めた</paragraph></decision><paragraph></paragraph>");
});

test("and in its place after I and others went on writing", () => {
  for (const text of ["二", "一"]) {
    pane.editor.commands.setTextSelection(1);
    insertBlock(pane.editor, "decision", context, false);
    type(text);
  }
  removeBlock(pane.editor, 0, context);
  pane.editor.commands.setTextSelection(3);
  type("後で");
  const before = new Y.XmlElement("paragraph");
  doc.transact(() => root.insert(0, [before]), "net");
  back!();
  const texts = [...pane.editor.view.dom.querySelectorAll("p")].map((one) => one.textContent);
  expect(texts.slice(0, 2)).toEqual(["", "二"]);
  expect(texts[2]).toContain("後で");
});
