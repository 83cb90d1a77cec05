// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { TextSelection } from "@tiptap/pm/state";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Hold } from "../composition";
import { Pane } from "../pane";
import { Mark } from "../unsent";
import { places } from "./marks";
import { readComments } from "./page";
import { Comments } from "./panel";
import { Refusal, type Server, type Talk, type Thread } from "./server";

const me = { id: 1, name: "大西 まき", family: "大西", agency: "かさね東" };
const words = (key: string): string => key;
const context = { words, me, people: [me], say: () => {}, removed: () => {} };
const IDS = ["fold", "count", "new", "close", "body", "form", "problem", "list", "none", "settled", "settled-count"];

/** A server in memory: keeps what is sent, and may be away. */
class Kept {
  threads: Thread[] = [];
  count = 0;
  may = true;
  away = false;
  loads = 0;

  load = (): Promise<Talk> => {
    this.loads += 1;
    return this.talk();
  };

  add = (fields: Record<string, string>): Promise<Talk> => {
    this.say(fields);
    return this.talk();
  };

  say({ part = "minutes", anchor = "", quote = "", text = "" }: Record<string, string>, mine = true): void {
    this.count += 1;
    const act = { kind: "comment", name: "", agency: "", mine, at: "", when: "", text, withdrawn: false, withdraw: "" } as const;
    const doors = { reply: "", resolve: "", reopen: "" };
    const id = String(this.count);
    this.threads.push({ id, part: part as Thread["part"], anchor, quote, resolved: false, stands: true, doors, acts: [{ ...act, id: `act-${id}` }] });
  }

  private talk(): Promise<Talk> {
    if (this.away) return Promise.reject(new Refusal("away"));
    return Promise.resolve({ count: this.count, may: this.may, token: "", threads: structuredClone(this.threads) });
  }
}

let doc: Y.Doc;
let panes: Pane[];
let awareness: Awareness;
let server: Kept;
let comments: Comments;
let composing: boolean;
let said: string[];
const find = (id: string): HTMLElement => document.getElementById(`comments-${id}`)!;

beforeEach(() => {
  vi.useFakeTimers();
  const parts = IDS.map((id) => `<div id="comments-${id}"></div>`).join("");
  document.body.innerHTML = `<section id="room-comments" hidden>${parts}<input type="checkbox" id="comments-all"></section><div id="a"></div><div id="m"></div>`;
  doc = new Y.Doc();
  awareness = new Awareness(doc);
  const roots = [doc.getXmlFragment("agenda"), doc.getXmlFragment("minutes")] as const;
  const shared = { awareness, hold: new Hold(() => {}), context, mark: new Mark(), editable: true, onFault: () => {}, label: "", placeholder: "", comments: (thread: string) => comments.open(thread) };
  panes = ["a", "m"].map((id, index) => new Pane({ ...shared, mount: document.getElementById(id)!, root: roots[index]! }));
  server = new Kept();
  [composing, said] = [false, []];
  comments = new Comments({
    page: readComments(document)!,
    words: (key, values) => [key, ...Object.values(values ?? {})].join(" "),
    server: server as unknown as Server,
    roots,
    editors: () => panes.map((pane) => pane.editor),
    current: () => panes[1]!.editor,
    composing: () => composing,
    say: (text) => said.push(text),
  });
  const { view, state } = panes[1]!.editor;
  view.dispatch(state.tr.insertText("往診は12月の第1週に始める。"));
});

afterEach(() => {
  comments.destroy();
  panes.forEach((pane) => pane.destroy());
  awareness.destroy();
  doc.destroy();
  vi.useRealTimers();
});

const flush = () => vi.advanceTimersByTimeAsync(300);
const marked = (): string[] => {
  const { editor } = panes[1]!;
  return [...places(editor).values()].map(({ from, to }) => editor.state.doc.textBetween(from, to));
};
async function comment(text: string): Promise<void> {
  const { editor } = panes[1]!;
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, 4, 11)));
  comments.begin();
  find("form").querySelector("textarea")!.value = text;
  find("form").querySelector<HTMLElement>(".btn--fill")!.click();
  await flush();
}

test("a press on commented words opens them, also while they are still chosen", async () => {
  comments.load();
  await flush();
  await comment("祭りとかさなります。");
  const { view } = panes[1]!.editor;
  const opened = vi.spyOn(comments, "open");
  expect(view.state.selection.empty).toBe(false);
  view.someProp("handleClick", (handle) => handle(view, 6, new MouseEvent("click")));
  expect(opened).toHaveBeenCalledExactlyOnceWith("1");
});

