import { expect, test, vi } from "vitest";
import { Admission } from "./admission";

const PLEDGE = "/portal/enter/pledge/?next=/here";
const HERE = "https://kasane.example/portal/room/admission/";

const answer = (status: number, url: string, headers: Record<string, string> = { "Content-Security-Policy": "default-src 'self'" }) => {
  const made = new Response(null, { status, headers });
  return Object.defineProperties(made, { url: { value: url }, redirected: { value: url !== HERE } });
};
const asking = (made: Response) => new Admission(HERE, PLEDGE, () => Promise.resolve(made)).ask();
const at = (path: string) => `https://kasane.example${path}?next=/x`;

test.each([
  ["still mine", answer(204, HERE), null],
  ["to log in", answer(200, at("/portal/enter/")), 4401],
  ["to give a code", answer(200, at("/portal/enter/code/")), 4401],
  ["to sign", answer(200, at("/portal/enter/pledge/")), 4428],
  ["absent or forbidden", answer(404, HERE), 4404],
  ["asked too often", answer(429, HERE), null],
  ["broken", answer(500, HERE), null],
])("the room is %s", async (_name, made, code) => {
  expect(await asking(made)).toBe(code);
});

test.each([
  ["404", answer(404, HERE, {})],
  ["another page", answer(200, at("/sorry"), {})],
])("what a proxy says while the server is away clears nothing away: %s", async (_name, made) => {
  expect(await asking(made)).toBeNull();
});

test("nobody answers", async () => {
  expect(await new Admission(HERE, PLEDGE, () => Promise.reject(new TypeError())).ask()).toBeNull();
});

test("is not asked all the time: each question is a sign of life of the login", async () => {
  let now = 0;
  const fetch = vi.fn(() => Promise.resolve(answer(404, HERE)));
  const admission = new Admission(HERE, PLEDGE, fetch, () => now);
  expect([await admission.ask(), await admission.ask()]).toEqual([4404, null]);
  now = 5000;
  expect(await admission.ask()).toBe(4404);
  expect(fetch).toHaveBeenCalledTimes(2);
});
