import { expect, test } from "vitest";
import { minutesLeft } from "./timeleft";

const START = Date.parse("2026-11-30T14:00:00+09:00");
const at = (clock: string) => Date.parse(`2026-11-30T${clock}+09:00`);

test.each([
  ["13:59:59", null],
  ["14:00:00", 35],
  ["14:00:01", 35],
  ["14:11:00", 24],
  ["14:34:59", 1],
  ["14:35:00", 0],
  ["14:35:59", 0],
  ["14:40:10", -5],
  ["17:36:00", null],
])("at %s there are %s minutes left", (clock, left) => {
  expect(minutesLeft(START, 35, at(clock))).toBe(left);
});
