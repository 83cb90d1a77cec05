// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { Emergencies } from "./emergencies";

let asked = 0;
let served = "";

const page = async () => {
  asked += 1;
  if (served === "away") throw new TypeError("away");
  return new DOMParser().parseFromString(`<div id="e" data-shown="${served}"><p>${served}</p></div>`, "text/html");
};
const settle = () => new Promise((done) => setTimeout(done, 0));

function begun(): [Emergencies, HTMLElement] {
  document.body.innerHTML = `<div id="e" data-shown=""></div>`;
  const place = document.getElementById("e")!;
  return [new Emergencies(place, page), place];
}

beforeEach(() => {
  asked = 0;
});

test("a reading that was allowed meanwhile is shown, once, and gone when it ends", async () => {
  const [emergencies, place] = begun();
  emergencies.look(null);
  emergencies.look("");
  expect(asked).toBe(0);
  served = "one";
  emergencies.look("one");
  emergencies.look("one");
  await settle();
  emergencies.look("one");
  expect([asked, place.textContent]).toEqual([1, "one"]);
  served = "";
  emergencies.look("");
  await settle();
  expect([asked, place.textContent]).toEqual([2, ""]);
});

test("without a line nothing changes and nothing is asked in a loop", async () => {
  const [emergencies, place] = begun();
  served = "away";
  emergencies.look("one");
  await settle();
  emergencies.look("one");
  expect([asked, place.textContent]).toEqual([1, ""]);
});
