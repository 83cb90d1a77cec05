/** The small form in which a comment is written: for a new one and for a reply. */
import type { Words } from "../config";
import { button, h } from "../dom";

export interface Writing {
  words: Words;
  /** Send it; what is thrown is shown, and the text stays. */
  send: (text: string) => Promise<void>;
  /** The form is left without sending. */
  left: () => void;
}

let made = 0;

export class CommentForm {
  readonly area: HTMLTextAreaElement;
  private readonly about = h("label", { class: "comment-form__about" });
  private readonly problem = h("p", { class: "field__error comment-form__problem", role: "alert", hidden: true });
  private readonly question: HTMLElement;
  private readonly sender: HTMLButtonElement;
  private sending = false;

  constructor(
    readonly form: HTMLElement,
    private readonly to: Writing,
  ) {
    const { words } = to;
    const id = `comment-text-${(made += 1)}`;
    this.area = h("textarea", { id, rows: "3", "aria-describedby": `${id}-hint` });
    this.about.htmlFor = id;
    this.sender = button(words("comment_send"), () => void this.send(), { class: "btn btn--fill" });
    const leave = button(words("comment_cancel"), () => this.leave(), { class: "btn btn--grey" });
    const discard = button(words("comment_discard"), () => this.close(), { class: "btn btn--grey" });
    const keep = button(words("comment_keep"), () => this.ask(false), { class: "btn btn--line" });
    const ask = h("p", { role: "status" }, words("comment_discard_ask"));
    this.question = h("div", { class: "comment-form__question", hidden: true }, ask, keep, discard);
    const hint = h("p", { id: `${id}-hint`, class: "comment-form__hint" }, words("comment_hint"));
    form.append(this.about, this.area, hint, this.problem, h("p", { class: "btns" }, this.sender, leave), this.question);
    form.hidden = true;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("keydown", (event) => this.pressed(event));
  }

  get open(): boolean {
    return !this.form.hidden;
  }

  /** Something is written here that nobody else has. */
  get unsent(): boolean {
    return this.open && this.area.value.trim() !== "";
  }

  begin(about: string): void {
    this.about.textContent = about;
    this.form.hidden = false;
    this.area.focus();
  }

  private pressed(event: KeyboardEvent): void {
    if (event.isComposing || event.keyCode === 229) return; // this Enter or Escape belongs to the input method
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void this.send();
    else if (event.key === "Escape") this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private leave(): void {
    if (this.unsent && !this.sending) this.ask(true);
    else this.close();
  }

  private ask(asking: boolean): void {
    this.question.hidden = !asking;
    (asking ? this.question.querySelector("button") : this.area)?.focus();
  }

  /** Close it and forget what stood in it. */
  private close(): void {
    this.empty();
    this.to.left();
  }

  private empty(): void {
    this.area.value = "";
    this.say("");
    this.question.hidden = true;
    this.form.hidden = true;
  }

  private say(problem: string): void {
    this.problem.textContent = problem;
    this.problem.hidden = problem === "";
    if (problem === "") this.area.removeAttribute("aria-invalid");
    else this.area.setAttribute("aria-invalid", "true");
  }

  private async send(): Promise<void> {
    if (this.sending) return;
    const { words } = this.to;
    if (this.area.value.trim() === "") {
      this.say(words("comment_empty"));
      this.area.focus();
      return;
    }
    this.sending = true;
    this.sender.textContent = words("comment_sending");
    this.say("");
    try {
      await this.to.send(this.area.value);
      this.empty();
    } catch (refusal) {
      this.say(refusal instanceof Error ? refusal.message : String(refusal));
    } finally {
      this.sending = false;
      this.sender.textContent = words("comment_send");
    }
  }
}
