/** The marks that carry something: where a link leads, and how a word is read (ふりがな). */
import { Mark, type Editor } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { safeAddress } from "./addresses";
import { h } from "./dom";

export type Marked = "link" | "ruby";
/** What each of them carries. */
export const CARRIES: Record<Marked, string> = { link: "href", ruby: "reading" };

const askers = new WeakMap<Editor, (mark: Marked) => void>();
export const setAsker = (editor: Editor, ask: (mark: Marked) => void): void => void askers.set(editor, ask);

/** Ask for the address or the reading of what is selected; false where nobody asks. */
export function ask(editor: Editor, mark: Marked): boolean {
  const asker = askers.get(editor);
  asker?.(mark);
  return asker !== undefined;
}

/** Only a deliberate act opens a link: with Ctrl, by its button, or where one only reads. Nothing is fetched before. */
export function openLink(address: string): void {
  const safe = safeAddress(address);
  if (safe) window.open(safe, "_blank", "noopener,noreferrer");
}

const addressOf = (link: Element): string => safeAddress(link.getAttribute("href") ?? link.getAttribute("data-href"));
const leads = (address: unknown): Record<string, string> => {
  const href = safeAddress(address);
  return href ? { href, target: "_blank", rel: "noopener noreferrer" } : {};
};

const clicks = (editor: Editor): Plugin =>
  new Plugin({
    props: {
      handleDOMEvents: {
        click: (_view, event) => {
          const link = (event.target as Element | null)?.closest?.<HTMLElement>("[data-href]");
          if (link && editor.isEditable && (event.ctrlKey || event.metaKey)) openLink(link.dataset["href"] ?? "");
          return false;
        },
      },
    },
  });

export const Link = Mark.create({
  name: "link",
  priority: 1000, // around the other marks: one link is one element
  inclusive: false, // who writes on behind it writes plain text
  addAttributes: () => ({ href: { default: "", parseHTML: addressOf, rendered: false } }),
  parseHTML: () => [{ tag: "a[href], span[data-href]", getAttrs: (element) => (addressOf(element) ? null : false) }],
  renderHTML: ({ mark }) => ["a", leads(mark.attrs["href"]), 0],
  // Where one writes it is no anchor: what is composed at the end of one Chromium takes out of it, kana by kana.
  addMarkView() {
    return ({ mark }) => {
      const { href } = leads(mark.attrs["href"]);
      if (!this.editor.isEditable) return { dom: h("a", leads(href)) };
      return { dom: h("span", { class: "link", ...(href && { role: "link", title: href, "data-href": href }) }) };
    };
  },
  addKeyboardShortcuts() {
    return { "Mod-k": () => ask(this.editor, "link") };
  },
  addProseMirrorPlugins() {
    return [clicks(this.editor)];
  },
});

const readingOf = (ruby: Element): string =>
  ruby.getAttribute("data-reading") ?? [...ruby.querySelectorAll("rt")].map((one) => (one.textContent ?? "").trim()).join("");

export const Ruby = Mark.create({
  name: "ruby",
  priority: 999,
  inclusive: false,
  addAttributes: () => ({ reading: { default: "", parseHTML: readingOf, rendered: false } }),
  parseHTML: () => [
    { tag: "ruby", getAttrs: (element) => (readingOf(element) ? null : false) },
    { tag: "rt", ignore: true },
    { tag: "rp", ignore: true },
  ],
  renderHTML: ({ mark }) => {
    const reading = String(mark.attrs["reading"] ?? "");
    return ["ruby", { "data-reading": reading }, ["span", 0], ["rt", reading]]; // as it is copied
  },
  // On the screen the reading is drawn by the style sheet (editor.css): beside an element that cannot be written in,
  // Chromium loses the caret when somebody begins to compose, and the first kana stay behind.
  addMarkView() {
    return ({ mark }) => ({ dom: h("ruby", { "data-reading": String(mark.attrs["reading"] ?? "") }) });
  },
  addKeyboardShortcuts() {
    return { "Mod-Shift-f": () => ask(this.editor, "ruby"), "Mod-Shift-F": () => ask(this.editor, "ruby") };
  },
});

/** Where the mark that the caret stands in begins and ends, and what it carries; null outside of one. */
export function around(state: EditorState, mark: Marked): { from: number; to: number; value: string } | null {
  const { $from, from, to } = state.selection;
  const type = state.schema.marks[mark]!;
  const { parent } = $from;
  const start = $from.start();
  let found: { from: number; to: number; value: string } | null = null;
  let open = false; // whether the stretch before goes on
  parent.forEach((child, offset) => {
    const value = type.isInSet(child.marks)?.attrs[CARRIES[mark]] as string | undefined;
    const [a, b] = [start + offset, start + offset + child.nodeSize];
    if (value === undefined || (found && found.value !== value)) open = false;
    if (value === undefined) return;
    if (found && open) found.to = b;
    else if (!found || found.to < from || (found.to === from && a <= from)) {
      found = { from: a, to: b, value };
      open = true;
    }
  });
  const here = found as { from: number; to: number; value: string } | null;
  return here && here.from <= from && to <= here.to && here.from < here.to ? here : null;
}

const key = new PluginKey<boolean>("asking");

/** Show the selection although the focus is in the form that asks about it. */
export const showAsking = (editor: Editor, asking: boolean): void => {
  if (!editor.isDestroyed) editor.view.dispatch(editor.state.tr.setMeta(key, asking).setMeta("addToHistory", false));
};

export const asking = (): Plugin =>
  new Plugin<boolean>({
    key,
    state: { init: () => false, apply: (tr, before) => (tr.getMeta(key) as boolean | undefined) ?? before },
    props: {
      decorations: (state) => {
        const { from, to } = state.selection;
        if (!key.getState(state) || from === to) return null;
        return DecorationSet.create(state.doc, [Decoration.inline(from, to, { class: "asked" })]);
      },
    },
  });
