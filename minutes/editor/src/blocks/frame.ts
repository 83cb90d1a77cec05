/** The frame around every structured block: its label, its name for screen readers, and the tools to move and remove it. */
import type { Editor } from "@tiptap/core";
import { button, h, icon } from "../dom";
import { moveBlock, removeBlock, type Kind } from "../edit";
import type { Context } from "./context";

export interface Frame {
  dom: HTMLElement;
  /** The line with label and tools; more can be put after it. */
  head: HTMLElement;
  name: (text: string) => void;
  editable: (may: boolean) => void;
}

export function frame(
  kind: Kind | "table",
  context: Context,
  editor: Editor,
  position: () => number | undefined,
): Frame {
  const { words } = context;
  const at = (act: (pos: number) => void) => () => {
    const pos = position();
    if (pos !== undefined) act(pos);
  };
  const label = h("span", { class: "block__label" });
  const tools = h(
    "span",
    { class: "block__tools" },
    button(words("up"), at((pos) => moveBlock(editor, pos, -1, context)), { class: "block__tool", "data-tool": "up" }),
    button(words("down"), at((pos) => moveBlock(editor, pos, 1, context)), { class: "block__tool", "data-tool": "down" }),
    button(words(`${kind}_remove`), at((pos) => removeBlock(editor, pos, context)), { class: "block__tool" }),
  );
  const head = h("div", { class: "block__head", contenteditable: "false" }, label, tools);
  const dom = h("section", { class: `block block--${kind} ${kind === "table" ? "" : kind}`.trim(), role: "group" }, head);
  return {
    dom,
    head,
    name: (text) => {
      if (dom.getAttribute("aria-label") === text) return;
      dom.setAttribute("aria-label", text);
      label.replaceChildren(...[icon(kind), text].filter((part) => part !== null));
    },
    editable: (may) => void (tools.hidden = !may),
  };
}

/** Events in a block's own controls are not the editor's; those in its text are. */
export const ownsEvent = (text: HTMLElement) => (event: Event): boolean =>
  event.target instanceof Node && !text.contains(event.target) && event.target !== text;

/** Changes outside the text are made by the view itself and say nothing about the document. */
export const ownsMutation = (text: HTMLElement) => (mutation: { type: string; target: Node }): boolean =>
  mutation.type !== "selection" && !text.contains(mutation.target);
