/** The bar to find and replace words, in the agenda and the record together. */
import type { Editor } from "@tiptap/core";
import type { Words } from "./config";
import { found, replace, reveal, search, type Hit } from "./find";

interface Place extends Hit {
  editor: Editor;
}

export class FindBar {
  private at = 0;
  private readonly query: HTMLInputElement;
  private readonly words: HTMLInputElement;
  private readonly count: HTMLElement;
  private back: HTMLElement | null = null;

  constructor(
    private readonly bar: HTMLFormElement,
    private readonly editors: () => Editor[],
    private readonly say: Words,
  ) {
    const input = (name: string) => bar.querySelector<HTMLInputElement>(`[name="${name}"]`)!;
    [this.query, this.words] = [input("find-words"), input("find-instead")];
    this.count = bar.querySelector<HTMLElement>("[data-count]")!;
    this.query.addEventListener("input", () => this.look(0));
    bar.addEventListener("submit", (event) => {
      event.preventDefault();
      this.go(1);
    });
    const acts: Record<string, () => void> = {
      before: () => this.go(-1),
      one: () => this.replaceOne(),
      all: () => this.replaceAll(),
      close: () => this.close(),
    };
    for (const one of bar.querySelectorAll<HTMLElement>("[data-find]")) {
      one.addEventListener("click", () => acts[one.dataset["find"] ?? ""]?.());
    }
    bar.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && event.shiftKey) this.go(-1);
      else return;
      event.preventDefault();
    });
    bar.ownerDocument.addEventListener("keydown", (event) => {
      const wanted = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyF";
      const target = event.target as Element | null;
      if (!wanted || event.isComposing || !target?.closest(".editor")) return; // elsewhere the browser's own search
      event.preventDefault();
      this.open();
    });
  }

  /** With the words that are selected. */
  open(): void {
    const { ownerDocument } = this.bar;
    if (!this.bar.contains(ownerDocument.activeElement)) this.back = ownerDocument.activeElement as HTMLElement | null;
    const selected = ownerDocument.getSelection()?.toString() ?? "";
    if (selected && !selected.includes("\n") && !this.bar.contains(ownerDocument.activeElement)) this.query.value = selected;
    this.bar.hidden = false;
    for (const one of this.bar.querySelectorAll<HTMLElement>("[data-writing]")) {
      one.hidden = !this.editors().some((editor) => editor.isEditable);
    }
    this.query.focus();
    this.query.select();
    this.look(0);
  }

  close(): void {
    if (this.bar.hidden) return;
    this.bar.hidden = true;
    for (const editor of this.editors()) search(editor, "", -1);
    this.back?.focus();
  }

  private places(): Place[] {
    return this.editors().flatMap((editor) => found(editor.state).map((hit) => ({ ...hit, editor })));
  }

  private look(at: number): void {
    const query = this.query.value;
    for (const editor of this.editors()) search(editor, query, -1);
    const all = this.places();
    this.at = all.length === 0 ? 0 : (at + all.length) % all.length;
    const here = all[this.at];
    for (const editor of this.editors()) {
      const own = all.filter((one) => one.editor === editor);
      search(editor, query, here?.editor === editor ? own.indexOf(here) : -1);
    }
    if (here) reveal(here.editor, here);
    const n = all.length;
    this.count.textContent = query === "" ? "" : n === 0 ? this.say("find_none") : this.say("find_count", { at: this.at + 1, n });
  }

  private go(step: -1 | 1): void {
    this.look(this.at + step);
  }

  private replaceOne(): void {
    const here = this.places()[this.at];
    if (!here) return;
    replace(here.editor, [here], this.words.value);
    this.look(this.at);
  }

  private replaceAll(): void {
    const all = this.places();
    for (const editor of this.editors()) replace(editor, all.filter((one) => one.editor === editor), this.words.value);
    this.look(0);
    this.count.textContent = this.say("find_replaced", { n: all.length });
  }
}
