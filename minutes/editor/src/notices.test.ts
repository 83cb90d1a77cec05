// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { h } from "./dom";
import { Notices } from "./notices";

let page: { save: HTMLElement; banner: HTMLElement; live: HTMLElement; removed: HTMLElement };
let notices: Notices;

beforeEach(() => {
  page = { save: h("div"), banner: h("div"), live: h("div"), removed: h("div") };
  notices = new Notices(page, (key) => key);
});

const at = Date.parse("2026-11-30T14:41:00+09:00");
const said = (): string[] => [...page.live.children].map((line) => line.textContent ?? "");

test("the state of saving is one of its words, with the minute when all is stored", () => {
  notices.save("saved", at);
  expect(page.save.textContent).toBe("saved14:41");
  notices.save("pending", at);
  expect(page.save.textContent).toBe("pending");
  notices.save("pending", at, true);
  expect(page.save.textContent).toBe("only_here");
  notices.save("failed", at);
  expect(page.save.textContent).toBe("failed");
});

test("it is read aloud only when its class changes", () => {
  notices.save("pending", at);
  expect(said()).toEqual([]);
  notices.save("saved", at);
  notices.save("saved", at + 60_000);
  notices.save("pending", at);
  notices.save("pending", at, true);
  expect(said()).toEqual(["saved", "pending"]);
});
