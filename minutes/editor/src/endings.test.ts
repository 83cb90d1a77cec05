// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";
import { endingBanner, isGone, isShut, type Ways } from "./endings";

const ways = (): Ways => ({ phone: "お困りのときは", login: "/login", pledge: "/pledge", leave: "/record", again: vi.fn(), reload: vi.fn() });
const banner = (code: number, way: Ways = ways()) => endingBanner(code, (key) => key, way);
const hrefs = (code: number) => (banner(code).acts ?? []).map((act) => act.getAttribute("href")).filter(Boolean);

test.each([
  [4400, "failed", []],
  [4401, "login_title", ["/login"]],
  [4409, "old_title", []],
  [4423, "frozen_title", ["/record"]],
  [4428, "pledge_title", ["/pledge"]],
])("code %i says %s", (code, title, links) => {
  expect(banner(code).title).toBe(title);
  expect(hrefs(code)).toEqual(links);
});

test("what is not mine any more is cleared away, not explained", () => {
  expect([4403, 4404].map(isGone)).toEqual([true, true]);
  expect([4400, 4401, 4409, 4423, 4428].some(isGone)).toBe(false);
});

test("who must log in or sign does not see the text meanwhile, and comes back by a button", () => {
  expect([4400, 4401, 4409, 4423, 4428].filter(isShut)).toEqual([4401, 4428]);
  for (const code of [4401, 4428]) {
    const way = ways();
    banner(code, way).acts!.find((act) => act.tagName === "BUTTON")!.click();
    expect(way.again).toHaveBeenCalledOnce();
  }
});

test("what cannot be saved says why and whom to phone", () => {
  expect(banner(4400).text).toBe("failed_textお困りのときは");
});
