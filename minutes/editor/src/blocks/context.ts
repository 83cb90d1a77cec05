/** What a block's view needs to know of the room it stands in. */
import type { Person, Words } from "../config";

export interface Context {
  words: Words;
  me: Person;
  /** Everyone who can be named in a block: those summoned, and me. */
  people: Person[];
  /** Say something politely to a screen reader. */
  say: (text: string) => void;
  /** A block of this kind was removed; the act brings it back. */
  removed?: (kind: string, back: () => void) => void;
}
