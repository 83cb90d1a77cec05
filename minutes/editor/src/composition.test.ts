// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BOUND_MS, Hold, SETTLE_MS, watchComposition } from "./composition";

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

test("is bounded, counted from the last composition event", () => {
  happens("compositionstart", true);
  vi.advanceTimersByTime(BOUND_MS - 1);
  happens("compositionupdate", true);
  vi.advanceTimersByTime(BOUND_MS - 1);
  expect(hold.active).toBe(true);
  vi.advanceTimersByTime(1);
  expect(hold.active).toBe(false);
});

test("ends when the focus leaves", () => {
  happens("compositionstart", true);
  happens("blur", true);
  vi.advanceTimersByTime(0);
  expect(hold.active).toBe(false);
});

test("ends when the tab is hidden", () => {
  happens("compositionstart", true);
  Object.defineProperty(document, "hidden", { value: true, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
  Reflect.deleteProperty(document, "hidden");
  expect(hold.active).toBe(false);
});
