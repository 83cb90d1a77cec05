import { expect, test } from "vitest";
import { stages } from "./business";

const M = 60_000;
const items = [
  { start: 0, minutes: 30 },
  { start: 30 * M, minutes: 35 },
  { start: 65 * M, minutes: 15 },
];

test.each([
  ["before the meeting", 1, -1, ["later", "later", "later"]],
  ["by the plan", 1, 40, ["over", "now", "later"]],
  ["in an item whose time has not come", 2, 40, ["over", "now", "later"]],
  ["the open item takes longer", 1, 66, ["over", "now", "now"]],
  ["the first takes longer than the second was to", 0, 66, ["now", "later", "now"]],
  ["the last takes longer", 2, 81, ["over", "over", "now"]],
  ["the meeting is over, whatever page stands open", 0, 111, ["over", "over", "over"]],
])("%s", (_name, open, minute, expected) => {
  expect(stages(items, open, minute * M)).toEqual(expected);
});
