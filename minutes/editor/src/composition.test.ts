// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BOUND_MS, Hold, SETTLE_MS, STUCK_MS, watchComposition } from "./composition";

let view: { dom: HTMLElement; composing: boolean };
let hold: Hold;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  view = { dom: document.createElement("div"), composing: false };
  hold = new Hold(() => {});
  stop = watchComposition(view, hold);
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

const happens = (name: string, composing: boolean) => {
  view.composing = composing;
  view.dom.dispatchEvent(new Event(name));
};

test("holds from the start until the view has settled after the end", () => {
  happens("compositionstart", true);
  expect(hold.active).toBe(true);
  happens("compositionend", true);
  vi.advanceTimersByTime(SETTLE_MS * 3);
  expect(hold.active).toBe(true);
  view.composing = false;
  vi.advanceTimersByTime(SETTLE_MS);
  expect(hold.active).toBe(false);
});

test("a phone that starts the next word at once stays held", () => {
  happens("compositionstart", true);
  happens("compositionend", false);
  vi.advanceTimersByTime(SETTLE_MS - 1);
  happens("compositionstart", true);
  vi.advanceTimersByTime(SETTLE_MS * 2);
  expect(hold.active).toBe(true);
});

test("rests as long as nobody waits; then what stands there is confirmed, counted from the last composition event", () => {
  const confirmed = vi.spyOn(view.dom, "blur").mockImplementation(() => happens("compositionend", false));
  happens("compositionstart", true);
  vi.advanceTimersByTime(BOUND_MS * 3);
  expect(confirmed).not.toHaveBeenCalled();
  hold.keepFrame(new Uint8Array());
  happens("compositionupdate", true);
  vi.advanceTimersByTime(BOUND_MS - 1);
  expect([confirmed.mock.calls.length, hold.active]).toEqual([0, true]);
  vi.advanceTimersByTime(1 + SETTLE_MS);
  expect([confirmed.mock.calls.length, hold.active]).toEqual([1, false]);
});

test("ends when the focus leaves, after the view has read what was confirmed", () => {
  happens("compositionstart", true);
  happens("compositionend", false);
  happens("blur", false);
  vi.advanceTimersByTime(SETTLE_MS - 1);
  expect(hold.active).toBe(true);
  vi.advanceTimersByTime(1);
  expect(hold.active).toBe(false);
});

test("an input method that never says that it ended is not believed for ever", () => {
  happens("compositionstart", true);
  happens("blur", true);
  vi.advanceTimersByTime(STUCK_MS + 2 * SETTLE_MS);
  expect(hold.active).toBe(false);
});

test("ends when the tab is hidden", () => {
  happens("compositionstart", true);
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  view.composing = false;
  document.dispatchEvent(new Event("visibilitychange"));
  Reflect.deleteProperty(document, "hidden");
  vi.advanceTimersByTime(SETTLE_MS);
  expect(hold.active).toBe(false);
});

test("tells when a word begins and when it has settled, once each", () => {
  stop();
  const told: string[] = [];
  stop = watchComposition(view, hold, { begin: () => told.push("begin"), end: () => told.push("end") });
  happens("compositionstart", true);
  happens("compositionend", false);
  happens("compositionstart", true); // the next word at once
  happens("compositionend", false);
  happens("blur", false);
  vi.advanceTimersByTime(STUCK_MS);
  expect(told).toEqual(["begin", "end"]);
});
