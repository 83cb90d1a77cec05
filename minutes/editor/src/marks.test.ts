// @vitest-environment happy-dom
import { TextSelection } from "@tiptap/pm/state";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Hold } from "./composition";
import { hits, replace } from "./find";
import { format, holds } from "./format";
import { MarkBar } from "./markbar";
import { around, type Marked } from "./marks";
import { Pane, type PaneOptions } from "./pane";
import { Mark } from "./unsent";

const me = { id: 1, name: "大西 まき", family: "大西", agency: "かさね東" };
const words = (key: string) => key;
const form = (mark: Marked) =>
  `<form id="${mark}" hidden><p data-of><b></b></p><label data-asks><input name="${mark}-words"></label><input name="${mark}-value"><button type="submit"></button>` +
  `<button type="button" data-act="open" data-held></button><button type="button" data-act="remove" data-held></button><button type="button" data-act="close"></button><p data-error></p></form>`;

let pane: Pane;
let options: PaneOptions;
let awareness: Awareness;
let root: Y.XmlFragment;

beforeEach(() => {
  document.body.innerHTML = `<div id="here"></div>${form("link")}${form("ruby")}`;
  const doc = new Y.Doc();
  root = doc.getXmlFragment("minutes");
  awareness = new Awareness(doc);
  const context = { words, me, people: [me], say: () => {} };
  const bars = Object.fromEntries((["link", "ruby"] as const).map((mark) => [mark, new MarkBar(document.querySelector(`#${mark}`)!, mark, words)]));
  options = {
    mount: document.querySelector("#here")!, root, awareness, hold: new Hold(() => {}), context, mark: new Mark(), editable: true,
    onFault: () => {}, label: "記録", placeholder: "", ask: (mark, editor) => bars[mark]!.open(editor),
  };
  pane = new Pane(options);
  pane.editor.view.focus();
});

afterEach(() => {
  pane.destroy();
  awareness.destroy();
});

const type = (text: string) => pane.editor.view.dispatch(pane.editor.state.tr.insertText(text));
const select = (from: number, to = from) => pane.editor.view.dispatch(pane.editor.state.tr.setSelection(TextSelection.create(pane.editor.state.doc, from, to)));
const the = (mark: Marked) => document.querySelector<HTMLFormElement>(`#${mark}`)!;
const input = (mark: Marked, name: "words" | "value") => the(mark).querySelector<HTMLInputElement>(`[name=${mark}-${name}]`)!;
const submit = (mark: Marked, value: string, typed = "") => {
  input(mark, "value").value = value;
  input(mark, "words").value = typed;
  the(mark).dispatchEvent(new Event("submit", { cancelable: true }));
};
const press = (button: string, mark: Marked = "link") => the(mark).querySelector<HTMLButtonElement>(`[data-act=${button}]`)!.click();
const deltas = () => (root.get(0) as Y.XmlElement).toArray().map((one) => (one as Y.XmlText).toDelta());

test("selected words become a link; what is typed behind it is plain", () => {
  type("市の窓口へ");
  select(3, 5);
  format(pane.editor, "link");
  expect(the("link").hidden).toBe(false);
  expect(the("link").querySelector("b")!.textContent).toBe("窓口");
  expect(document.querySelector(".asked")!.textContent).toBe("窓口");
  submit("link", "kasane.example/madoguchi");
  expect(the("link").hidden).toBe(true);
  type("など");
  const href = "https://kasane.example/madoguchi";
  expect(deltas()).toEqual([[{ insert: "市の" }, { insert: "窓口", attributes: { link: { href } } }, { insert: "などへ" }]]);
  const link = document.querySelector<HTMLElement>(".editor .link")!;
  expect([link.dataset["href"], link.role ?? link.getAttribute("role"), link.title]).toEqual([href, "link", href]);
});

test.each(["javascript:alert(1)", "かさね市", "", "data:text/html,x"])("%j is no address, and that is said in the form", (typed) => {
  type("窓口");
  select(1, 3);
  format(pane.editor, "link");
  submit("link", typed);
  expect(the("link").hidden).toBe(false);
  expect(the("link").querySelector("[data-error]")!.textContent).toBe("link_bad");
  expect(input("link", "value").getAttribute("aria-invalid")).toBe("true");
  press("close");
  expect(document.querySelector(".editor .link")).toBeNull();
});

test("with nothing selected the words are asked for too", () => {
  type("窓口は");
  format(pane.editor, "link");
  expect(the("link").querySelector<HTMLElement>("[data-asks]")!.hidden).toBe(false);
  submit("link", "０９９０ー１２ー３４５６", "電話");
  expect(deltas()).toEqual([[{ insert: "窓口は" }, { insert: "電話", attributes: { link: { href: "tel:0990-12-3456" } } }]]);
  format(pane.editor, "ruby");
  submit("ruby", "かんべ");
  expect(the("ruby").querySelector("[data-error]")!.textContent).toBe("words_missing");
});

