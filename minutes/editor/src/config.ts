/** What the page tells the script: who I am, whom I may name, the words to show, and where the socket is. */
import type { May } from "./messages";

export interface Person {
  id: string | number;
  name: string;
  family: string;
  agency: string;
}

export interface Config {
  socket: string;
  /** Where the keys are asked for. */
  journal: string;
  /** Where the server says whether the room is still mine, when no socket says anything. */
  admission: string;
  me: Person;
  may: May;
  people: Person[];
  /** Which of them are called to this item. */
  called: string[];
  labels: Record<string, string>;
  /** Whom to phone. */
  secretariat: { name: string; phone: string };
  leave: string;
  /** Where the server says whose words are whose. */
  writers: string;
  /** The door of the comments. */
  comments: string;
}

/** The words of the page by key; `{n}` and the like are filled from `values`. */
export type Words = (key: string, values?: Record<string, string | number>) => string;

export const words =
  (labels: Record<string, string>): Words =>
  (key, values = {}) =>
    (labels[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

export function readConfig(document: Document): Config {
  const text = document.getElementById("room-config")?.textContent;
  if (!text) throw new Error("The page carries no room-config.");
  return JSON.parse(text) as Config;
}

/** How a person is written in a block: the family name, or the full name where two share it. */
export function shortName(person: Person, people: readonly Person[]): string {
  const twins = people.filter((other) => other.family === person.family && String(other.id) !== String(person.id));
  return twins.length > 0 ? person.name : person.family || person.name;
}
