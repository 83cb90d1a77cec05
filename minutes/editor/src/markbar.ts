/** The small form that asks where a link leads, or how a word is read. */
import type { Editor } from "@tiptap/core";
import { TextSelection } from "@tiptap/pm/state";
import { meantAddress } from "./addresses";
import type { Words } from "./config";
import { around, CARRIES, openLink, showAsking, type Marked } from "./marks";
import { ownStep } from "./undo";

/** What was typed, as it is kept; "" when it is none. */
const CHECKS: Record<Marked, (typed: string) => string> = {
  link: meantAddress,
  ruby: (typed) => typed.replace(/[\s\u3000]+/g, " ").trim().slice(0, 100),
};

export class MarkBar {
  private editor: Editor | null = null;
  private readonly words: HTMLInputElement;
  private readonly value: HTMLInputElement;
  private readonly error: HTMLElement;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly mark: Marked,
    private readonly say: Words,
  ) {
    this.words = form.querySelector<HTMLInputElement>('[name$="-words"]')!;
    this.value = form.querySelector<HTMLInputElement>('[name$="-value"]')!;
    this.error = form.querySelector<HTMLElement>("[data-error]")!;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.put();
    });
    const acts: Record<string, () => void> = {
      open: () => openLink(CHECKS.link(this.value.value)),
      remove: () => this.remove(),
      close: () => this.close(),
    };
    for (const one of form.querySelectorAll<HTMLElement>("[data-act]")) {
      one.addEventListener("click", () => acts[one.dataset["act"] ?? ""]?.());
    }
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      this.close();
    });
  }

  /** About what is selected, or what the caret stands in; else the words are asked for too. */
  open(editor: Editor): void {
    if (editor.isDestroyed || !editor.isEditable) return;
    this.editor = editor;
    const { state } = editor;
    const here = around(state, this.mark);
    if (here) editor.view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, here.from, here.to)));
    const { $from, $to, empty, from, to } = editor.state.selection;
    this.show("[data-asks]", empty);
    this.show("[data-of]", !empty);
    this.show("[data-held]", here !== null);
    this.form.querySelector("[data-of] b")!.textContent = editor.state.doc.textBetween(from, to, " ", " ").slice(0, 60);
    this.words.value = "";
    this.value.value = here?.value ?? "";
    this.fail($from.sameParent($to) ? "" : this.say("one_line"));
    this.form.hidden = false;
    showAsking(editor, true);
    (empty ? this.words : this.value).focus();
    this.value.select();
  }

  close(): void {
    if (this.form.hidden) return;
    this.form.hidden = true;
    const { editor } = this;
    this.editor = null;
    if (!editor || editor.isDestroyed) return;
    showAsking(editor, false);
    editor.view.focus();
  }

  private show(which: string, shown: boolean): void {
    for (const one of this.form.querySelectorAll<HTMLElement>(which)) one.hidden = !shown;
  }

  private fail(text: string): void {
    this.error.textContent = text;
    this.value.setAttribute("aria-invalid", String(text !== ""));
  }

  private put(): void {
    const { editor, mark } = this;
    if (!editor || editor.isDestroyed || !editor.isEditable) return this.close();
    const value = CHECKS[mark](this.value.value);
    const { $from, $to, from, to, empty } = editor.state.selection;
    const words = this.words.value.trim() || (mark === "link" ? this.value.value.trim() : "");
    if (!$from.sameParent($to)) return this.fail(this.say("one_line"));
    if (!value || (empty && !words)) {
      this.fail(this.say(value ? "words_missing" : `${mark}_bad`));
      return (value ? this.words : this.value).focus();
    }
    const { tr, schema } = editor.state;
    const type = schema.marks[mark]!;
    const made = type.create({ [CARRIES[mark]]: value });
    if (empty) tr.insert(from, schema.text(words, made.addToSet($from.marks())));
    else tr.removeMark(from, to, type).addMark(from, to, made);
    const end = empty ? from + words.length : to;
    ownStep(editor);
    editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, end)).removeStoredMark(type).scrollIntoView());
    ownStep(editor);
    this.close();
  }

  private remove(): void {
    const { editor, mark } = this;
    if (!editor || editor.isDestroyed || !editor.isEditable) return this.close();
    const { from, to } = editor.state.selection;
    ownStep(editor);
    editor.view.dispatch(editor.state.tr.removeMark(from, to, editor.schema.marks[mark]!));
    this.close();
  }
}
