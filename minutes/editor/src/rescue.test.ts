// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { h } from "./dom";
import { Journal } from "./journal";
import { imported } from "./journalkey";
import { Memory } from "./memory";
import { Rescue } from "./rescue";
import { Mark } from "./unsent";

let shelf: Memory;
let doc: Y.Doc;
let place: HTMLElement;
let mark: Mark;
const said = vi.fn();

const journal = (): Journal => {
  const octets = new Uint8Array(64).fill(7);
  return new Journal(() => imported(new Uint8Array(octets)), shelf, { here: () => {}, among: () => Promise.resolve(new Set()) });
};
const root = (): Y.XmlFragment => doc.getXmlFragment("minutes");
const text = (): string => root().toString().replace(/<[^>]*>/g, "");
const buttons = (): HTMLButtonElement[] => [...place.querySelectorAll("button")];
const press = (name: string): void => buttons().find((one) => one.textContent === name)!.click();

/** The room as it opens: what an earlier tab left is looked for. */
async function opens(): Promise<Rescue> {
  const parts = { doc, roots: [root()], mark, panes: { read: () => {}, redraw: () => {}, show: () => 0 }, place, words: (key: string) => key, say: said };
  const kept = journal();
  const rescue = new Rescue(parts, kept);
  await new Promise<void>((done) => {
    rescue.ready = done;
    setTimeout(done, 200);
  });
  return rescue;
}

beforeEach(async () => {
  shelf = new Memory();
  place = h("div");
  mark = new Mark();
  said.mockClear();
  doc = new Y.Doc();
  const line = new Y.XmlElement("paragraph");
  line.insert(0, [new Y.XmlText("会議")]);
  root().insert(0, [line]);
  const dead = new Y.Doc();
  Y.applyUpdate(dead, Y.encodeStateAsUpdate(doc));
  const earlier = journal();
  await earlier.open();
  dead.on("update", (update: Uint8Array) => earlier.note(update));
  ((dead.getXmlFragment("minutes").get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(2, "のことば");
  earlier.flush();
  await earlier.settled();
  expect(shelf.rows.size).toBe(1);
});

test("the words are back, said, marked, and go from the browser once they are stored", async () => {
  const rescue = await opens();
  doc.on("update", (update: Uint8Array) => rescue.note(update));
  rescue.look("write");
  expect(text()).toBe("会議のことば");
  expect(place.textContent).toContain("brought");
  expect(mark.brought).toHaveLength(1);
  rescue.stored();
  await vi.waitFor(() => expect(shelf.rows.size).toBe(0));
  press("close");
  expect([place.childElementCount, mark.brought.length, text()]).toEqual([0, 0, "会議のことば"]);
});

test("they are taken out again by a button, while one may write", async () => {
  const rescue = await opens();
  rescue.look("write");
  press("brought_undo");
  expect([text(), place.childElementCount]).toEqual(["会議", 0]);
  expect(said).toHaveBeenCalledWith("brought_undone");
});

test("the button goes with the right to write", async () => {
  const rescue = await opens();
  rescue.look("write");
  rescue.look("read");
  expect(buttons().map((one) => one.textContent)).toEqual(["brought_show", "close"]);
});

test("where one may only read they do not go in, and can be copied until that is closed", async () => {
  const rescue = await opens();
  rescue.look("read");
  expect(text()).toBe("会議");
  expect(place.querySelector("textarea")!.value).toBe("のことば");
  rescue.stored();
  expect(shelf.rows.size).toBe(1);
  press("lost_close");
  await vi.waitFor(() => expect(shelf.rows.size).toBe(0));
  expect(place.childElementCount).toBe(0);
});

test("words of this very tab that cannot be stored are offered once", async () => {
  shelf.rows.clear();
  const rescue = await opens();
  rescue.offer([[doc.clientID, 0, Infinity]]);
  expect(place.querySelector("textarea")!.value).toBe("会議");
  press("lost_close");
  rescue.offer([[doc.clientID, 0, Infinity]]);
  expect(place.childElementCount).toBe(0);
});

test("what does not open is told of only where something is missing", async () => {
  const [row] = [...shelf.rows.values()];
  const spoilt = (ends: [number, number][]): void => void shelf.rows.set(row!.id, { ...row!, ends });
  spoilt([[doc.clientID, Y.getState(doc.store, doc.clientID)]]);
  (await opens()).look("write");
  expect(place.childElementCount).toBe(0);
  spoilt([[99, 3]]);
  (await opens()).look("write");
  expect(place.textContent).toContain("lost_shut");
});
