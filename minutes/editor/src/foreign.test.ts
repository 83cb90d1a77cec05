// @vitest-environment happy-dom
/** A text that holds something of a newer version: the room stops, asks for a fresh page, and deletes nothing. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { FakeWire } from "./fake";
import { STEP2, sync, UPDATE } from "./messages";
import { Room } from "./room";

const IDS = ["room", "agenda-editor", "minutes-editor", "presence", "save-state", "room-banner", "room-live", "room-tools", "room-format"];
const me = { id: 1, name: "大西 まき", family: "大西", agency: "かさね東" };
const config = { socket: "/ws/documents/1/", me, may: "write" as const, people: [me], labels: {}, journal: "", admission: "", called: [], secretariat: { name: "", phone: "" }, leave: "/", comments: "/comments/", writers: "" };

let wires: FakeWire[];
let server: Y.Doc;

beforeEach(() => {
  vi.useFakeTimers();
  wires = [];
  server = new Y.Doc();
  vi.stubGlobal("WebSocket", function () {
    wires.push(new FakeWire());
    return wires.at(-1);
  });
  document.body.innerHTML = IDS.map((id) => `<div id="${id}"></div>`).join("");
  new Room(document, config);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const line = (...children: (Y.XmlText | Y.XmlElement)[]): Y.XmlElement => {
  const made = new Y.XmlElement("paragraph");
  made.insert(0, children);
  return made;
};
const holding = (name: string, ...children: (Y.XmlText | Y.XmlElement)[]): Y.XmlElement => {
  const made = new Y.XmlElement(name);
  made.insert(0, children);
  return made;
};
const stamped = (): Y.XmlText => {
  const text = new Y.XmlText();
  text.insert(0, "大事な話", { stamp: { by: "x" } });
  return text;
};

const FOREIGN: [string, () => Y.XmlElement][] = [
  ["a block", () => holding("vote", line(new Y.XmlText("賛成")))],
  ["a node within a line", () => line(new Y.XmlText("あの"), holding("mention", new Y.XmlText("大西さん")), new Y.XmlText("に"))],
  ["a node within a line that carries no words", () => line(new Y.XmlText("図"), new Y.XmlElement("picture"))],
  ["a mark", () => line(stamped())],
  ["a block within a block", () => holding("statement", holding("vote", line(new Y.XmlText("賛成"))))],
  ["a kind of cell", () => holding("table", holding("tableRow", holding("tableHeader", new Y.XmlText("見出し"))))],
  ["a mark within a cell", () => holding("table", holding("tableRow", holding("tableCell", stamped())))],
];

const wire = () => wires.at(-1)!;
const minutes = () => server.getXmlFragment("minutes");
const shown = () => document.getElementById("minutes-editor")!;
/** All that the page ever told the server is taken there. */
const take = () => [STEP2, UPDATE].flatMap((step) => wire().sent(step)).forEach((update) => Y.applyUpdate(server, update));
const stands = () => JSON.stringify(minutes().toArray().map((one) => (one as Y.XmlElement).toString()));

function stopped(): void {
  expect(document.getElementById("room-banner")!.textContent).toContain("old_title");
  expect([...document.querySelectorAll("#room-banner button")].map((one) => one.textContent)).toEqual(["reload"]);
  expect(document.querySelector('[contenteditable="true"]')).toBeNull();
  expect(document.getElementById("room-tools")!.hidden).toBe(true);
}

test.each(FOREIGN)("%s that was there before", (_what, made) => {
  minutes().insert(0, [line(new Y.XmlText("前からある文")), made()]);
  const before = stands();
  wire().opens();
  wire().syncs(server);
  vi.advanceTimersByTime(5000);
  stopped();
  take();
  expect(stands()).toBe(before);
});

test.each(FOREIGN)("%s that comes while one writes", (_what, made) => {
  minutes().insert(0, [line(new Y.XmlText("前からある文"))]);
  wire().opens();
  wire().syncs(server);
  expect(shown().querySelector('[contenteditable="true"]')).not.toBeNull();
  take();
  const known = Y.encodeStateVector(server);
  minutes().insert(1, [made()]);
  const before = stands();
  wire().hears(sync(UPDATE, Y.encodeStateAsUpdate(server, known)));
  vi.advanceTimersByTime(5000);
  stopped();
  expect(shown().textContent).toContain("前からある文"); // to be read until the page is fresh
  take();
  expect(stands()).toBe(before);
});
