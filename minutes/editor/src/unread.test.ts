// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { Hold } from "./composition";
import { FakeWire } from "./fake";
import { sync, UPDATE } from "./messages";
import { Pane } from "./pane";
import { Provider } from "./provider";
import { readUnread } from "./unread";
import { Mark } from "./unsent";

const me = { id: 1, name: "大西 まき", family: "大西", agency: "かさね東" };
const context = { words: (key: string) => key, me, people: [me], say: () => {} };
let doc: Y.Doc;
let server: Y.Doc;
let pane: Pane;
let awareness: Awareness;
let wire: FakeWire;
let provider: Provider;

beforeEach(() => {
  doc = new Y.Doc();
  server = new Y.Doc();
  awareness = new Awareness(doc);
  wire = new FakeWire();
  const nothing = () => {};
  const onComing = () => readUnread(pane.editor.view);
  provider = new Provider({ doc, awareness, may: "write", open: () => wire, onComing, onChange: nothing, onFault: nothing });
  wire.opens();
  wire.syncs(server);
  const mount = document.createElement("div");
  document.body.replaceChildren(mount);
  const root = doc.getXmlFragment("minutes");
  const words = { label: "記録", placeholder: "" };
  pane = new Pane({ mount, root, awareness, hold: new Hold(nothing), context, mark: new Mark(), editable: true, onFault: nothing, ...words });
  pane.editor.view.dispatch(pane.editor.state.tr.insertText("いう"));
  Y.applyUpdate(server, Y.encodeStateAsUpdate(doc));
});

afterEach(() => {
  provider.destroy();
  pane.destroy();
  doc.destroy();
});

/** As the browser does: the letters stand on the page, and nobody has been told yet. */
const browserWrites = (words: string) => void ((pane.editor.view.dom.querySelector("p")!.firstChild as Text).data += words);
const text = () => pane.editor.state.doc.textContent;

test("letters that the browser wrote are read before a change of somebody else is drawn", () => {
  browserWrites("え");
  const line = server.getXmlFragment("minutes").get(0) as Y.XmlElement;
  const before = Y.encodeStateVector(server);
  (line.get(0) as Y.XmlText).insert(0, "あ");
  wire.hears(sync(UPDATE, Y.encodeStateAsUpdate(server, before)));
  expect(text()).toBe("あいうえ");
  expect(wire.sent(UPDATE).length).toBeGreaterThan(0);
});

test("and before the cursor of somebody else is drawn, which still is", () => {
  vi.useFakeTimers();
  try {
    const theirs = new Awareness(server);
    const place = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex((server.getXmlFragment("minutes").get(0) as Y.XmlElement).get(0) as Y.XmlText, 1));
    theirs.setLocalState({ user: { ...me, id: 2, family: "北村", colour: 3 }, cursor: { anchor: place, head: place } });
    applyAwarenessUpdate(awareness, encodeAwarenessUpdate(theirs, [server.clientID]), "net");
    browserWrites("え");
    vi.advanceTimersByTime(1);
    expect(text()).toBe("いうえ");
    expect(pane.editor.view.dom.querySelector(".cursor-3")?.textContent).toContain("北村");
  } finally {
    vi.useRealTimers();
  }
});
