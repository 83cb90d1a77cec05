import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { FakeWire, kindOf } from "./fake";
import { STEP1, STEP2, sync, UPDATE } from "./messages";
import { Provider } from "./provider";
import { SILENCE_MS } from "./pulse";

let wires: FakeWire[];
let doc: Y.Doc;
let server: Y.Doc;
let provider: Provider;
const faults = vi.fn();

beforeEach(() => {
  vi.useFakeTimers();
  wires = [];
  doc = new Y.Doc();
  server = new Y.Doc();
  faults.mockClear();
  const open = () => {
    wires.push(new FakeWire());
    return last();
  };
  const nothing = () => {};
  const awareness = new Awareness(doc);
  provider = new Provider({ doc, awareness, may: "write", open, onComing: nothing, onChange: nothing, onFault: faults });
});

afterEach(() => {
  provider.destroy();
  doc.destroy();
  vi.useRealTimers();
});

const last = (): FakeWire => wires[wires.length - 1]!;
const type = (text: string) => doc.getText("t").insert(doc.getText("t").length, text);
const ready = () => {
  last().opens();
  last().syncs(server);
  last().acknowledges(1);
};

test("is saved once the server has asked, answered and acknowledged", () => {
  expect(provider.saved).toBe(false);
  last().opens();
  expect(last().sent(STEP1)).toHaveLength(1);
  last().syncs(server);
  expect(last().sent(STEP2)).toHaveLength(1);
  expect([provider.synced, provider.saved]).toEqual([true, false]);
  last().acknowledges(1);
  expect(provider.saved).toBe(true);
});

test("is not saved before the server has asked what I have", () => {
  last().opens();
  last().hears(sync(STEP2, Y.encodeStateAsUpdate(server)));
  expect([provider.synced, provider.saved]).toEqual([true, false]);
});

test("counts every change until its acknowledgement", () => {
  ready();
  type("a");
  type("b");
  expect(last().sent(UPDATE)).toHaveLength(2);
  last().acknowledges(2);
  expect([provider.saved, provider.unsent]).toEqual([false, true]);
  last().acknowledges(3);
  expect([provider.saved, provider.unsent]).toEqual([true, false]);
});

test("tells of my own changes, of a composed word only once it is confirmed", () => {
  const told: Uint8Array[] = [];
  provider.destroy();
  const open = () => (wires.push(new FakeWire()), last());
  const options = { doc, awareness: new Awareness(doc), may: "write" as const, open, onChange: () => {}, onComing: () => {}, onFault: faults };
  provider = new Provider({ ...options, onOwn: (update) => told.push(update) });
  ready();
  type("か");
  expect(told).toHaveLength(1);
  provider.hold.start();
  type("n");
  type("じ");
  expect(told).toHaveLength(1);
  provider.hold.end();
  expect(told).toHaveLength(2);
  last().ends(1006);
  type("不通");
  expect(told).toHaveLength(3);
});

test("does not send back what came from the server", () => {
  ready();
  server.getText("t").insert(0, "x");
  last().hears(sync(UPDATE, Y.encodeStateAsUpdate(server)));
  expect(doc.getText("t").toString()).toBe("x");
  expect(last().sent(UPDATE)).toEqual([]);
});

test("sends what was not acknowledged again by sync on the next connection", () => {
  ready();
  type("unheard");
  last().ends(1006);
  type(" and written offline");
  expect([provider.connected, provider.saved, provider.unsent]).toEqual([false, false, true]);
  vi.advanceTimersByTime(2500);
  expect(wires).toHaveLength(2);
  last().opens();
  last().syncs(server);
  Y.applyUpdate(server, last().sent(STEP2)[0]!);
  expect(server.getText("t").toString()).toBe("unheard and written offline");
  expect(provider.unsent).toBe(true);
  last().acknowledges(1);
  expect([provider.saved, provider.unsent]).toEqual([true, false]);
});

test("waits no longer than 2.5 seconds, however often it failed", () => {
  for (let round = 1; round <= 12; round++) {
    last().ends(1006);
    vi.advanceTimersByTime(2500);
    expect(wires).toHaveLength(round + 1);
  }
});

test("tries at once when the network or the reader comes back", () => {
  last().ends(1006);
  provider.wake();
  expect(wires).toHaveLength(2);
});

describe("when a connection does not come about", () => {
  let why: (code: number | null) => void;
  const askWhy = vi.fn(() => new Promise<number | null>((done) => (why = done)));
  const answers = async (code: number | null) => {
    why(code);
    await vi.advanceTimersByTimeAsync(0);
  };

  beforeEach(() => {
    askWhy.mockClear();
    provider.destroy();
    const open = () => (wires.push(new FakeWire()), last());
    const nothing = () => {};
    provider = new Provider({ doc, awareness: new Awareness(doc), may: "write", open, askWhy, onComing: nothing, onChange: nothing, onFault: faults });
  });

  test.each([4401, 4404, 4428])("because of what ended while the tab slept, says so: %i", async (code) => {
    ready();
    last().ends(1006);
    expect(askWhy).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2500);
    last().ends(1006);
    expect(askWhy).toHaveBeenCalledOnce();
    await answers(code);
    const tried = wires.length;
    vi.advanceTimersByTime(60_000);
    expect([provider.ended, wires.length]).toEqual([code, tried]);
    provider.again();
    expect([provider.ended, wires.length]).toEqual([null, tried + 1]);
  });

  test("gives up a try that is under way", async () => {
    last().ends(1006);
    vi.advanceTimersByTime(2500);
    const trying = last();
    await answers(4401);
    expect([provider.ended, trying.closed]).toEqual([4401, true]);
  });

  test("tries on where it may still come about", async () => {
    last().ends(1006);
    await answers(null);
    vi.advanceTimersByTime(2500);
    expect([provider.ended, wires.length > 1]).toEqual([null, true]);
  });

  test("takes an answer that comes too late for nothing", async () => {
    last().ends(1006);
    vi.advanceTimersByTime(2500);
    ready();
    await answers(4401);
    expect([provider.ended, provider.connected]).toEqual([null, true]);
  });

  test("does not ask where the network is known to be gone", () => {
    provider.drop();
    expect(askWhy).not.toHaveBeenCalled();
  });
});

