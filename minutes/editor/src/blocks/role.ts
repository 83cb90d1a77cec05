/** One row of 役割分担: だれが (chosen), なにを (text), いつまで (a date). */
import { Node } from "@tiptap/core";
import { button, h } from "../dom";
import { removeRow } from "../edit";
import { textAttribute } from "./attributes";
import type { Context } from "./context";
import { dayWords } from "./days";
import { ownsEvent, ownsMutation } from "./frame";
import { PersonChoice } from "./person";
import { shortName } from "../config";

interface Attributes {
  who: string;
  agency: string;
  due: string;
}

export const Role = Node.create<{ context: Context | null }>({
  name: "role",
  content: "inline*",
  isolating: true,
  selectable: false,
  addOptions: () => ({ context: null }),
  addAttributes: () => ({ who: textAttribute("who"), agency: textAttribute("agency"), due: textAttribute("due") }),
  parseHTML: () => [{ tag: 'div[data-block="role"]' }],
  renderHTML: ({ HTMLAttributes }) => ["div", { "data-block": "role", ...HTMLAttributes }, 0],

  addNodeView() {
    const { context } = this.options;
    if (!context) return null;
    return ({ editor, getPos, node }) => {
      const { words } = context;
      const set = (values: Partial<Attributes>): void => {
        const pos = getPos();
        if (pos === undefined) return;
        const { tr } = editor.state;
        for (const [name, value] of Object.entries(values)) tr.setNodeAttribute(pos, name, value);
        editor.view.dispatch(tr);
      };
      const choice = new PersonChoice(context, words("who"), words("nobody"), set);
      const text = h("div", { class: "role__what", "aria-label": words("what"), "data-placeholder": words("what_hint") });
      const due = h("input", { type: "date", class: "role__date", "aria-label": words("due") });
      due.addEventListener("change", () => set({ due: due.value }));
      const day = h("span", { class: "role__day" });
      const remove = button(words("row_remove"), () => removeRow(editor, getPos(), context), { class: "block__tool role__remove" });
      const when = h("span", { class: "role__due", contenteditable: "false" }, due, day, remove);
      choice.dom.classList.add("role__who");
      const dom = h("div", { class: "role", role: "group" }, choice.dom, text, when);
      const mine = shortName(context.me, context.people);
      const update = (shown: typeof node): boolean => {
        if (shown.type !== node.type) return false;
        const { who, agency, due: date } = shown.attrs as Attributes;
        dom.setAttribute("aria-label", words("row_name", { who: who || words("nobody") }));
        dom.classList.toggle("role--mine", who !== "" && who === mine && agency === context.me.agency);
        text.classList.toggle("is-empty", shown.content.size === 0);
        choice.show({ who, agency }, editor.isEditable);
        if (due.value !== date && document.activeElement !== due) due.value = date;
        day.textContent = dayWords(date, document.documentElement.lang || "ja");
        due.hidden = remove.hidden = !editor.isEditable;
        return true;
      };
      update(node);
      return { dom, contentDOM: text, update, stopEvent: ownsEvent(text), ignoreMutation: ownsMutation(text) };
    };
  },
});
