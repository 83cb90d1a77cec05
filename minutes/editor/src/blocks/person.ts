/** The choice of a person in a block: stored as two plain strings, so that a name outlives the list of people. */
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

  constructor(context: Context, label: string, empty: string, pick: (named: Named) => void) {
    this.choices = context.people.map((one) => ({ who: shortName(one, context.people), agency: one.agency }));
    this.select = h("select", { class: "person__choice", "aria-label": label });
    for (const named of [{ who: "", agency: "" }, ...this.choices]) {
      this.select.append(h("option", { value: key(named) }, line(named) || empty));
    }
    this.select.addEventListener("change", () => {
      const [who, agency] = JSON.parse(this.select.value) as [string, string];
      pick({ who, agency });
    });
    this.plain = h("span", { class: "person__plain" });
    this.dom = h("span", { class: "person", contenteditable: "false" }, this.select, this.plain);
  }

  show(named: Named, editable: boolean): void {
    const value = key(named);
    if (![...this.select.options].some((option) => option.value === value)) {
      this.select.append(h("option", { value }, line(named)));
    }
    if (this.select.value !== value) this.select.value = value;
    this.plain.textContent = line(named);
    this.select.hidden = !editable;
    this.plain.hidden = editable;
  }
}