test("words are marked from the moment one writes about them, and after it is sent", async () => {
  comments.load();
  await flush();
  const { editor } = panes[1]!;
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, 4, 11)));
  comments.begin();
  expect(marked()).toEqual(["12月の第1週"]);
  await comment("祭りがあります。");
  expect(server.threads.map((one) => [one.part, one.quote, one.acts[0]!.text])).toEqual([["minutes", "12月の第1週", "祭りがあります。"]]);
  expect(marked()).toEqual(["12月の第1週"]);
  expect(find("count").textContent).toBe("comments_open 1");
  expect(said).toEqual(["comment_sent"]);
});

test("one may begin before the list is there, but not where nobody may", async () => {
  await comment("祭りがあります。");
  expect(server.threads).toHaveLength(1);
  server.may = false;
  comments.load();
  await flush();
  comments.begin();
  expect(find("problem").textContent).toBe("comment_closed");
});

test("what others say is fetched once when the room tells of it, and is said aloud rarely", async () => {
  comments.load();
  await flush();
  server.say({ quote: "始める" }, false);
  for (const count of [1, 1]) comments.told(count);
  await flush();
  expect(server.loads).toBe(2);
  comments.told(1);
  await flush();
  expect(server.loads).toBe(2);
  for (const count of [2, 3]) {
    server.say({ quote: "往診" }, false);
    comments.told(count);
    await flush();
  }
  expect(said).toEqual(["comments_added 1"]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said).toEqual(["comments_added 1", "comments_added 2"]);
});

test("a server that is away is not asked again and again", async () => {
  server.away = true;
  comments.load();
  comments.told(5);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.loads).toBe(1);
  expect(find("problem").textContent).toContain("comments_failed away");
});

test("while a word is being composed nothing is drawn in the text; afterwards it is", async () => {
  await comment("祭りがあります。");
  server.threads = [];
  server.count += 1;
  composing = true;
  comments.load();
  await flush();
  expect(marked()).toEqual(["12月の第1週"]);
  composing = false;
  comments.refresh();
  expect(marked()).toEqual([]);
});

test("what is resolved stays marked while it is looked at, what was taken back does not", async () => {
  await comment("祭りがあります。");
  const [thread] = server.threads;
  for (const [change, expected] of [
    [{ resolved: true }, ["12月の第1週"]],
    [{ stands: false }, []],
  ] as const) {
    Object.assign(thread!, change);
    server.count += 1;
    comments.told(server.count);
    await flush();
    expect(marked()).toEqual(expected);
  }
});

test("editors that are made anew get their marks", async () => {
  await comment("祭りがあります。");
  const { editor } = panes[1]!;
  panes[1]!.destroy();
  panes[1] = new Pane({ awareness, hold: new Hold(() => {}), context, mark: new Mark(), editable: false, onFault: () => {}, label: "", placeholder: "", mount: document.getElementById("m")!, root: doc.getXmlFragment("minutes") });
  expect(panes[1].editor).not.toBe(editor);
  comments.refresh(true);
  expect(marked()).toEqual(["12月の第1週"]);
});

test("where the words were replaced by earlier ones the comment says so, and it finds them when they are put back", async () => {
  comments.load();
  await flush();
  await comment("主治医に聞きました。");
  const put = async (text: string) => {
    const server = new Y.Doc(); // as a stage is put back: by the server, with words of a new client
    Y.applyUpdate(server, Y.encodeStateAsUpdate(doc));
    const line = new Y.XmlElement("paragraph");
    line.insert(0, [new Y.XmlText(text)]);
    const record = server.getXmlFragment("minutes");
    server.transact(() => (record.delete(0, record.length), record.insert(0, [line])));
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
    await vi.advanceTimersByTimeAsync(1500);
  };
  expect(find("list").textContent).not.toContain("comment_gone");
  await put("訪問を続ける。");
  expect(marked()).toEqual([]);
  expect(find("list").textContent).toContain("comment_gone");
  expect(find("list").textContent).toContain("主治医に聞きました。");
  await put("往診は12月の第1週に始める。");
  expect(marked()).toEqual(["12月の第1週"]);
  expect(find("list").textContent).not.toContain("comment_gone");
});
