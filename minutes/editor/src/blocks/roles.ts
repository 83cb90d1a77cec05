/** 役割分担: who does what by when, one row an act. */
import { Node } from "@tiptap/core";
import { button, h } from "../dom";
import { addRow } from "../edit";
import type { Context } from "./context";
import { frame, ownsEvent, ownsMutation } from "./frame";

export const Roles = Node.create<{ context: Context | null }>({
  name: "roles",
  group: "structured",
  content: "role+",
  isolating: true,
  selectable: false,
  addOptions: () => ({ context: null }),
  parseHTML: () => [{ tag: 'section[data-block="roles"]' }],
  renderHTML: () => ["section", { "data-block": "roles" }, 0],

  addNodeView() {
    const { context } = this.options;
    if (!context) return null;
    return ({ editor, getPos, node }) => {
      const { words } = context;
      const outer = frame("roles", context, editor, getPos);
      const titles = ["who", "what", "due"].map((key) => h("span", {}, words(key)));
      const head = h("div", { class: "roles__head", contenteditable: "false", "aria-hidden": "true" }, ...titles);
      const rows = h("div", { class: "roles__rows" });
      const add = button(words("row_add"), () => addRow(editor, getPos(), "end"), { class: "btn btn--grey roles__add" });
      const foot = h("div", { class: "roles__foot", contenteditable: "false" }, add);
      outer.dom.append(head, rows, foot);
      const update = (shown: typeof node): boolean => {
        if (shown.type !== node.type) return false;
        outer.name(words("roles"));
        outer.editable(editor.isEditable);
        foot.hidden = !editor.isEditable;
        return true;
      };
      update(node);
      return { dom: outer.dom, contentDOM: rows, update, stopEvent: ownsEvent(rows), ignoreMutation: ownsMutation(rows) };
    };
  },
});
