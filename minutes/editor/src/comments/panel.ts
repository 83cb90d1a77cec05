/** Comments in the room: the talk as the server has it, the marks in both editors, the list, and the form for a new one. */
import type { Editor } from "@tiptap/core";
import type * as Y from "yjs";
import type { Words } from "../config";
import { button, h } from "../dom";
import { anchored, choice, lineAt, type Choice, type Range } from "./anchor";
import { CommentForm } from "./form";
import { isOpen, ThreadList } from "./list";
import { mark, places, show, threadAt } from "./marks";
import { Fold, type CommentsPage } from "./page";
import type { Server, Talk, Thread } from "./server";

type Part = Thread["part"];
const PARTS: readonly Part[] = ["agenda", "minutes"];
const SAY_MS = 10_000;
const LOOK_MS = 1_000;
/** Everybody in the room hears at once: they need not all ask in the same moment. */
const SPREAD_MS = 250;
/** The words about which somebody is just writing, before there is a thread. */
const NEW = "new";

export interface Surroundings {
  page: CommentsPage;
  words: Words;
  server: Server;
  roots: readonly [agenda: Y.XmlFragment, minutes: Y.XmlFragment];
  /** Both editors, the agenda's first; none before the text is there. */
  editors: () => Editor[];
  /** The one in which the caret was last. */
  current: () => Editor | null;
  /** A word is being composed: nothing must be drawn anew in the text. */
  composing: () => boolean;
  say: (text: string) => void;
}

export class Comments {
  private talk: Talk | null = null;
  private loading: Promise<void> | null = null;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private heard = 0;
  private here: string | null = null;
  private chosen: { part: Part; anchor: Uint8Array; quote: string } | null = null;
  private back: Editor | null = null;
  private marksDue = false;
  private looking: ReturnType<typeof setTimeout> | undefined;
  private news = 0;
  private saidAt = 0;
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
    for (const root of room.roots) root.observeDeep(() => this.lookLater());
  }

  /** Something is written that was not sent. */
  get unsent(): boolean {
    return this.form.unsent || this.list.unsent;
  }

  /** The text is there (again): ask for all that was said about it. */
  load(): void {
    this.loading ??= this.room.server
      .load()
      .then((talk) => this.take(talk))
      .then(() => void (this.heard > this.talk!.count && this.soon()))
      .catch((refusal: unknown) => this.fail(refusal)) // asked again with the next news, or when the connection is back
      .finally(() => (this.loading = null));
  }

  /** The room's socket says how far the talk has come. */
  told(count: number): void {
    this.heard = count;
    if (this.talk !== null && count > this.talk.count) this.soon();
  }

  /** The editors were made anew, or a composition ended: what is due is drawn now. */
  refresh(anew = false): void {
    if (anew) this.marksDue = true;
    if (this.marksDue) this.drawMarks();
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
    this.choose(PARTS[index]!, anchor, found);
  }

  destroy(): void {
    clearTimeout(this.waiting);
    clearTimeout(this.looking);
  }

  private choose(part: Part, anchor: Uint8Array, { quote }: Choice): void {
    this.room.page.problem.replaceChildren();
    this.chosen = { part, anchor, quote };
    this.marksDue = true;
    this.drawMarks();
    this.fold.raise();
    this.back?.commands.scrollIntoView(); // the panel may have come over the words
    this.form.begin(this.room.words("comment_about", { words: quote.replace(/\s+/g, " ").slice(0, 60) }));
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
    const { part, anchor, quote } = this.chosen!;
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
    this.chosen = null;
    this.marksDue = true;
    this.drawMarks();
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
    this.here = id;
    this.list.here(id);
    this.marksDue = true;
    this.drawMarks();
  }

  private soon(): void {
    this.waiting ??= setTimeout(() => {
      this.waiting = undefined;
      this.load();
    }, Math.random() * SPREAD_MS);
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
    this.announce(this.talk, talk);
    this.talk = talk;
    const { page, words } = this.room;
    const n = talk.threads.filter(isOpen).length;
    page.panel.hidden = false;
    page.problem.replaceChildren();
    page.begin.hidden = !talk.may;
    page.count.textContent = n > 0 ? words("comments_open", { n }) : words("comments_none_open");
    this.marksDue = true;
    this.drawMarks();
    const order = this.order();
    this.list.draw(talk, (a, b) => (order.get(a) ?? Infinity) < (order.get(b) ?? Infinity));
    this.lookForLost();
  }

  /** Where the words of each thread stand, agenda before record. */
  private order(): Map<string, number> {
    const all = this.room.editors().flatMap((editor, part) => [...places(editor)].map(([id, { from }]) => [id, part * 1e9 + from] as const));
    return new Map(all);
  }

  /** What is resolved is marked only while it is looked at, what was taken back no more. */
  private marked(thread: Thread): boolean {
    return thread.stands && (!thread.resolved || thread.id === this.here);
  }

  /** The marks in both editors; not while a word is being composed. */
  private drawMarks(): void {
    if (this.room.composing() || this.talk === null) return;
    this.marksDue = false;
    this.room.editors().forEach((editor, index) => {
      const shown = this.talk!.threads.filter((one) => one.part === PARTS[index] && this.marked(one));
      const marks = shown.map(({ id, anchor, quote }) => ({ id, anchor: fromBase64(anchor), quote }));
      const { chosen } = this;
      if (chosen && chosen.part === PARTS[index]) marks.push({ ...chosen, id: NEW });
      mark(editor, { marks, here: chosen ? NEW : this.here });
    });
    this.lookForLost();
  }

  private lookLater(): void {
    if (!this.talk?.threads.length) return;
    this.looking ??= setTimeout(() => {
      this.looking = undefined;
      this.lookForLost();
    }, LOOK_MS);
  }

  private lookForLost(): void {
    if (this.room.editors().length === 0) return;
    const found: Map<string, Range | number> = this.order();
    const gone = this.talk?.threads.filter((one) => this.marked(one) && !found.has(one.id)) ?? [];
    this.list.lost(new Set(gone.map((one) => one.id)));
  }

  /** What others said is summed up aloud, rarely; what was there when one came is not. */
  private announce(before: Talk | null, now: Talk): void {
    if (before === null) return;
    const known = new Set(before.threads.flatMap((one) => one.acts.map((act) => act.id)));
    const fresh = now.threads.flatMap((one) => one.acts).filter((act) => act.kind === "comment" && !act.mine && !known.has(act.id));
    if (fresh.length === 0) return;
    const quiet = this.news > 0;
    this.news += fresh.length;
    if (quiet) return;
    setTimeout(() => this.sumUp(), Math.max(0, this.saidAt + SAY_MS - Date.now()));
  }

  private sumUp(): void {
    this.saidAt = Date.now();
    this.room.say(this.room.words("comments_added", { n: this.news }));
    this.news = 0;
  }
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