test("a link is changed, opened on purpose and taken away", () => {
  const opened = vi.spyOn(window, "open").mockReturnValue(null);
  type("窓口へ");
  select(1, 3);
  format(pane.editor, "link");
  submit("link", "https://kasane.example/");
  select(2);
  expect(holds(pane.editor, "link")).toBe(true);
  format(pane.editor, "link");
  expect(input("link", "value").value).toBe("https://kasane.example/");
  press("open");
  expect(opened).toHaveBeenLastCalledWith("https://kasane.example/", "_blank", "noopener,noreferrer");
  submit("link", "https://kasane.example/b");
  expect(deltas()).toEqual([[{ insert: "窓口", attributes: { link: { href: "https://kasane.example/b" } } }, { insert: "へ" }]]);
  const link = document.querySelector(".editor .link")!;
  link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  expect(opened).toHaveBeenCalledTimes(1);
  link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: true }));
  expect(opened).toHaveBeenLastCalledWith("https://kasane.example/b", "_blank", "noopener,noreferrer");
  select(2);
  format(pane.editor, "link");
  press("remove");
  expect(deltas()).toEqual([[{ insert: "窓口へ" }]]);
  opened.mockRestore();
});

test("a link that somebody smuggled in leads nowhere", () => {
  const line = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  root.doc!.transact(() => {
    root.insert(0, [line]);
    line.insert(0, [text]);
    text.insert(0, "押す", { link: { href: "javascript:alert(1)" } });
  }, "net");
  const link = document.querySelector<HTMLElement>(".editor .link")!;
  expect(link.textContent).toBe("押す");
  expect([...link.attributes].map(({ name }) => name)).toEqual(["class"]);
});

test("a word gets its reading, by its button or by Ctrl, Shift and F", () => {
  type("神戸さん");
  select(1, 3);
  format(pane.editor, "ruby");
  submit("ruby", "　かんべ ");
  type("（長男）");
  expect(deltas()).toEqual([[{ insert: "神戸", attributes: { ruby: { reading: "かんべ" } } }, { insert: "（長男）さん" }]]);
  const ruby = document.querySelector<HTMLElement>("ruby")!;
  expect([ruby.textContent, ruby.dataset["reading"]]).toEqual(["神戸", "かんべ"]);
  select(2);
  expect(around(pane.editor.state, "ruby")).toEqual({ from: 1, to: 3, value: "かんべ" });
  const event = new KeyboardEvent("keydown", { key: "F", code: "KeyF", ctrlKey: true, shiftKey: true });
  pane.editor.view.someProp("handleKeyDown", (handle) => handle(pane.editor.view, event));
  expect(input("ruby", "value").value).toBe("かんべ");
  press("remove", "ruby");
  expect(deltas()).toEqual([[{ insert: "神戸（長男）さん" }]]);
  pane.editor.commands.undo();
  expect(document.querySelector("ruby")).not.toBeNull();
});

test("words of two lines have no reading in common", () => {
  type("一");
  pane.editor.commands.splitBlock();
  type("二");
  select(1, pane.editor.state.doc.content.size - 1);
  format(pane.editor, "ruby");
  submit("ruby", "いちに");
  expect(the("ruby").querySelector("[data-error]")!.textContent).toBe("one_line");
  expect(document.querySelector("ruby")).toBeNull();
});

test("where two readings meet, the caret stands in one of them", () => {
  type("神戸三宮");
  for (const [from, reading] of [[1, "かんべ"], [3, "さんのみや"]] as const) {
    select(from, from + 2);
    format(pane.editor, "ruby");
    submit("ruby", reading);
  }
  select(2);
  expect(around(pane.editor.state, "ruby")).toEqual({ from: 1, to: 3, value: "かんべ" });
  select(4);
  expect(around(pane.editor.state, "ruby")).toEqual({ from: 3, to: 5, value: "さんのみや" });
  select(1, 5);
  expect(around(pane.editor.state, "ruby")).toBeNull();
});

test("other words in its place do not keep the reading", () => {
  type("神戸さん");
  select(1, 3);
  format(pane.editor, "ruby");
  submit("ruby", "かんべ");
  replace(pane.editor, hits(pane.editor.state.doc, "神戸"), "山田");
  expect(deltas()).toEqual([[{ insert: "山田さん" }]]);
});

test("Escape closes the form and does nothing", () => {
  type("神戸");
  select(1, 3);
  format(pane.editor, "ruby");
  input("ruby", "value").value = "かんべ";
  the("ruby").dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
  expect(the("ruby").hidden).toBe(true);
  expect(document.querySelector("ruby")).toBeNull();
  expect(document.querySelector(".asked")).toBeNull();
});

test("what is copied out of the room are true links and readings", () => {
  type("神戸の窓口");
  select(1, 3);
  format(pane.editor, "ruby");
  submit("ruby", "かんべ");
  select(4, 6);
  format(pane.editor, "link");
  submit("link", "https://kasane.example/");
  select(1, 6);
  const { view } = pane.editor;
  const copied = view.serializeForClipboard(view.state.selection.content()).dom;
  expect(copied.querySelector("rt")!.textContent).toBe("かんべ");
  expect(copied.querySelector("a")!.getAttribute("href")).toBe("https://kasane.example/");
});

test("who only reads has links that open", () => {
  type("窓口");
  select(1, 3);
  format(pane.editor, "link");
  submit("link", "https://kasane.example/");
  pane.destroy();
  pane = new Pane({ ...options, editable: false });
  const link = document.querySelector<HTMLAnchorElement>(".editor a")!;
  expect([link.href, link.rel, link.target]).toEqual(["https://kasane.example/", "noopener noreferrer", "_blank"]);
});
