// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { ThreadList } from "./list";
import type { Act, Talk, Thread } from "./server";

const act = (id: string, fields: Partial<Act> = {}): Act => ({
  id,
  kind: "comment",
  name: "大西 まき",
  agency: "かさね東",
  mine: false,
  at: "2026-11-30T14:41:00+09:00",
  when: "11月30日（月） 14:41",
  text: "この日は行事があります。",
  withdrawn: false,
  withdraw: "",
  ...fields,
});
const thread = (id: string, acts: Act[], fields: Partial<Thread> = {}): Thread => ({
  id,
  part: "minutes",
  anchor: "",
  quote: "12月の第1週",
  resolved: false,
  stands: true,
  doors: { reply: `/${id}/reply/`, resolve: `/${id}/resolve/`, reopen: `/${id}/reopen/` },
  acts,
  ...fields,
});
const talk = (...threads: Thread[]): Talk => ({ count: 1, may: true, token: "", threads });

let list: ThreadList;
let sent: [string, string][];
let fails: string;
const page = () => document.getElementById("list")!;
const press = (name: string): void => {
  const found = [...page().querySelectorAll("button")].find((one) => one.textContent === name && !one.closest("[hidden]"));
  if (!found) throw new Error(name);
  found.click();
};
const area = () => page().querySelector("textarea")!;

beforeEach(() => {
  document.body.innerHTML =
    '<ol id="list"></ol><p id="none"></p><label id="settled"><input type="checkbox" id="all"><span id="count"></span></label>';
  const find = (id: string) => document.getElementById(id)!;
  sent = [];
  fails = "";
  const words = (key: string): string => key;
  const send = (door: string, fields: Record<string, string> = {}): Promise<void> => {
    sent.push([door, fields["text"] ?? ""]);
    return fails ? Promise.reject(new Error(fails)) : Promise.resolve();
  };
  list = new ThreadList(
    { list: page(), none: find("none"), settled: find("settled"), settledCount: find("count"), all: find("all") as HTMLInputElement },
    words,
    { words, show: () => {}, send },
  );
});

const draw = (now: Talk, order: string[] = []): void => list.draw(now, (a, b) => order.indexOf(a) < order.indexOf(b));
const settled = (): Promise<void> => new Promise((done) => setTimeout(done));

test("a reply that others' news come upon stays as it is, with the caret in it", () => {
  draw(talk(thread("a", [act("1")])));
  press("comment_reply");
  const before = area();
  before.value = "第2週に";
  draw(talk(thread("a", [act("1"), act("2", { text: "わたしも" })]), thread("b", [act("3")])), ["b", "a"]);
  expect(page().querySelector("#comment-a textarea")).toBe(before);
  expect(document.activeElement).toBe(before);
  expect(before.value).toBe("第2週に");
  expect([...page().children].map((one) => one.id)).toEqual(["comment-b", "comment-a"]);
  expect(list.unsent).toBe(true);
});

test("what is refused is said, and what was written stays", async () => {
  draw(talk(thread("a", [act("1")])));
  press("comment_reply");
  area().value = "第2週に";
  fails = "通信が切れています";
  press("comment_send");
  await settled();
  expect(sent).toEqual([["/a/reply/", "第2週に"]]);
  expect(page().textContent).toContain(fails);
  expect(area().value).toBe("第2週に");
  fails = "";
  press("comment_send");
  await settled();
  expect(area().value).toBe("");
  expect(list.unsent).toBe(false);
});

test("Enter of an input method sends nothing; with Ctrl it does, unless a word is being composed", () => {
  draw(talk(thread("a", [act("1")])));
  press("comment_reply");
  area().value = "だい2しゅう";
  const key = (options: KeyboardEventInit) => area().dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, ...options }));
  key({});
  key({ ctrlKey: true, isComposing: true });
  key({ keyCode: 229 });
  expect(sent).toEqual([]);
  key({ ctrlKey: true });
  expect(sent).toEqual([["/a/reply/", "だい2しゅう"]]);
});

test("leaving a reply that is written asks first", () => {
  draw(talk(thread("a", [act("1")])));
  press("comment_reply");
  area().value = "第2週に";
  press("comment_cancel");
  expect(area().value).toBe("第2週に");
  press("comment_keep");
  expect(document.activeElement).toBe(area());
  press("comment_cancel");
  press("comment_discard");
  expect(list.unsent).toBe(false);
  expect((document.activeElement as HTMLElement).textContent).toBe("comment_reply");
});

test("only what is mine can be removed, and only when asked twice", () => {
  draw(talk(thread("a", [act("1", { mine: true, withdraw: "/1/withdraw/" }), act("2")])));
  expect([...page().querySelectorAll("button")].filter((one) => one.textContent === "comment_remove")).toHaveLength(1);
  press("comment_remove");
  expect(sent).toEqual([]);
  press("comment_remove_yes");
  expect(sent).toEqual([["/1/withdraw/", ""]]);
  draw(talk(thread("a", [act("1", { mine: true, text: null, withdrawn: true }), act("2")])));
  expect(page().textContent).toContain("comment_withdrawn");
});

test("what is resolved is hidden until it is asked for", () => {
  draw(talk(thread("a", [act("1")], { resolved: true }), thread("b", [act("2", { text: null, withdrawn: true })], { stands: false })));
  expect([...page().children].map((one) => (one as HTMLElement).hidden)).toEqual([true, true]);
  expect(document.getElementById("count")!.textContent).toBe("（2）");
  expect(document.getElementById("none")!.hidden).toBe(false);
  document.getElementById("all")!.click();
  expect([...page().children].map((one) => (one as HTMLElement).hidden)).toEqual([false, false]);
  press("comment_reopen");
  expect(sent).toEqual([["/a/reopen/", ""]]);
});

test("who only reads finds nothing to press but the words", () => {
  draw({ ...talk(thread("a", [act("1", { mine: true, withdraw: "/1/withdraw/" })])), may: false });
  expect(page().querySelectorAll("button:not(.comment__place)")).toHaveLength([...page().querySelectorAll("form button")].length);
  list.lost(new Set(["a"]));
  expect(page().textContent).toContain("comment_gone");
});
