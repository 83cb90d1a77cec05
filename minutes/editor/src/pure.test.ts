import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { dayWords } from "./blocks/days";
import { shortName, words } from "./config";
import { indexIn } from "./occupied";
import { initials, present, type Present } from "./presence";
import { PATIENCE_MS, save, type Link, type Save } from "./save";
import { places, rangesOf } from "./unsent";

const link: Link = { saved: false, unsent: true, connected: true, ended: null, may: "write" };

test.each<[string, Partial<Link>, number, Save, Save]>([
  ["everything acknowledged", { saved: true, unsent: false }, 0, "pending", "saved"],
  ["on its way for a moment", {}, PATIENCE_MS, "saved", "saved"],
  ["on its way for longer", {}, PATIENCE_MS + 1, "saved", "pending"],
  ["no connection", { connected: false }, 0, "saved", "pending"],
  ["ended for good with text left", { connected: false, ended: 4423 }, 0, "saved", "failed"],
  ["ended for good with nothing left", { connected: false, unsent: false, ended: 4423 }, 0, "saved", "saved"],
  ["text left when the right to write ended", { may: "read" }, 0, "saved", "failed"],
  ["reading", { saved: true, unsent: false, may: "read" }, 0, "pending", "saved"],
])("save state: %s", (_what, values, waited, before, state) => {
  expect(save({ ...link, ...values }, waited, before)).toBe(state);
});

test.each([
  ["2026-12-03", "12月3日（木）"],
  ["2028-02-29", "2月29日（火）"],
  ["2026-13-01", ""],
  ["12月3日", ""],
  ["", ""],
])("due %s reads %s", (due, text) => {
  expect(dayWords(due, "ja")).toBe(text);
});

test("words are filled, and an unknown key shows itself", () => {
  const say = words({ places: "{time}からの{n}か所" });
  expect([say("places", { time: "14:43", n: 3 }), say("places"), say("none")]).toEqual([
    "14:43からの3か所",
    "{time}からの{n}か所",
    "none",
  ]);
});

const person = (id: number, name: string) => ({ id, name, family: name.split(" ")[0]!, agency: "" });

test("a family name that two share is written in full", () => {
  const people = [person(1, "大西 まき"), person(2, "大西 健"), person(3, "谷川 由美")];
  expect(people.map((one) => shortName(one, people))).toEqual(["大西 まき", "大西 健", "谷川"]);
});

describe("presence", () => {
  const state = (id: number, name: string, rest: object = {}) => ({ user: { ...person(id, name), colour: id }, ...rest });

  test("me first, then writers; two tabs are one person; strangers without a name are left out", () => {
    const states = [
      state(1, "北村 文", { device: "phone" as const }),
      state(2, "石田 健", { device: "away" as const }),
      state(3, "谷川 由美", { writing: true }),
      state(2, "石田 健"),
      state(4, "水野 あかり"),
      {},
    ];
    const list = present(states, { id: 4 }).map((one) => [one.family, one.doing, one.me]);
    expect(list).toEqual([
      ["水野", "reading", true],
      ["谷川", "writing", false],
      ["北村", "phone", false],
      ["石田", "reading", false],
    ]);
  });

  test("colours repeat from the ninth person on", () => {
    expect(present([state(9, "藤原 茂")], { id: 0 })[0]?.colour).toBe(1);
  });

  test("same family names are told apart by the given name", () => {
    const all = present([state(1, "大西 まき"), state(2, "大西 健"), state(3, "谷川 由美")], { id: 0 });
    expect(all.map((one: Present) => initials(one, all))).toEqual(["大ま", "大健", "谷"]);
  });
});

describe("unsent text", () => {
  const doc = new Y.Doc();
  doc.clientID = 7;
  const root = doc.getXmlFragment("minutes");
  const paragraph = new Y.XmlElement("paragraph");
  const text = new Y.XmlText("保存");
  paragraph.insert(0, [text]);
  root.insert(0, [paragraph]);
  const stored = Y.getState(doc.store, 7);

  test("is what I wrote after the last acknowledgement, also inside a run", () => {
    text.insert(2, "まだ");
    text.insert(0, "x");
    expect(rangesOf(text, [[7, stored, Infinity]])).toEqual([[0, 1], [3, 5]]);
    expect(places([root], [[7, stored, Infinity]])).toBe(1);
  });

  test("is gone when it was deleted", () => {
    text.delete(3, 2);
    text.delete(0, 1);
    expect(places([root], [[7, stored, Infinity]])).toBe(0);
  });

  test("is never what another wrote", () => {
    expect(rangesOf(text, [[8, 0, Infinity]])).toEqual([]);
  });
});

test("a place deep in a block belongs to that block; a place elsewhere to none", () => {
  const doc = new Y.Doc();
  const root = doc.getXmlFragment("minutes");
  const blocks = ["decision", "statement"].map((name) => new Y.XmlElement(name));
  root.insert(0, blocks);
  const paragraph = new Y.XmlElement("paragraph");
  blocks[1]!.insert(0, [paragraph]);
  expect([indexIn(root, paragraph), indexIn(root, doc.getXmlFragment("agenda")), indexIn(root, root)]).toEqual([1, -1, -1]);
});
