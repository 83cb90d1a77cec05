/** Whose words are whose: asked of the server, and shown on the words while one wants to know. */
import { Extension } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet, type EditorView } from "@tiptap/pm/view";
import * as Y from "yjs";
import type { Person } from "./config";
import { lay, type Stretch } from "./texts";

/** With these client ids the server writes beginnings (minutes/documents/content.py). */
const TEMPLATE: readonly number[] = [1, 2];
const ASK_AGAIN_MS = 3000;
const COLOURS = 8;

/** Somebody, or what is said of words that are nobody's. */
export type Author = Person | "template" | "unknown";

interface Answer {
  writers: Record<string, string>;
  people: Person[];
}

type Ask = (url: string) => Promise<Answer>;

const askServer: Ask = async (url) => {
  const answer = await fetch(url, { headers: { Accept: "application/json" }, redirect: "error" });
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Answer;
};

export class Authors {
  shown = false;
  /** What is to be told when the people, or what is pointed at, are others. */
  onChange: () => void = () => {};
  failed = false;
  private readonly people = new Map<string, Person>();
  private readonly byClient = new Map<number, string>();
  /** The client that wrote what is pointed at. */
  private pointedAt: number | null = null;
  private asking = false;
  private askedAt = -Infinity;

  constructor(
    client: number,
    me: Person,
    private readonly url: string,
    /** Draw the text anew. */
    private readonly redraw: () => void,
    private readonly ask: Ask = askServer,
  ) {
    this.learn({ writers: { [client]: String(me.id) }, people: [me] });
  }

  of(client: number): Author {
    const id = this.byClient.get(client);
    const person = id === undefined ? undefined : this.people.get(id);
    if (person) return person;
    if (TEMPLATE.includes(client)) return "template";
    void this.look();
    return "unknown";
  }

  /** The people who may have written here, in an order that stays. */
  get everyone(): Person[] {
    return [...this.people.values()];
  }

  colour(author: Author): number {
    return typeof author === "string" ? -1 : [...this.people.keys()].indexOf(String(author.id)) % COLOURS;
  }

  async show(shown: boolean): Promise<void> {
    this.shown = shown;
    this.pointedAt = null;
    this.redraw();
    this.onChange();
    if (shown) await this.look(true);
  }

  point(client: number | null): void {
    if (client === this.pointedAt) return;
    this.pointedAt = client;
    this.onChange();
  }

  /** Who wrote what is pointed at; null where nothing is, and while the server is being asked. */
  get pointed(): Author | null {
    const author = this.pointedAt === null ? null : this.of(this.pointedAt);
    return author === "unknown" && this.asking ? null : author;
  }

  /** Ask the server, but not again and again for words that it does not know either. */
  private async look(now = false): Promise<void> {
    if (!this.shown || this.asking || (!now && Date.now() - this.askedAt < ASK_AGAIN_MS)) return;
    this.asking = true;
    this.askedAt = Date.now();
    try {
      this.learn(await this.ask(this.url));
      this.failed = false;
    } catch {
      this.failed = true; // what is known stays
    } finally {
      this.asking = false;
    }
    this.redraw();
    this.onChange();
  }

  private learn({ writers, people }: Answer): void {
    for (const one of people) this.people.set(String(one.id), one);
    for (const [client, id] of Object.entries(writers)) this.byClient.set(Number(client), id);
  }
}

/** Who wrote which characters of a text: stretches of one client each. */
export function wrote(text: Y.XmlText): Stretch<number>[] {
  const found: Stretch<number>[] = [];
  let at = 0;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const end = at + item.length;
    const before = found[found.length - 1];
    if (before?.[2] === item.id.client) before[1] = end;
    else found.push([at, end, item.id.client]);
    at = end;
  }
  return found;
}

const key = new PluginKey("who");

function decorate(state: EditorState, root: Y.XmlFragment, authors: Authors): DecorationSet {
  if (!authors.shown) return DecorationSet.empty;
  const all: Decoration[] = [];
  lay(state.doc, root, wrote, (from, to, client) => {
    const colour = authors.colour(authors.of(client));
    all.push(Decoration.inline(from, to, { class: colour < 0 ? "wrote" : `wrote wrote-${colour}` }));
  });
  return DecorationSet.create(state.doc, all);
}

/** The client that wrote the character before a position, or after it where none stands before. */
export function clientAt(state: EditorState, root: Y.XmlFragment, pos: number): number | null {
  let found: number | null = null;
  lay(state.doc, root, wrote, (from, to, client) => {
    if (from < pos && pos <= to) found = client;
    else if (found === null && from === pos) found = client;
  });
  return found;
}

function pointing(view: EditorView, event: Event, root: Y.XmlFragment, authors: Authors): void {
  if (!authors.shown || !(event instanceof MouseEvent)) return;
  const over = event.target instanceof Element && event.target.closest(".wrote");
  const place = over ? view.posAtCoords({ left: event.clientX, top: event.clientY }) : null;
  if (place) authors.point(clientAt(view.state, root, place.pos));
}

export const WhoWrote = Extension.create<{ root: Y.XmlFragment | null; authors: Authors | null }>({
  name: "whoWrote",
  addOptions: () => ({ root: null, authors: null }),
  addProseMirrorPlugins() {
    const { root, authors } = this.options;
    if (!root || !authors) return [];
    return [
      new Plugin({
        key,
        props: {
          decorations: (state) => decorate(state, root, authors),
          handleDOMEvents: {
            mouseover: (view, event) => pointing(view, event, root, authors),
          },
        },
        view: () => ({
          update: ({ state }, before) => {
            if (!authors.shown || before.selection.eq(state.selection)) return;
            authors.point(clientAt(state, root, state.selection.head));
          },
        }),
      }),
    ];
  },
});
