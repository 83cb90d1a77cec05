/** Who is here and what they are doing, in words: writing, reading, away, on a phone. Pure but for `show`. */
import type { Words } from "./config";
import type { User } from "./cursors";
import { h } from "./dom";

export const SHOWN = 12;

/** What a client tells of itself; the server adds `user`. "away": nobody is in front of the screen. */
export interface State {
  user?: Partial<User>;
  writing?: boolean;
  device?: "computer" | "phone" | "away";
}

export type Doing = "writing" | "away" | "phone" | "reading";

export interface Present {
  id: string;
  family: string;
  name: string;
  colour: number;
  doing: Doing;
  me: boolean;
}

const ORDER: readonly Doing[] = ["writing", "phone", "reading", "away"];

const doing = (state: State): Doing =>
  state.writing ? "writing" : state.device === "away" ? "away" : state.device === "phone" ? "phone" : "reading";

/** One entry a person, however many tabs; I come first, then writers, then the rest in order of entry. */
export function present(states: Iterable<State>, me: { id: string | number }): Present[] {
  const found = new Map<string, Present>();
  for (const state of states) {
    if (state.user?.id === undefined) continue;
    const { name = "", family = "", colour = 0 } = state.user;
    const id = String(state.user.id);
    const entry = { id, name, family: family || name, colour: colour % 8, doing: doing(state), me: id === String(me.id) };
    const known = found.get(id);
    if (!known || ORDER.indexOf(entry.doing) < ORDER.indexOf(known.doing)) found.set(id, entry);
  }
  const rank = (one: Present): number => (one.me ? -1 : ORDER.indexOf(one.doing));
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

/** The first character of the family name, and of the given name too where two would look alike. */
export function initials(one: Present, all: readonly Present[]): string {
  const first = [...one.family][0] ?? "";
  const twins = all.some((other) => other.id !== one.id && other.family === one.family);
  const given = [...one.name.replace(one.family, "").trim()][0] ?? "";
  return twins ? first + given : first;
}

const face = (one: Present, people: readonly Present[]): HTMLElement =>
  h("span", { class: `avatar avatar-${one.colour}`, "aria-hidden": "true" }, initials(one, people));

/** On a phone: three faces, two names and how many more; the others first, I know that I am here. */
export function showBrief(place: HTMLElement, people: readonly Present[], words: Words): void {
  const others = [...people].sort((a, b) => Number(a.me) - Number(b.me));
  const names = others.slice(0, 2).map((one) => (one.me ? words("you", { name: one.family }) : words("with_respect", { name: one.family })));
  if (others.length > 2) names.push(words("more_people", { n: others.length - 2 }));
  const faces = h("span", { class: "presence__faces" }, ...others.slice(0, 3).map((one) => face(one, people)));
  place.replaceChildren(faces, h("span", {}, names.join(words("between_names"))));
}

export function show(place: HTMLElement, people: readonly Present[], words: Words): void {
  const rows = people.slice(0, SHOWN).map((one) => {
    const avatar = face(one, people);
    const twin = people.some((other) => other.id !== one.id && other.family === one.family);
    const name = one.me ? words("you", { name: one.family }) : twin ? one.name : one.family;
    const text = h("span", { class: "presence__text" });
    text.append(h("span", { class: "presence__name" }, name), h("span", { class: "presence__doing" }, words(one.doing)));
    return h("li", { class: `presence__person presence__person--${one.doing}` }, avatar, text);
  });
  if (people.length > SHOWN) rows.push(h("li", { class: "presence__more" }, words("more_people", { n: people.length - SHOWN })));
  place.replaceChildren(h("ul", { class: "presence__list" }, ...rows));
}
