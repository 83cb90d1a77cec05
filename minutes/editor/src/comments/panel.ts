/** Comments in the room: brings together the talk as the server has it, its words in both texts, the list, and the form. */
import type { Editor } from "@tiptap/core";
import type { Words } from "../config";
import { button, h } from "../dom";
import { anchored, choice, lineAt } from "./anchor";
import { Announcer } from "./announcer";
import { Feed } from "./feed";
import { CommentForm } from "./form";
import { isOpen, ThreadList } from "./list";
import { type Chosen, Marking, PARTS, type Texts, toBase64 } from "./marking";
import { places, show, threadAt } from "./marks";
import { Fold, type CommentsPage } from "./page";
import type { Server, Talk, Thread } from "./server";

export interface Surroundings extends Texts {
  page: CommentsPage;
  words: Words;
  server: Server;
  /** The one in which the caret was last. */
  current: () => Editor | null;
  say: (text: string) => void;
}

export class Comments {
  private talk: Talk | null = null;
  private back: Editor | null = null;
  private readonly feed: Feed;
  private readonly marking: Marking;
  private readonly announcer: Announcer;
  private readonly list: ThreadList;
  private readonly form: CommentForm;
  private readonly fold: Fold;

  constructor(private readonly room: Surroundings) {
    const { page, words } = room;
    const doing = { words, show: (thread: Thread) => this.show(thread), send: (door: string, fields?: Record<string, string>) => this.send(door, fields) };
    this.list = new ThreadList(page, words, doing);
    this.fold = new Fold(page, () => this.leave());
    this.form = new CommentForm(page.form, { words, send: (text) => this.add(text), left: () => this.give() });
    page.begin.addEventListener("pointerdown", (event) => event.preventDefault()); // the words stay chosen
    page.begin.addEventListener("click", () => this.begin());
    this.feed = new Feed({
      load: () => room.server.load(),
      take: (talk) => this.take(talk),
      fail: (refusal) => this.fail(refusal),
      known: () => this.talk?.count ?? null,
    });
    this.marking = new Marking(room, (ids) => this.list.lost(ids));
    this.announcer = new Announcer(words, (text) => room.say(text));
  }

  /** Something is written that was not sent. */
  get unsent(): boolean {
    return this.form.unsent || this.list.unsent;
  }

  /** The text is there (again): ask for all that was said about it. */
  load(): void {
    this.feed.load();
  }

  /** The room's socket says how far the talk has come. */
  told(count: number): void {
    this.feed.told(count);
  }

  /** The editors were made anew, or a composition ended: what is due is drawn now. */
  refresh(anew = false): void {
    if (anew) this.marking.draw();
    else this.marking.drawDue();
  }

  /** Somebody pressed on commented words. */
  open(id: string): void {
    if (!this.list.view(id)) return;
    this.fold.raise();
    this.look(id);
    this.list.view(id)?.element.scrollIntoView({ block: "nearest" });
  }

  /** By the button and the keyboard: comment on what is chosen, on the line, or go to the comment on these words. */
  begin(): void {
    if (this.talk && !this.talk.may) return this.refuse("comment_closed"); // not loaded yet: the server decides
    const editor = this.chosenIn() ?? this.room.current();
    const index = editor ? this.room.editors().indexOf(editor) : -1;
    if (!editor || index < 0) return this.refuse("comment_choose");
    const { doc, selection } = editor.state;
    const { from, to, empty } = selection;
    const there = empty ? threadAt(editor.state, from) : null;
    this.back = editor;
    const view = there === null ? undefined : this.list.view(there);
    if (there !== null && view) {
      this.open(there);
      view.place.focus();
      return;
    }
    const found = empty ? lineAt(doc, from) : choice(doc, from, to);
    const anchor = found && anchored(this.room.roots[index]!, doc, found);
    if (!found || !anchor) return this.refuse("comment_choose");
    this.choose({ part: PARTS[index]!, anchor, quote: found.quote });
  }

  destroy(): void {
    this.feed.destroy();
    this.marking.destroy();
  }

  private choose(chosen: Chosen): void {
    this.room.page.problem.replaceChildren();
    this.marking.choose(chosen);
    this.fold.raise();
    this.back?.commands.scrollIntoView(); // the panel may have come over the words
    this.form.begin(this.room.words("comment_about", { words: chosen.quote.replace(/\s+/g, " ").slice(0, 60) }));
    this.room.page.form.scrollIntoView({ block: "nearest" });
  }

  private refuse(why: string): void {
    this.fold.raise();
    this.room.page.problem.replaceChildren(h("p", { class: "field__error" }, this.room.words(why)));
  }

  /** The editor in which words are chosen: a reader's takes no focus. */
  private chosenIn(): Editor | null {
    const node = this.room.page.panel.ownerDocument.getSelection()?.anchorNode ?? null;
    return this.room.editors().find((editor) => editor.view.dom.contains(node)) ?? null;
  }

  private async add(text: string): Promise<void> {
    const { part, anchor, quote } = this.marking.chosen!;
    const known = new Set(this.talk?.threads.map((one) => one.id));
    this.take(await this.room.server.add({ part, anchor: toBase64(anchor), quote, text }));
    this.room.say(this.room.words("comment_sent"));
    const made = this.talk?.threads.find((one) => !known.has(one.id) && one.acts[0]?.mine);
    if (made) this.look(made.id);
    this.give();
  }

  private async send(door: string, fields: Record<string, string> = {}): Promise<void> {
    this.take(await this.room.server.send(door, fields));
  }

  /** The form is done with. */
  private give(): void {
    this.marking.choose(null);
    this.leave();
  }

  /** Back to where one came from. */
  private leave(): void {
    const { back } = this;
    if (back && !back.isDestroyed && back.isEditable && !this.fold.small) back.view.focus();
    else this.room.page.fold.focus();
  }

  private show(thread: Thread): void {
    this.look(thread.id);
    const editor = this.room.editors()[PARTS.indexOf(thread.part)];
    const range = editor && places(editor).get(thread.id);
    if (!editor || !range || this.room.composing()) return;
    this.back = editor;
    show(editor, range, editor.isEditable && !this.fold.small);
  }

  private look(id: string): void {
    this.list.here(id);
    this.marking.look(id);
  }

  private fail(refusal: unknown): void {
    if (this.talk !== null) return; // an old list is better than none; the next news asks again
    const { words, page } = this.room;
    const again = button(words("comments_again"), () => (page.problem.replaceChildren(), this.load()), { class: "btn btn--grey" });
    const why = refusal instanceof Error ? refusal.message : "";
    page.problem.replaceChildren(h("p", { class: "field__error" }, words("comments_failed"), why ? ` ${why}` : ""), again);
    page.panel.hidden = false;
  }

  private take(talk: Talk): void {
    if (this.talk !== null && talk.count < this.talk.count) return; // an answer that was overtaken
    this.announcer.compare(this.talk, talk);
    this.talk = talk;
    const { page, words } = this.room;
    const n = talk.threads.filter(isOpen).length;
    page.panel.hidden = false;
    page.problem.replaceChildren();
    page.begin.hidden = !talk.may;
    page.count.textContent = n > 0 ? words("comments_open", { n }) : words("comments_none_open");
    this.marking.take(talk.threads);
    const order = this.marking.order();
    this.list.draw(talk, (a, b) => (order.get(a) ?? Infinity) < (order.get(b) ?? Infinity));
    this.marking.lookForLost();
  }
}
