/** The menu that "/" opens in an empty line: every act by its word, chosen with arrows and Enter. */
import { Extension, type Editor } from "@tiptap/core";
import { Plugin, PluginKey, type EditorState } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import type { Words } from "./config";
import { h } from "./dom";

export interface Choice {
  name: string;
  /** What else one may type for it. */
  also: string;
  run: (editor: Editor) => void;
}

interface Menu {
  /** What was typed after the slash; null: closed. */
  query: string | null;
  at: number;
  /** The line in which the reader has closed it. */
  closed: number | null;
}

/** How far down one sees: to the dock of a phone, or to its keyboard. */
const room = (): number => {
  const dock = document.querySelector("#room-tools")?.getBoundingClientRect();
  const docked = dock && getComputedStyle(document.querySelector("#room-tools")!).position === "fixed";
  return docked ? dock.top : (window.visualViewport?.height ?? window.innerHeight);
};

const key = new PluginKey<Menu>("slash");
const CLOSED: Menu = { query: null, at: 0, closed: null };
const fold = (text: string): string => text.normalize("NFKC").toLowerCase();

/** What stands after a slash that opens a line, up to the caret; null when there is none. */
export function queryIn(state: EditorState): string | null {
  const { $from, empty } = state.selection;
  const { parent } = $from;
  if (!empty || $from.depth !== 1 || parent.type.name !== "paragraph" || $from.parentOffset !== parent.content.size) return null;
  return /^[/／]([^\s/／]{0,12})$/.exec(parent.textContent)?.[1] ?? null;
}

/** The choices whose word, or what else one may type for it, begins with `query`. */
export function matching(choices: readonly Choice[], query: string): Choice[] {
  const wanted = fold(query);
  return choices.filter((one) => [one.name, ...one.also.split(" ")].some((word) => fold(word).startsWith(wanted)));
}

export const Slash = Extension.create<{ choices: Choice[]; words: Words | null; say: (text: string) => void }>({
  name: "slash",
  priority: 1000, // before Enter and the arrows mean anything else
  addOptions: () => ({ choices: [], words: null, say: () => {} }),
  addProseMirrorPlugins() {
    const { choices, words, say } = this.options;
    const { editor } = this;
    if (!words) return [];
    const id = `slash-${Math.random().toString(36).slice(2)}`;
    const list = h("ul", { class: "slash", role: "listbox", id, "aria-label": words("slash_menu"), hidden: true });

    const found = (state: EditorState): Choice[] => {
      const query = key.getState(state)?.query ?? null;
      return query === null ? [] : matching(choices, query);
    };
    const chosen = (state: EditorState): number => {
      const { length } = found(state);
      return length === 0 ? -1 : ((key.getState(state)!.at % length) + length) % length;
    };
    const choose = (view: EditorView, choice: Choice | undefined): boolean => {
      if (!choice) return false;
      const { $from } = view.state.selection;
      view.dispatch(view.state.tr.delete($from.start(), $from.end()));
      choice.run(editor);
      return true;
    };
    const change = (view: EditorView, menu: Partial<Menu>): boolean => {
      view.dispatch(view.state.tr.setMeta(key, menu).setMeta("addToHistory", false));
      return true;
    };
    const draw = (view: EditorView): void => {
      const shown = found(view.state);
      list.hidden = shown.length === 0 || !view.hasFocus();
      if (list.hidden) return;
      const at = chosen(view.state);
      list.replaceChildren(
        ...shown.map((one, index) => {
          const row = h("li", { role: "option", id: `${id}-${index}`, "aria-selected": String(index === at) }, one.name);
          row.addEventListener("pointerdown", (event) => {
            event.preventDefault(); // the caret stays in the line
            choose(view, one);
          });
          return row;
        }),
      );
      const line = view.coordsAtPos(view.state.selection.$from.start());
      const frame = list.offsetParent?.getBoundingClientRect();
      const height = list.offsetHeight;
      const above = line.bottom + height > room() && line.top > height; // under a dock or a keyboard nobody could choose
      list.style.setProperty("inset-block-start", `${(above ? line.top - height : line.bottom) - (frame?.top ?? 0)}px`);
      list.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: "nearest" });
    };

    return [
      new Plugin<Menu>({
        key,
        state: {
          init: () => CLOSED,
          apply: (tr, menu, _old, state) => {
            const line = state.selection.$from.pos - state.selection.$from.parentOffset;
            const asked = tr.getMeta(key) as Partial<Menu> | undefined;
            const query = queryIn(state);
            if (query === null) return CLOSED;
            if (asked?.closed !== undefined || menu.closed === line) return { ...CLOSED, closed: line };
            return { query, at: asked?.at ?? (query === menu.query ? menu.at : 0), closed: null };
          },
        },
        props: {
          attributes: (state): Record<string, string> =>
            found(state).length > 0 ? { "aria-controls": id, "aria-activedescendant": `${id}-${chosen(state)}` } : {},
          handleKeyDown: (view, event) => {
            const shown = found(view.state);
            if (shown.length === 0 || event.isComposing || view.composing) return false;
            const { at } = key.getState(view.state)!;
            if (event.key === "ArrowDown") return change(view, { at: at + 1 });
            if (event.key === "ArrowUp") return change(view, { at: at - 1 });
            if (event.key === "Enter") return choose(view, shown[chosen(view.state)]);
            if (event.key !== "Escape") return false;
            event.stopPropagation(); // Escape closes the menu first, and leaves the editor the next time
            return change(view, { closed: 0 });
          },
        },
        view: (view) => {
          view.dom.parentElement?.append(list);
          return {
            update: (now, before) => {
              const opened = found(now.state).length;
              if (opened > 0 && found(before).length === 0) say(words("slash_open", { n: opened }));
              draw(now);
            },
            destroy: () => list.remove(),
          };
        },
      }),
    ];
  },
});
