import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { bring, spansBetween, trial, wordsIn, wordsOf } from "./brought";
import { AFTER_MS, EVERY_MS, Journal, OLDEST_MS, type Left } from "./journal";
import { imported, type Grant } from "./journalkey";
import { Memory } from "./memory";
import { places } from "./unsent";

const octets = (person: number, ...keys: number[]): Uint8Array<ArrayBuffer> =>
  new Uint8Array([...Array<number>(16).fill(person), ...Array<number>(16).fill(person + 100), ...keys.flatMap((key) => Array<number>(32).fill(key))]);

let shelf: Memory;
let living: Set<string>;
let granted: Grant | "none" | null;
let clock: number;

const made = (): Journal =>
  new Journal(() => Promise.resolve(granted), shelf, { here: () => {}, among: () => Promise.resolve(living) }, () => clock);

const updateOf = (words: string): Uint8Array => {
  const doc = new Y.Doc();
  doc.getText("t").insert(0, words);
  return Y.encodeStateAsUpdate(doc);
};
const wordsLeft = ({ updates }: Left): string[] => updates.map((one) => trial(new Y.Doc(), [one])!.getText("t").toString());

/** Write some words, wait until they are kept, and die. */
async function dies(words: string): Promise<Journal> {
  const journal = made();
  await journal.open();
  journal.note(updateOf(words));
  await waits(journal, AFTER_MS);
  return journal;
}

async function waits(journal: Journal, ms: number): Promise<void> {
  vi.advanceTimersByTime(ms);
  await journal.settled();
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  shelf = new Memory();
  living = new Set();
  clock = 1_000_000;
  granted = await imported(octets(1, 7));
});

afterEach(() => vi.useRealTimers());

describe("what is kept", () => {
  test("nothing while the server takes what is typed", async () => {
    const journal = made();
    await journal.open();
    for (let i = 0; i < 50; i++) {
      journal.note(updateOf("速"));
      await waits(journal, AFTER_MS - 1);
      journal.stored();
    }
    await waits(journal, 10_000);
    expect(shelf.puts).toBe(0);
  });

  test("what waits longer, and at most every two seconds", async () => {
    const journal = await dies("最初");
    expect(shelf.puts).toBe(1);
    journal.note(updateOf("次"));
    await waits(journal, EVERY_MS - 1);
    expect(shelf.puts).toBe(1);
    await waits(journal, 1);
    expect([shelf.puts, shelf.rows.size]).toEqual([2, 1]);
  });

  test("all of it, however long there is no line", async () => {
    const journal = made();
    await journal.open();
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => journal.note(update));
    for (let turn = 0; turn < 100; turn++) {
      for (let i = 0; i < 5; i++) doc.getText("t").insert((turn * 7) % (doc.getText("t").length + 1), "線");
      journal.flush();
    }
    await journal.settled();
    const { updates } = await made().open();
    expect(trial(new Y.Doc(), updates)!.getText("t").toString()).toBe(doc.getText("t").toString());
  });

  test("without a pause, also after 20,000 keystrokes", { timeout: 60_000 }, async () => {
    const journal = made();
    await journal.open();
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => journal.note(update));
    const text = doc.getText("t");
    let spent = 0;
    for (let i = 0; i < 20_000; i++) {
      text.insert((i * 7919) % (text.length + 1), "線");
      if (i % 10 !== 9) continue;
      const began = performance.now();
      journal.flush();
      spent += performance.now() - began;
      if (i % 1000 === 999) await journal.settled();
    }
    await journal.settled();
    expect(spent / 2000).toBeLessThan(5);
    const { updates } = await made().open();
    expect(trial(new Y.Doc(), updates)!.getText("t").toString()).toBe(text.toString());
  });

  test("at once when the page is about to go", async () => {
    const journal = made();
    await journal.open();
    journal.note(updateOf("いま"));
    journal.flush();
    await journal.settled();
    expect(shelf.rows.size).toBe(1);
  });

  test("until it is stored, also when that is said while it is being sealed", async () => {
    const journal = await dies("届いた");
    journal.stored();
    await journal.settled();
    expect(shelf.rows.size).toBe(0);
    journal.note(updateOf("途中"));
    vi.advanceTimersByTime(AFTER_MS);
    journal.stored();
    await journal.settled();
    expect(shelf.rows.size).toBe(0);
  });

  test("no word of it can be read, and no name of person or document", async () => {
    await dies("母の通院");
    const [row] = [...shelf.rows.values()];
    const raw = JSON.stringify(row) + new TextDecoder().decode(row!.sealed);
    expect(raw).not.toContain("母");
    expect(Object.keys(row!).sort()).toEqual(["at", "ends", "id", "owner", "sealed", "slot"]);
  });

  test("nothing on a computer that others use too, and what was there goes", async () => {
    await dies("前の人");
    granted = "none";
    const journal = await dies("共用");
    journal.flush();
    await journal.settled();
    expect(shelf.rows.size).toBe(0);
  });

  test("nothing after the login ended, until there is a new one", async () => {
    const journal = made();
    await journal.open();
    journal.note(updateOf("前"));
    journal.forget();
    await waits(journal, 10_000);
    journal.flush();
    await journal.settled();
    expect(shelf.rows.size).toBe(0);
    await journal.open();
    await waits(journal, AFTER_MS);
    expect(shelf.rows.size).toBe(1);
  });

  test("a browser that keeps nothing is no reason to stop", async () => {
    shelf.put = () => Promise.reject(new Error("full"));
    const journal = await dies("容量");
    journal.stored();
    await journal.settled();
    expect(shelf.rows.size).toBe(0);
  });
});

