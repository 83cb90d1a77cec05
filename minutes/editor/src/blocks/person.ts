/**
 * The choice of a person in a block: stored as two plain strings, so that a name outlives the list of people.
 * The name is read as text; the select lies over it, seen only while it has the focus.
 */
import { shortName } from "../config";
import { h } from "../dom";
import type { Context } from "./context";

export interface Named {
  who: string;
  agency: string;
}

const SEPARATOR = "　";
const line = ({ who, agency }: Named): string => [who, agency].filter(Boolean).join(SEPARATOR);
const key = (named: Named): string => JSON.stringify([named.who, named.agency]);

export class PersonChoice {
  readonly dom: HTMLElement;
  private readonly select: HTMLSelectElement;
  private readonly plain: HTMLElement;
  private readonly choices: Named[];

  constructor(context: Context, label: string, private readonly empty: string, pick: (named: Named) => void) {
    this.choices = context.people.map((one) => ({ who: shortName(one, context.people), agency: one.agency }));
    this.select = h("select", { class: "person__choice", "aria-label": label });
    for (const named of [{ who: "", agency: "" }, ...this.choices]) {
      this.select.append(h("option", { value: key(named) }, line(named) || empty));
    }
    this.select.addEventListener("change", () => {
      const [who, agency] = JSON.parse(this.select.value) as [string, string];
      pick({ who, agency });
    });
    this.plain = h("span", { class: "person__plain", "aria-hidden": "true" });
    this.dom = h("span", { class: "person", contenteditable: "false" }, this.select, this.plain);
  }

  show(named: Named, editable: boolean): void {
    const value = key(named);
    if (![...this.select.options].some((option) => option.value === value)) {
      this.select.append(h("option", { value }, line(named)));
    }
    if (this.select.value !== value) this.select.value = value;
    const { who, agency } = named;
    const name = h("b", { class: who ? "person__name" : "person__name person__name--none" }, who || this.empty);
    this.plain.replaceChildren(name, " ", h("small", { class: "person__agency" }, agency));
    this.dom.classList.toggle("person--open", editable);
    this.select.hidden = !editable;
    this.plain.ariaHidden = String(editable);
  }
}
