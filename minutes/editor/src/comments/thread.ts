/** One thread in the list: the words it is about, what was said, and what may be done. */
import type { Words } from "../config";
import { button, h } from "../dom";
import { CommentForm } from "./form";
import type { Act, Thread } from "./server";

export interface Doing {
  words: Words;
  show: (thread: Thread) => void;
  /** Send it to this door; what is thrown is shown where it was tried. */
  send: (door: string, fields?: Record<string, string>) => Promise<void>;
}

const QUOTE_SHOWN = 60;
const short = (quote: string): string => ([...quote].length > QUOTE_SHOWN ? [...quote].slice(0, QUOTE_SHOWN - 1).join("") + "…" : quote);

export class ThreadView {
  readonly element = h("li", { class: "comment" });
  readonly place: HTMLButtonElement;
  private readonly state = h("p", { class: "comment__state", hidden: true });
  private readonly said = h("ol", { class: "comment__said" });
  private readonly bar = h("p", { class: "comment__bar" });
  private readonly problem = h("p", { class: "field__error", role: "alert", hidden: true });
  private readonly reply: CommentForm;
  private drawn = "";
  private gone = false;
  /** The comment that is about to be removed. */
  private asked: string | null = null;
  private may = false;

  constructor(
    private thread: Thread,
    private readonly doing: Doing,
  ) {
    const { words } = doing;
    const quote = short(thread.quote.replace(/\s+/g, " "));
    const where = words(`comment_in_${thread.part}`);
    this.place = button("", () => this.doing.show(this.thread), { class: "comment__place", title: words("comment_place") });
    this.place.append(h("span", { class: "comment__part" }, where), h("q", {}, quote));
    const form = h("form", { class: "comment-form", novalidate: true });
    this.reply = new CommentForm(form, {
      words,
      send: (text) => this.doing.send(this.thread.doors.reply, { text }),
      left: () => this.draw("reply"),
    });
    this.element.id = `comment-${thread.id}`;
    this.element.append(this.place, this.state, this.said, this.problem, this.bar, form);
  }

  /** Somebody writes in it, or looks at it by keyboard: it must not be taken from under them. */
  get busy(): boolean {
    return this.reply.open || this.element.contains(this.element.ownerDocument.activeElement);
  }

  get unsent(): boolean {
    return this.reply.unsent;
  }

  update(thread: Thread, may: boolean): void {
    this.thread = thread;
    this.may = may;
    this.draw();
  }

  /** Whether the words it is about were deleted. */
  lost(gone: boolean): void {
    if (gone !== this.gone) {
      this.gone = gone;
      this.drawState();
    }
  }

  here(here: boolean): void {
    this.element.classList.toggle("comment--here", here);
  }

  private draw(focus = ""): void {
    const shown = JSON.stringify([this.thread, this.may, this.asked, this.reply.open]);
    if (shown === this.drawn && !focus) return;
    this.drawn = shown;
    const held = focus || (this.element.ownerDocument.activeElement as HTMLElement | null)?.dataset["act"];
    const had = focus !== "" || this.element.contains(this.element.ownerDocument.activeElement);
    this.drawState();
    this.said.replaceChildren(...this.thread.acts.map((act) => this.act(act)));
    this.bar.replaceChildren(...(this.may ? this.buttons() : []));
    if (!had || !held) return; // what had the focus was drawn anew: it is given back, or goes to the words
    const again = this.element.querySelector<HTMLElement>(`[data-act="${held}"]`) ?? this.place;
    again.focus();
  }

  private drawState(): void {
    const { words } = this.doing;
    const parts = [this.gone && words("comment_gone"), this.thread.resolved && words("comment_resolved")].filter(Boolean);
    this.state.textContent = parts.join("・");
    this.state.hidden = parts.length === 0;
    this.element.classList.toggle("comment--resolved", this.thread.resolved);
  }

  private act(act: Act): HTMLElement {
    const { words } = this.doing;
    const { name } = act;
    const time = h("time", { datetime: act.at }, act.when);
    if (act.kind === "resolved") return h("li", { class: "comment__turn" }, words("comment_did_resolve", { name }), " ", time);
    if (act.kind === "reopened") return h("li", { class: "comment__turn" }, words("comment_did_reopen", { name }), " ", time);
    if (act.text === null) return h("li", { class: "comment__turn" }, words("comment_withdrawn", { name }), " ", time);
    const who = h("p", { class: "comment__who" }, h("b", {}, name), ` ${act.agency} `, time);
    const text = h("p", { class: "comment__text" }, act.text);
    return h("li", {}, who, text, this.may && act.withdraw !== "" ? this.remover(act) : null);
  }

  private remover(act: Act): HTMLElement {
    const { words } = this.doing;
    const turn = (asked: string | null, focus: string) => () => {
      this.asked = asked;
      this.draw(focus);
    };
    if (this.asked !== act.id) return button(words("comment_remove"), turn(act.id, "keep"), { class: "comment__act", "data-act": `remove-${act.id}` });
    const remove = (): void => {
      this.asked = null;
      this.try(act.withdraw);
    };
    const yes = button(words("comment_remove_yes"), remove, { class: "btn btn--line", "data-act": "yes" });
    const no = button(words("comment_remove_no"), turn(null, `remove-${act.id}`), { class: "btn btn--grey", "data-act": "keep" });
    return h("div", { class: "comment-form__question" }, h("p", { role: "status" }, words("comment_remove_ask")), yes, no);
  }

  private buttons(): HTMLElement[] {
    const { words } = this.doing;
    const { doors, resolved, quote } = this.thread;
    const answer = (): void => {
      this.reply.begin(words("comment_reply_to", { words: short(quote) }));
      this.draw();
    };
    const act = resolved ? "reopen" : "resolve";
    const turn = button(words(`comment_${act}`), () => this.try(doors[act]), { class: "comment__act", "data-act": "turn" });
    if (this.reply.open) return [turn];
    return [button(words("comment_reply"), answer, { class: "comment__act", "data-act": "reply" }), turn];
  }

  private try(door: string): void {
    this.problem.hidden = true;
    this.doing.send(door).catch((refusal: unknown) => {
      this.problem.textContent = refusal instanceof Error ? refusal.message : String(refusal);
      this.problem.hidden = false;
    });
  }
}
