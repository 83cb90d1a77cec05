/** 決定事項: what was decided, numbered within the item by its position. */
import { Node } from "@tiptap/core";
import { h } from "../dom";
import type { Context } from "./context";
import { frame, ownsEvent, ownsMutation } from "./frame";
import { numberIn } from "./places";

export const Decision = Node.create<{ context: Context | null }>({
  name: "decision",
  group: "structured",
  content: "paragraph+",
  isolating: true,
  selectable: false,
  addOptions: () => ({ context: null }),
  parseHTML: () => [{ tag: 'section[data-block="decision"]' }],
  renderHTML: () => ["section", { "data-block": "decision" }, 0],

  addNodeView() {
    const { context } = this.options;
    if (!context) return null;
    return ({ editor, getPos, node, decorations }) => {
      const outer = frame("decision", context, editor, getPos);
      const text = h("div", { class: "block__text" });
      outer.dom.append(text);
      const show = (shown: typeof node, marks: typeof decorations): boolean => {
        if (shown.type !== node.type) return false;
        outer.name(context.words("decision_n", { n: numberIn(marks) }).trim());
        outer.editable(editor.isEditable);
        return true;
      };
      show(node, decorations);
      const update = (next: typeof node, marks: readonly unknown[]) => show(next, marks as typeof decorations);
      return { dom: outer.dom, contentDOM: text, update, stopEvent: ownsEvent(text), ignoreMutation: ownsMutation(text) };
    };
  },
});
