// @vitest-environment happy-dom
/** Over random documents: ProseMirror → Yjs → ProseMirror, and → HTML (the clipboard) → ProseMirror, lose nothing. */
import { DOMParser, DOMSerializer, type Node } from "@tiptap/pm/model";
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from "@tiptap/y-tiptap";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { readable } from "./guard";
import { someDocument } from "./random";
import { schema } from "./schema";

const grammar = schema();
const LONG = 60_000;
const SEEDS = Array.from({ length: 200 }, (_, seed) => seed + 1);

const viaYjs = (node: Node): [Node, Y.XmlFragment] => {
  const first = new Y.Doc();
  prosemirrorToYXmlFragment(node, first.getXmlFragment("minutes"));
  const second = new Y.Doc(); // another browser
  Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
  const root = second.getXmlFragment("minutes");
  return [yXmlFragmentToProseMirrorRootNode(root, grammar), root];
};

test("through Yjs", () => {
  for (const seed of SEEDS) {
    const node = someDocument(grammar, seed);
    node.check();
    const [back, root] = viaYjs(node);
    expect(readable(root, grammar), `seed ${seed}`).toBe(true);
    expect(back.toJSON(), `seed ${seed}`).toEqual(node.toJSON());
  }
}, LONG);

test("through the HTML of the clipboard", () => {
  for (const seed of SEEDS) {
    const node = someDocument(grammar, seed);
    const place = document.createElement("div");
    place.append(DOMSerializer.fromSchema(grammar).serializeFragment(node.content, { document }));
    const again = document.createElement("div");
    again.innerHTML = place.innerHTML;
    const back = DOMParser.fromSchema(grammar).parse(again, { preserveWhitespace: "full" });
    expect(back.toJSON(), `seed ${seed}`).toEqual(node.toJSON());
  }
}, LONG);
