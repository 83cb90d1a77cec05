/** 発言要旨: what someone said, with who said it and for which agency. */
import { Node } from "@tiptap/core";
import { h } from "../dom";
import { textAttribute } from "./attributes";
import type { Context } from "./context";
import { frame, ownsEvent, ownsMutation } from "./frame";
import { PersonChoice } from "./person";

export const Statement = Node.create<{ context: Context | null }>({
  name: "statement",
  group: "structured",
  content: "paragraph+",
  isolating: true,
  selectable: false,
  addOptions: () => ({ context: null }),
  addAttributes: () => ({ speaker: textAttribute("speaker"), agency: textAttribute("agency") }),
  parseHTML: () => [{ tag: 'section[data-block="statement"]' }],
  renderHTML: ({ HTMLAttributes }) => ["section", { "data-block": "statement", ...HTMLAttributes }, 0],

  addNodeView() {
    const { context } = this.options;
    if (!context) return null;
    return ({ editor, getPos, node }) => {
      const outer = frame("statement", context, editor, getPos);
      const text = h("div", { class: "block__text" });
      const choice = new PersonChoice(context, context.words("speaker"), context.words("nobody"), ({ who, agency }) => {
        const pos = getPos();
        if (pos === undefined) return;
        const { tr } = editor.state;
        editor.view.dispatch(tr.setNodeAttribute(pos, "speaker", who).setNodeAttribute(pos, "agency", agency));
      });
      choice.dom.classList.add("statement__by");
      outer.dom.append(choice.dom, text);
      const show = (shown: typeof node): boolean => {
        if (shown.type !== node.type) return false;
        const { speaker, agency } = shown.attrs as { speaker: string; agency: string };
        outer.name(context.words("statement"));
        outer.editable(editor.isEditable);
        choice.show({ who: speaker, agency }, editor.isEditable);
        return true;
      };
      show(node);
      const stopEvent = ownsEvent(text);
      return { dom: outer.dom, contentDOM: text, update: show, stopEvent, ignoreMutation: ownsMutation(text) };
    };
  },
});
