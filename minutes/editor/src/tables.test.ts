// @vitest-environment happy-dom
import { TextSelection } from "@tiptap/pm/state";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { clear, crosses } from "./cells";
import { Hold } from "./composition";
import { hits, replace } from "./find";
import { format } from "./format";
import { Pane } from "./pane";
import { act, cellAt, MAX_ROWS, type TableAct } from "./tables";
import { Mark } from "./unsent";

let back: (() => void) | null = null;
const said: string[] = [];
const me = { id: 1, name: "大西 まき", family: "大西", agency: "かさね東" };
const removed = (_kind: string, way: () => void) => void (back = way);
const context = { words: (key: string) => key, me, people: [me], say: (text: string) => void said.push(text), removed };
const open: { pane: Pane; awareness: Awareness }[] = [];

function write(doc = new Y.Doc()) {
  const mount = document.createElement("div");
  document.body.append(mount);
  const awareness = new Awareness(doc);
  const root = doc.getXmlFragment("minutes");
  const plan = { mount, root, awareness, hold: new Hold(() => {}), context, mark: new Mark(), editable: true, onFault: () => {} };
  const pane = new Pane({ ...plan, label: "記録", placeholder: "" });
  open.push({ pane, awareness });
  pane.editor.view.focus();
  return { doc, root, pane, editor: pane.editor };
}

let one: ReturnType<typeof write>;

beforeEach(() => {
  document.body.replaceChildren();
  said.length = 0;
  one = write();
  format(one.editor, "table");
});

afterEach(() => {
  for (const { pane, awareness } of open.splice(0)) {
    pane.destroy();
    awareness.destroy();
  }
});

const type = (text: string, { editor } = one) => editor.view.dispatch(editor.state.tr.insertText(text));
const press = (key: string, more: KeyboardEventInit = {}) => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more });
  return one.editor.view.someProp("handleKeyDown", (handle) => handle(one.editor.view, event)) === true;
};
const told = { full: () => said.push("full"), last: (pos: number) => said.push(`last ${pos}`) };
const does = (which: TableAct, { editor } = one) => act(editor, which, told);
/** The words of the cells: rows by "/", cells by "|". */
const cellsOf = ({ editor } = one) =>
  editor.state.doc.children
    .filter((node) => node.type.name === "table")
    .map((table) => table.children.map((row) => row.children.map((cell) => cell.textBetween(0, cell.content.size, "", "⏎")).join("|")).join("/"))
    .join("//");
const written = (...rows: string[][]) => {
  rows.forEach((row, r) =>
    row.forEach((word, c) => {
      type(word);
      if (r < rows.length - 1 || c < row.length - 1) press("Tab");
    }),
  );
};
const put = (row: number, column: number) => {
  while (press("Tab", { shiftKey: true })) {}
  for (let i = 0; i < row * 3 + column; i++) press("Tab");
};

test("a new table is said aloud, once", () => {
  said.length = 0;
  format(one.editor, "table", context); // in a table there is no place for another
  expect(said).toEqual([]);
  one.editor.commands.focus("end");
  format(one.editor, "table", context);
  expect(said).toEqual(["table_made"]);
});

test("a new table has a heading row, a line under it, and the caret in its first cell", () => {
  type("日");
  expect(cellsOf()).toBe("日||/||/||");
  expect(one.editor.state.doc.firstChild!.attrs["header"]).toBe("yes");
  expect(one.editor.state.doc.lastChild!.type.name).toBe("paragraph");
  expect([...document.querySelectorAll("[role=columnheader]")].map((cell) => cell.textContent)).toEqual(["日", "", ""]);
  expect(document.querySelector(".block--table")!.getAttribute("aria-label")).toBe("table");
});

test("Tab walks from cell to cell, behind the last one a row begins; Shift and Tab walk back and out", () => {
  written(["一", "二", "三"], ["四", "五", "六"], ["七", "八", "九"]);
  press("Tab");
  type("十");
  expect(cellsOf()).toBe("一|二|三/四|五|六/七|八|九/十||");
  for (let i = 0; i < 9; i++) expect(press("Tab", { shiftKey: true })).toBe(true);
  expect(press("Tab", { shiftKey: true })).toBe(false);
  type("◎");
  expect(cellsOf()).toBe("一◎|二|三/四|五|六/七|八|九/十||");
});

