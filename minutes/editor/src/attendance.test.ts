import { expect, test } from "vitest";
import { Attendance } from "./attendance";
import type { Present } from "./presence";

const person = (id: number, family: string, name = `${family} 恵`) => ({ id, family, name, agency: "" });
const here = (...ids: number[]) => ids.map((id) => ({ id: String(id) }) as Present);

test("who is here, who was, and who has not come; who is not called does not count", () => {
  const roll = new Attendance([person(1, "大西"), person(2, "谷川"), person(3, "石田")]);
  expect(roll.look(here(9))).toEqual({ called: 3, here: 0, left: [], missing: ["大西", "谷川", "石田"] });
  expect(roll.look(here(9, 1, 2))).toEqual({ called: 3, here: 2, left: [], missing: ["石田"] });
  expect(roll.look(here(2))).toEqual({ called: 3, here: 1, left: ["大西"], missing: ["石田"] });
});

test("two of one name are told apart", () => {
  const roll = new Attendance([person(1, "大西", "大西 恵"), person(2, "大西", "大西 誠")]);
  expect(roll.look([]).missing).toEqual(["大西 恵", "大西 誠"]);
});
