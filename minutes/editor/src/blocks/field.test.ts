// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { Field } from "./field";

let field: Field;
let input: HTMLInputElement;
const told: string[] = [];

beforeEach(() => {
  told.length = 0;
  field = new Field("だれから", "text", ["大西", "谷川"], (value) => void told.push(value));
  document.body.replaceChildren(field.dom);
  input = field.dom.querySelector("input")!;
  field.show("", true);
});

const type = (value: string, isComposing = false) => {
  input.value = value;
  const event = new Event("input", { bubbles: true });
  Object.defineProperty(event, "isComposing", { value: isComposing });
  input.dispatchEvent(event);
};

test("it has a name and offers", () => {
  expect(input.labels?.[0]?.textContent).toContain("だれから");
  const offers = document.getElementById(input.getAttribute("list")!)!;
  expect([...offers.querySelectorAll("option")].map((one) => one.value)).toEqual(["大西", "谷川"]);
});

test("each keystroke is told, a composed word when it is confirmed", () => {
  type("母");
  type("母しゅ", true);
  type("母主", true);
  input.dispatchEvent(new Event("compositionend", { bubbles: true }));
  expect(told).toEqual(["母", "母主"]);
});

test("its composition holds nothing else back", () => {
  const heard: string[] = [];
  document.body.addEventListener("compositionstart", () => heard.push("start"), { once: true });
  input.dispatchEvent(new Event("compositionstart", { bubbles: true }));
  expect(heard).toEqual([]);
});

test("what another wrote while I stood in it shows when I leave, and I write nothing over it", () => {
  input.focus();
  field.show("主治医", true);
  expect(input.value).toBe("");
  input.blur();
  expect([input.value, told]).toEqual(["主治医", []]);
});

test("who may only read sees words and no field; an empty one is not there", () => {
  field.show("主治医", false);
  const plain = field.dom.querySelector<HTMLElement>(".field__plain")!;
  expect([plain.textContent, plain.hidden, input.hidden, field.dom.hidden]).toEqual(["主治医", false, true, false]);
  field.show("", false);
  expect(field.dom.hidden).toBe(true);
});