test.each<[TableAct, string]>([
  ["row_after", "一|二|三/四|五|六/||/七|八|九"],
  ["row_before", "一|二|三/||/四|五|六/七|八|九"],
  ["column_after", "一|二||三/四|五||六/七|八||九"],
  ["column_before", "一||二|三/四||五|六/七||八|九"],
  ["row_remove", "一|二|三/七|八|九"],
  ["column_remove", "一|三/四|六/七|九"],
])("%s, and undo takes it back", (which, cells) => {
  written(["一", "二", "三"], ["四", "五", "六"], ["七", "八", "九"]);
  put(1, 1);
  does(which);
  expect(cellsOf()).toBe(cells);
  expect(cellAt(one.editor.state)).not.toBeNull();
  one.editor.commands.undo();
  expect(cellsOf()).toBe("一|二|三/四|五|六/七|八|九");
});

test("the heading row is one switch on the table", () => {
  does("header");
  expect(document.querySelector("[role=columnheader]")).toBeNull();
  does("header");
  expect(document.querySelectorAll("[role=columnheader]")).toHaveLength(3);
});

test("who removes the last row removes the table, and may bring it back", () => {
  type("語");
  const words = [...document.querySelectorAll<HTMLButtonElement>("[data-act=row_remove]")][0]!;
  for (let i = 0; i < 3; i++) words.click();
  expect(cellsOf()).toBe("");
  back!();
  expect(cellsOf()).toBe("||");
});

test("Enter breaks the line in a cell; in an empty last row it leaves the table", () => {
  type("一");
  press("Enter");
  type("二");
  expect(cellsOf()).toBe("一⏎二||/||/||");
  put(2, 0);
  press("Enter");
  type("下");
  expect(cellsOf()).toBe("一⏎二||/||");
  expect(one.editor.state.doc.lastChild!.textContent).toBe("下");
});

test("Backspace at the beginning of a cell and Delete at its end are no letters", () => {
  expect(press("Backspace")).toBe(true);
  expect(press("Delete")).toBe(true);
  expect(cellsOf()).toBe("||/||/||");
});

const select = (from: [number, number], to: [number, number]) => {
  const { doc } = one.editor.state;
  const at: number[] = [];
  doc.descendants((node, pos) => {
    if (node.type.name === "tableCell") at.push(pos + 1);
    return true;
  });
  const place = ([row, column]: [number, number]) => at[row * 3 + column]!;
  const end = place(to) + doc.resolve(place(to)).parent.content.size;
  one.editor.view.dispatch(one.editor.state.tr.setSelection(TextSelection.create(doc, place(from), end)));
};

test("what is selected over several cells is taken out, the cells stay", () => {
  written(["一", "二", "三"], ["四", "五", "六"], ["七", "八", "九"]);
  select([0, 1], [1, 1]);
  expect(crosses(one.editor.state)).toBe(true);
  press("Backspace");
  expect(cellsOf()).toBe("一||/||六/七|八|九");
  select([0, 0], [2, 2]);
  one.editor.view.someProp("handleTextInput", (handle) => handle(one.editor.view, 0, 0, "新", () => one.editor.state.tr));
  expect(cellsOf()).toBe("新||/||/||");
});

test("an input method that begins over several cells finds one caret", () => {
  written(["一", "二", "三"]);
  select([0, 0], [0, 2]);
  expect(press("Process", { keyCode: 229 } as KeyboardEventInit)).toBe(false);
  expect(cellsOf()).toBe("||/||/||");
  expect(one.editor.state.selection.empty).toBe(true);
});

const paste = (html: string) => one.editor.view.pasteHTML(html, new Event("paste") as ClipboardEvent);

test("a range of Excel fills the cells from the caret on, and the table grows", () => {
  written(["一", "二", "三"]);
  put(2, 2);
  paste("<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>");
  expect(cellsOf()).toBe("一|二|三|/|||/||甲|乙/||丙|丁");
});

test("what would make it too large is not pasted, and that is said", () => {
  paste(`<table>${"<tr><td>語</td></tr>".repeat(MAX_ROWS + 1)}</table>`);
  const before = cellsOf();
  paste(`<table><tr>${"<td>語</td>".repeat(12)}</tr></table>`);
  expect(cellsOf().split("/").length).toBeLessThanOrEqual(MAX_ROWS);
  put(0, 1);
  paste(`<table data-pm-slice="0 0 []"><tr>${"<td>語</td>".repeat(12)}</tr></table>`);
  expect(said).toContain("table_full");
  expect(before).toBeTruthy();
});