describe("what an earlier tab left", () => {
  test("comes back, and is there until it is stored", async () => {
    await dies("消えない");
    const journal = made();
    expect(wordsLeft(await journal.open())).toEqual(["消えない"]);
    journal.stored(); // said of this tab's words, before anybody dealt with those
    await journal.settled();
    expect(shelf.rows.size).toBe(1);
    journal.take();
    journal.stored();
    await journal.settled();
    expect(shelf.rows.size).toBe(0);
  });

  test("opens with the key before, after the ring's key changed", async () => {
    await dies("鍵が変わる前");
    granted = await imported(octets(1, 9, 7));
    expect(wordsLeft(await made().open())).toEqual(["鍵が変わる前"]);
  });

  test("does not open without its key: it goes, and the room hears how far it went", async () => {
    await dies("開かない");
    granted = await imported(octets(1, 9));
    const left = await made().open();
    expect([left.updates, left.shut.map(([, clock]) => clock)]).toEqual([[], [4]]);
    expect(shelf.rows.size).toBe(0);
  });

  test("does not open where a mark or a count was altered", async () => {
    await dies("動かした");
    const [row] = [...shelf.rows.values()];
    shelf.rows.set(row!.id, { ...row!, ends: [[1, 1]] });
    expect((await made().open()).updates).toEqual([]);
  });

  test("is wiped when it is another person's, and left alone when it is of another document", async () => {
    await dies("人のもの");
    const other = await imported(octets(1, 7));
    granted = { ...other, slot: "another" };
    expect((await made().open()).updates).toEqual([]);
    expect(shelf.rows.size).toBe(1);
    granted = await imported(octets(2, 8));
    expect(await made().open()).toEqual({ updates: [], shut: [] });
    expect(shelf.rows.size).toBe(0);
  });

  test("is another tab's own affair while that lives", async () => {
    await dies("まだいる");
    living = new Set(shelf.rows.keys());
    expect((await made().open()).updates).toEqual([]);
    expect(shelf.rows.size).toBe(1);
  });

  test("is not kept for ever", async () => {
    await dies("古い");
    clock += OLDEST_MS + 1;
    expect((await made().open()).updates).toEqual([]);
    expect(shelf.rows.size).toBe(0);
  });
});

describe("bringing it back", () => {
  let doc: Y.Doc;
  let roots: Y.XmlFragment[];
  let lost: Uint8Array;

  beforeEach(() => {
    doc = new Y.Doc();
    const root = doc.getXmlFragment("minutes");
    root.insert(0, ["一", "二"].map((words) => {
      const line = new Y.XmlElement("paragraph");
      line.insert(0, [new Y.XmlText(words)]);
      return line;
    }));
    roots = [root];
    const dead = trial(doc, [])!;
    const had = Y.encodeStateVector(dead);
    const text = (dead.getXmlFragment("minutes").get(1) as Y.XmlElement).get(0) as Y.XmlText;
    text.insert(1, "と続き");
    lost = Y.encodeStateAsUpdate(dead, had);
  });

  test("it stands there once, however often", () => {
    const brought = bring(doc, roots, [lost, lost]);
    expect(wordsIn(roots, brought!.spans)).toBe("と続き");
    expect(places(roots, brought!.spans)).toBe(1);
    expect(bring(doc, roots, [lost])).toBeNull();
    expect(roots[0]!.toString()).toBe("<paragraph>一</paragraph><paragraph>二と続き</paragraph>");
  });

  test("it counts as a change of this tab, but nobody writes", () => {
    const seen: boolean[] = [];
    doc.on("update", (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => seen.push(local));
    bring(doc, roots, [lost]);
    expect(seen).toEqual([false]);
  });

  test("it can be taken out again, and what others wrote meanwhile stays", () => {
    const brought = bring(doc, roots, [lost])!;
    ((roots[0]!.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(1, "番");
    brought.undo();
    expect(roots[0]!.toString()).toBe("<paragraph>一番</paragraph><paragraph>二</paragraph>");
  });

  test("it can be looked at without going in", () => {
    const copy = trial(doc, [lost])!;
    expect(wordsIn([copy.getXmlFragment("minutes")], spansBetween(doc, copy))).toBe("と続き");
    expect(roots[0]!.toString()).not.toContain("続き");
  });

  test("where its ground is missing, its words are still told", () => {
    expect(trial(new Y.Doc(), [lost])).toBeNull();
    expect(wordsOf([lost])).toBe("と続き");
  });
});
