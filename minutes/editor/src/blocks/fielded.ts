/** A block of paragraphs with fields above them: what 情報の出所 and 次回 have in common. */
import { Node } from "@tiptap/core";
import { h } from "../dom";
import type { Kind } from "../edit";
import { textAttribute } from "./attributes";
import type { Context } from "./context";
import { Field } from "./field";
import { frame, ownsEvent, ownsMutation } from "./frame";

export interface FieldPlan {
  attribute: string;
  /** The key of its label among the page's words. */
  label: string;
  type: "text" | "date";
  offers?: (context: Context) => string[];
}

export const fielded = (kind: Kind, plans: readonly FieldPlan[]) =>
  Node.create<{ context: Context | null }>({
    name: kind,
    group: "structured",
    content: "paragraph+",
    isolating: true,
    selectable: false,
    addOptions: () => ({ context: null }),
    addAttributes: () => Object.fromEntries(plans.map(({ attribute }) => [attribute, textAttribute(attribute)])),
    parseHTML: () => [{ tag: `section[data-block="${kind}"]` }],
    renderHTML: ({ HTMLAttributes }) => ["section", { "data-block": kind, ...HTMLAttributes }, 0],

    addNodeView() {
      const { context } = this.options;
      if (!context) return null;
      return ({ editor, getPos, node }) => {
        const outer = frame(kind, context, editor, getPos);
        const text = h("div", { class: "block__text" });
        const fields = plans.map(({ attribute, label, type, offers }) => {
          const set = (value: string): void => {
            const pos = getPos();
            if (pos !== undefined) editor.view.dispatch(editor.state.tr.setNodeAttribute(pos, attribute, value));
          };
          return { attribute, field: new Field(context.words(label), type, offers?.(context) ?? [], set) };
        });
        const lines = fields.map(({ field }) => field.dom);
        outer.dom.append(h("div", { class: "block__fields", contenteditable: "false" }, ...lines), text);
        const update = (shown: typeof node): boolean => {
          if (shown.type !== node.type) return false;
          outer.name(context.words(kind));
          outer.editable(editor.isEditable);
          for (const { attribute, field } of fields) field.show(String(shown.attrs[attribute] ?? ""), editor.isEditable);
          return true;
        };
        update(node);
        return { dom: outer.dom, contentDOM: text, update, stopEvent: ownsEvent(text), ignoreMutation: ownsMutation(text) };
      };
    },
  });