test("paragraphs and points pasted into a cell become its lines", () => {
  paste("<p>一</p><ul><li><p>二</p></li></ul><h3>三</h3>");
  expect(cellsOf()).toBe("一⏎二⏎三||/||/||");
});

test("cells pasted beside a table become one", () => {
  written(["一", "二", "三"]);
  select([0, 0], [0, 1]);
  const copied = one.editor.state.selection.content();
  one.editor.commands.setTextSelection(one.editor.state.doc.content.size - 1);
  one.editor.view.someProp("handlePaste", (handle) => handle(one.editor.view, new Event("paste") as ClipboardEvent, copied));
  expect(cellsOf()).toBe("一|二|三/||/||//一|二");
});

test("words out of one cell are words, wherever they are pasted", () => {
  written(["一二三", "二", "三"]);
  select([0, 0], [0, 0]);
  const copied = one.editor.state.selection.content();
  const put = () => one.editor.view.someProp("handlePaste", (handle) => handle(one.editor.view, new Event("paste") as ClipboardEvent, copied));
  one.editor.commands.setTextSelection(one.editor.state.doc.content.size - 1);
  put();
  select([0, 1], [0, 1]);
  put();
  expect(cellsOf()).toBe("一二三|一二三|三/||/||");
  expect(one.editor.state.doc.lastChild!.textContent).toBe("一二三");
});

test("a table pasted into a block comes under it, whole", () => {
  one.editor.commands.setTextSelection(one.editor.state.doc.content.size - 1);
  const { nodes } = one.editor.schema;
  const decision = nodes["decision"]!.create(null, nodes["paragraph"]!.create(null, one.editor.schema.text("決めた")));
  const { tr } = one.editor.state;
  one.editor.view.dispatch(tr.insert(0, decision).setSelection(TextSelection.create(tr.doc, 3)));
  paste("<table><tr><td>甲</td><td>乙</td></tr></table>");
  expect(one.editor.state.doc.children.map((node) => node.type.name).slice(0, 3)).toEqual(["decision", "table", "table"]);
  expect(one.editor.state.doc.firstChild!.textContent).toBe("決めた");
});

test("words are found and replaced over cells, each in its own", () => {
  written(["神戸", "戸", "神戸"]);
  expect(hits(one.editor.state.doc, "神戸")).toHaveLength(2);
  expect(hits(one.editor.state.doc, "戸戸")).toHaveLength(0); // a word does not run from cell to cell
  replace(one.editor, hits(one.editor.state.doc, "神戸"), "神部");
  expect(cellsOf()).toBe("神部|戸|神部/||/||");
});

test("headings and lists are no part of a cell", () => {
  for (const name of ["heading", "bullets", "numbers", "table"] as const) expect(format(one.editor, name)).toBe(false);
  expect(cellsOf()).toBe("||/||/||");
});

test("two who add a row and a column at once end alike, and nothing grows by itself", () => {
  written(["一", "二", "三"], ["四", "五", "六"], ["七", "八", "九"]);
  const two = write(new Y.Doc());
  Y.applyUpdate(two.doc, Y.encodeStateAsUpdate(one.doc), "net");
  const exchange = () => {
    const [mine, theirs] = [Y.encodeStateAsUpdate(one.doc), Y.encodeStateAsUpdate(two.doc)];
    Y.applyUpdate(one.doc, theirs, "net");
    Y.applyUpdate(two.doc, mine, "net");
  };
  exchange();
  expect(cellsOf(two)).toBe(cellsOf());
  two.editor.commands.setTextSelection(3);
  put(1, 1);
  does("column_after");
  does("row_after", two);
  for (let i = 0; i < 5; i++) exchange();
  expect(cellsOf(two)).toBe(cellsOf());
  expect(cellsOf()).toBe("一|二||三/||/四|五||六/七|八||九");
  two.editor.commands.setTextSelection(3);
  does("column_remove", two);
  for (let i = 0; i < 5; i++) exchange();
  expect(cellsOf(two)).toBe(cellsOf());
});

test("what is cleared is cleared in lines beside the table too, and the lines stay", () => {
  const { doc } = one.editor.state;
  one.editor.view.dispatch(one.editor.state.tr.insertText("下", doc.content.size - 1));
  written(["一", "二", "三"]);
  const state = one.editor.state;
  one.editor.view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, 3, state.doc.content.size - 1)));
  one.editor.view.dispatch(clear(one.editor.state));
  expect(cellsOf()).toBe("||/||/||");
  expect(one.editor.state.doc.childCount).toBe(2);
});
