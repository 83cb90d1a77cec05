/**
 * For tests of agreement with the server: reads documents as the editor does and tells them as neutral blocks.
 * A line in, a line out: {"seed": 7} makes a document, {"update": base64} reads one.
 */
import { createInterface } from "node:readline";
import type { Node } from "@tiptap/pm/model";
import { prosemirrorToYXmlFragment, yXmlFragmentToProseMirrorRootNode } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { safeAddress } from "./addresses";
import { readable } from "./guard";
import { someDocument } from "./random";
import { headingLevel, schema } from "./schema";

interface Run {
  text: string;
  bold: boolean;
  link?: string;
  ruby?: string;
}

const grammar = schema();

/** Letters of one kind; a line break is LF and bears nothing. */
function runs(block: Node): Run[] {
  const found: Run[] = [];
  block.forEach((child) => {
    const text = child.isText ? child.text! : "\n";
    const marks = Object.fromEntries(child.isText ? child.marks.map((mark) => [mark.type.name, mark.attrs]) : []);
    const bold = marks["bold"] !== undefined;
    const link = safeAddress(marks["link"]?.["href"]);
    const ruby = String(marks["ruby"]?.["reading"] ?? "");
    const last = found[found.length - 1];
    if (last?.bold === bold && (last.link ?? "") === link && (last.ruby ?? "") === ruby) last.text += text;
    else found.push({ text, bold, ...(link && { link }), ...(ruby && { ruby }) });
  });
  return found;
}

/** Runs where only letters may stand, as the server spells them. */
const spelled = (given: Run[]): string =>
  given
    .map(({ text, link, ruby }, at) => {
      const after = given[at + 1];
      const reading = ruby && after?.ruby !== ruby ? `（${ruby}）` : "";
      return text + reading + (link && after?.link !== link && text !== link ? `（${link}）` : "");
    })
    .join("");

const each = <T>(node: Node, make: (child: Node) => T): T[] => Array.from({ length: node.childCount }, (_, i) => make(node.child(i)));
const paragraphs = (node: Node): Run[][] => each(node, runs);
const words = (node: Node): string => spelled(runs(node));

function blocks(doc: Node): object[] {
  let number = 0;
  return each(doc, (node) => {
    const { attrs } = node;
    switch (node.type.name) {
      case "paragraph":
        return { type: "paragraph", runs: runs(node) };
      case "heading":
        return { type: "heading", level: headingLevel(attrs["level"]), runs: runs(node) };
      case "bulletList":
      case "orderedList":
        return { type: "list", ordered: node.type.name === "orderedList", items: each(node, paragraphs) };
      case "statement":
        return { type: "statement", speaker: attrs["speaker"], agency: attrs["agency"], paragraphs: paragraphs(node) };
      case "decision":
        return { type: "decision", number: (number += 1), paragraphs: paragraphs(node) };
      case "next":
        return { type: "next", day: attrs["day"], paragraphs: paragraphs(node) };
      case "source":
        return { type: "source", informant: attrs["informant"], how: attrs["how"], day: attrs["day"], paragraphs: paragraphs(node) };
      case "table":
        return { type: "table", header: attrs["header"] === "yes", rows: each(node, paragraphs) };
      case "roles":
        return {
          type: "roles",
          rows: each(node, (row) => ({ who: row.attrs["who"], agency: row.attrs["agency"], what: words(row), due: row.attrs["due"] })),
        };
      default:
        throw new Error(node.type.name);
    }
  });
}

function answer(question: { seed?: number; update?: string }): object {
  const doc = new Y.Doc();
  const root = doc.getXmlFragment("minutes");
  if (question.seed !== undefined) {
    const made = someDocument(grammar, question.seed);
    prosemirrorToYXmlFragment(made, root);
    return { update: Buffer.from(Y.encodeStateAsUpdate(doc)).toString("base64"), blocks: blocks(made) };
  }
  Y.applyUpdate(doc, Buffer.from(question.update!, "base64"));
  return { readable: readable(root, grammar), blocks: blocks(yXmlFragmentToProseMirrorRootNode(root, grammar)) };
}

createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line) as { seed?: number; update?: string })) + "\n");
});
