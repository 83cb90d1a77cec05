/** Who of those called to the item is here, who was, and who has not come yet. A help for the eye: it records nothing. */
import type { Person, Words } from "./config";
import { shortName } from "./config";
import { h } from "./dom";
import type { Present } from "./presence";

export interface Roll {
  called: number;
  here: number;
  /** Were here while this page stood open, and are not now. */
  left: string[];
  missing: string[];
}

export class Attendance {
  private readonly seen = new Set<string>();

  constructor(private readonly called: readonly Person[]) {}

  look(present: readonly Present[]): Roll {
    const here = new Set(present.map((one) => one.id));
    for (const id of here) this.seen.add(id);
    const away = this.called.filter((one) => !here.has(String(one.id)));
    const names = (were: boolean): string[] =>
      away.filter((one) => this.seen.has(String(one.id)) === were).map((one) => shortName(one, this.called));
    return { called: this.called.length, here: this.called.length - away.length, left: names(true), missing: names(false) };
  }
}

export function showCalled(place: HTMLElement, roll: Roll, words: Words): void {
  place.hidden = roll.called === 0;
  const names = (key: string, all: readonly string[]): HTMLElement | null =>
    all.length > 0 ? h("p", { class: "called__names" }, h("span", {}, words(key, { n: all.length })), " ", all.join(words("between_names"))) : null;
  const all = roll.here === roll.called;
  const sum = h("p", { class: "called__sum" }, all ? words("called_all", { n: roll.called }) : words("called_here", { n: roll.here, all: roll.called }));
  place.replaceChildren(...[sum, names("called_left", roll.left), names("called_missing", roll.missing)].filter((one) => one !== null));
}