describe.each([4400, 4401, 4403, 4404, 4409, 4423, 4428, 4499])("close code %i", (code) => {
  test("is for good", () => {
    ready();
    last().ends(code);
    vi.advanceTimersByTime(60_000);
    provider.wake();
    expect([provider.ended, wires.length]).toEqual([code, 1]);
  });
});

test.each([1006, 1011, 1012, 1013])("close code %i comes back", (code) => {
  ready();
  last().ends(code);
  vi.advanceTimersByTime(2500);
  expect([provider.ended, wires.length]).toEqual([null, 2]);
});

test("connects again after a permanent end whose cause is gone", () => {
  last().ends(4401);
  provider.again();
  expect([provider.ended, wires.length]).toEqual([null, 2]);
});

test("asks a silent server, and leaves it when it stays silent", () => {
  ready();
  vi.advanceTimersByTime(SILENCE_MS + 5000);
  expect(last().sent(STEP1)).toHaveLength(2);
  expect(wires[0]!.closed).toBe(false);
  vi.advanceTimersByTime(SILENCE_MS + 5000);
  expect([wires[0]!.closed, wires.length]).toEqual([true, 2]);
});

test("stays with a silent server that answers when asked", () => {
  ready();
  for (let round = 0; round < 10; round++) {
    vi.advanceTimersByTime(SILENCE_MS);
    last().hears(sync(STEP2, Y.encodeStateAsUpdate(server)));
  }
  expect([wires[0]!.closed, wires.length]).toEqual([false, 1]);
});

test("a reader, who is not asked, has everything saved; until text of its own is left over", () => {
  last().opens();
  last().status("read", 3);
  last().hears(sync(STEP2, Y.encodeStateAsUpdate(server)));
  expect([provider.saved, provider.colour]).toEqual([true, 3]);
  type("left over");
  last().hears(sync(STEP2, Y.encodeStateAsUpdate(server)));
  expect([provider.saved, provider.unsent]).toEqual([false, true]);
});

test("what was written while reading travels when the right to write, and the question, come", () => {
  ready();
  last().status("read");
  type("a");
  last().status("write");
  type("b");
  expect([last().sent(UPDATE).length, provider.saved]).toEqual([0, false]);
  last().hears(sync(STEP1, Y.encodeStateVector(server)));
  Y.applyUpdate(server, last().sent(STEP2)[1]!);
  expect(server.getText("t").toString()).toBe("ab");
  last().acknowledges(2);
  expect([provider.saved, provider.unsent]).toEqual([true, false]);
});

test("sends no change while it may only read", () => {
  last().opens();
  last().status("read");
  last().syncs(server);
  type("a");
  expect([provider.may, last().sent(STEP2).length, last().sent(UPDATE).length]).toEqual(["read", 0, 0]);
});

describe("while something is being composed", () => {
  test("nothing goes out or comes in; then mine goes first, as one, and the others' follow in order", () => {
    ready();
    provider.hold.start();
    type("か");
    type("な");
    const base = server.getText("t");
    const frames: Uint8Array[] = [];
    server.on("update", (update: Uint8Array) => frames.push(sync(UPDATE, update)));
    base.insert(0, "x");
    base.insert(1, "y");
    for (const one of frames) last().hears(one);
    expect([doc.getText("t").toString(), last().sent(UPDATE).length, provider.saved]).toEqual(["かな", 0, false]);
    provider.hold.end();
    expect(last().sent(UPDATE)).toHaveLength(1);
    Y.applyUpdate(server, last().sent(UPDATE)[0]!);
    expect(doc.getText("t").toString()).toBe(server.getText("t").toString());
    expect(provider.saved).toBe(false);
    last().acknowledges(2);
    expect(provider.saved).toBe(true);
  });

  test("presence is not shown, and asked for again afterwards", () => {
    ready();
    provider.hold.start();
    last().hears(new Uint8Array([1, 1, 0]));
    provider.hold.end();
    expect(kindOf(last().out[last().out.length - 1]!)).toBe(3);
  });

  test("a lost connection forgets its waiting frames and sends my text by sync", () => {
    ready();
    provider.hold.start();
    type("かな");
    server.getText("t").insert(0, "x");
    last().hears(sync(UPDATE, Y.encodeStateAsUpdate(server)));
    last().ends(1006);
    provider.hold.end();
    expect(doc.getText("t").toString()).toBe("かな");
    vi.advanceTimersByTime(2500);
    last().opens();
    last().syncs(server);
    Y.applyUpdate(server, last().sent(STEP2)[0]!);
    expect(doc.getText("t").toString()).toBe(server.getText("t").toString());
  });
});

test("a frame that cannot be read is reported and harms nothing", () => {
  ready();
  last().hears(new Uint8Array([0, 2, 200]));
  expect(faults).toHaveBeenCalledOnce();
  expect(provider.connected).toBe(true);
});
