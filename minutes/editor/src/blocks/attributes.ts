/** Attributes of blocks are plain strings, carried through copy and paste as data-* attributes. */
import type { Attribute } from "@tiptap/core";

export const textAttribute = (name: string): Attribute => ({
  default: "",
  parseHTML: (element) => element.getAttribute(`data-${name}`) ?? "",
  renderHTML: (attributes) => ({ [`data-${name}`]: String(attributes[name] ?? "") }),
});
