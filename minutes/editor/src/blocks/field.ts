/**
 * A short value at the head of a block: words or a day, kept in one attribute of the block.
 *
 * Each keystroke is stored; a word being composed is stored when it is confirmed. Its composition is the field's own
 * and holds nothing else back. What another writes into the same field shows as soon as the caret has left it.
 */
import { h } from "../dom";
import { dayWords } from "./days";

let lists = 0;

export class Field {
  readonly dom: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly plain = h("span", { class: "field__plain" });
  /** What the document says. */
  private value = "";
  /** What the field said when it was last in agreement: only what was typed since is mine to tell. */
  private told = "";

  constructor(label: string, private readonly type: "text" | "date", offers: readonly string[], set: (value: string) => void) {
    this.input = h("input", { type, class: "field__input", autocomplete: "off" });
    const tell = (): void => {
      if (this.input.value === this.told) return;
      this.told = this.input.value;
      set(this.told);
    };
    const typing = (event: Event): void => {
      if (!(event as InputEvent).isComposing) tell();
    };
    this.input.addEventListener(type === "date" ? "change" : "input", typing);
    for (const name of ["compositionstart", "compositionupdate", "compositionend"]) {
      this.input.addEventListener(name, (event) => event.stopPropagation());
    }
    this.input.addEventListener("compositionend", tell);
    this.input.addEventListener("blur", () => {
      tell();
      this.input.value = this.told = this.value;
    });
    const list = h("datalist", { id: `offers-${(lists += 1)}` }, ...offers.map((value) => h("option", { value })));
    if (offers.length > 0) this.input.setAttribute("list", list.id);
    this.dom = h("label", { class: "field-line" }, h("span", { class: "field__label" }, label), this.input, this.plain, offers.length > 0 ? list : null);
  }

  show(value: string, editable: boolean): void {
    this.value = value;
    if (document.activeElement !== this.input) {
      this.told = value;
      if (this.input.value !== value) this.input.value = value;
    }
    const day = this.type === "date" ? dayWords(value, document.documentElement.lang || "ja") : "";
    this.plain.textContent = day || value;
    this.plain.hidden = editable && !day;
    this.input.hidden = !editable;
    this.dom.hidden = !editable && !value;
  }
}
