// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Hold } from "../composition";
import { insertBlock } from "../edit";
import { Pane } from "../pane";
import { Mark } from "../unsent";
import { anchored, choice, lineAt, rangeOf, type Range } from "./anchor";
import { mark, places, threadAt } from "./marks";

const me = { id: 1, name: "大西 まき", family: "大西", agency: "かさね東" };
const context = { words: (key: string) => key, me, people: [me], say: () => {}, removed: () => {} };

/** One person with the record open in an editor. */
class Writer {
  readonly doc = new Y.Doc();
  readonly root = this.doc.getXmlFragment("minutes");
  readonly awareness = new Awareness(this.doc);
  readonly opened: string[] = [];
  readonly pane: Pane;

  constructor() {
    const mount = document.createElement("div");
    document.body.append(mount);
    this.pane = new Pane({
      mount,
      root: this.root,
      awareness: this.awareness,
      hold: new Hold(() => {}),
      context,
      mark: new Mark(),
      comments: (id) => this.opened.push(id),
      editable: true,
      onFault: () => {},
      label: "記録",
      placeholder: "",
    });
  }

  get state() {
    return this.pane.editor.state;
  }

  find(words: string): Range {
    let found: Range | null = null;
    this.state.doc.descendants((node, pos) => {
      if (!node.isTextblock) return true;
      const at = node.textBetween(0, node.content.size, "\n", "\n").indexOf(words);
      if (at >= 0) found ??= { from: pos + 1 + at, to: pos + 1 + at + words.length };
      return false;
    });
    if (!found) throw new Error(words);
    return found;
  }

  insert(before: string, text: string): void {
    this.pane.editor.view.dispatch(this.state.tr.insertText(text, this.find(before).from));
  }

  remove(words: string): void {
    const { from, to } = this.find(words);
    this.pane.editor.view.dispatch(this.state.tr.delete(from, to));
  }

  between({ from, to }: Range): string {
    return this.state.doc.textBetween(from, to, "\n", "\n");
  }

  end(): void {
    this.pane.destroy();
    this.awareness.destroy();
    this.doc.destroy();
  }
}

let mine: Writer;
let theirs: Writer;
const WORDS = "12月の第1週";

beforeEach(() => {
  mine = new Writer();
  theirs = new Writer();
  mine.pane.editor.view.dispatch(mine.state.tr.insertText(`地区内なので往診にうかがえる。${WORDS}なら日を決められる。`));
  exchange();
});

afterEach(() => {
  mine.end();
  theirs.end();
});

const exchange = (): void => {
  const [a, b] = [Y.encodeStateAsUpdate(mine.doc), Y.encodeStateAsUpdate(theirs.doc)];
  Y.applyUpdate(theirs.doc, a, "net");
  Y.applyUpdate(mine.doc, b, "net");
};

/** A comment of mine on these words, shown in both editors. */
function comment(words = WORDS): void {
  const found = mine.find(words);
  const marks = [{ id: "t", anchor: anchored(mine.root, mine.state.doc, found)!, quote: words }];
  for (const each of [mine, theirs]) mark(each.pane.editor, { marks });
}

/** What is underlined. */
function marked(writer: Writer): string | null {
  const range = places(writer.pane.editor).get("t");
  return range ? writer.between(range) : null;
}

test("the same words are marked in every editor, and by the bytes alone", () => {
  comment();
  expect([marked(mine), marked(theirs)]).toEqual([WORDS, WORDS]);
  const anchor = anchored(mine.root, mine.state.doc, mine.find(WORDS))!;
  expect(theirs.between(rangeOf(theirs.root, theirs.state.doc, anchor, "")!)).toBe(WORDS);
});

test.each([
  ["before them", "地区", "くわしく：", WORDS],
  ["right before them", WORDS, "たぶん", WORDS],
  ["right behind them", "なら日", "の月曜", WORDS],
  ["within them", "第1週", "はじめ、", "12月のはじめ、第1週"],
])("what another writes %s", (_where, before, text, expected) => {
  comment();
  theirs.insert(before, text);
  expect(marked(theirs)).toBe(expected);
  exchange();
  expect([marked(mine), marked(theirs)]).toEqual([expected, expected]);
});

test("while I write before the words and another within them, both see the same", () => {
  comment();
  mine.insert("地区", "【確認】");
  theirs.insert("第1週", "はじめ、");
  exchange();
  expect([marked(mine), marked(theirs)]).toEqual(["12月のはじめ、第1週", "12月のはじめ、第1週"]);
});

test("words that are deleted are no more marked, and come back with undo", () => {
  comment();
  theirs.remove(WORDS);
  exchange();
  expect([marked(mine), marked(theirs)]).toEqual([null, null]);
  theirs.pane.editor.commands.undo();
  exchange();
  expect([marked(mine), marked(theirs)]).toEqual([WORDS, WORDS]);
});

test("of words that are deleted in part the rest stays marked", () => {
  comment();
  theirs.remove("の第1");
  exchange();
  expect(marked(mine)).toBe("12月週");
});

test("a line that is split takes its marks along, also for who was not there", () => {
  comment();
  theirs.pane.editor.view.dispatch(theirs.state.tr.split(theirs.find(WORDS).from));
  exchange();
  expect([marked(mine), marked(theirs)]).toEqual([WORDS, WORDS]);
  mine.insert(WORDS, "◎");
  exchange();
  expect([marked(mine), marked(theirs)]).toEqual([WORDS, WORDS]);
});

test("words that are gone and stand in two other places are not guessed at", () => {
  comment();
  theirs.insert("地区", `${WORDS}か、${WORDS}か、`);
  exchange();
  const at = places(mine.pane.editor).get("t")!;
  mine.pane.editor.view.dispatch(mine.state.tr.delete(at.from, at.to));
  exchange();
  expect([marked(mine), marked(theirs)]).toEqual([null, null]);
});

test("a choice begins and ends with words, through blocks and breaks", () => {
  insertBlock(mine.pane.editor, "decision", context, true);
  mine.pane.editor.view.dispatch(mine.state.tr.insertText("𠮷田さんが行く"));
  mine.pane.editor.commands.setHardBreak();
  mine.pane.editor.view.dispatch(mine.state.tr.insertText("初回は同行"));
  const { doc } = mine.state;
  const all = choice(doc, 0, doc.content.size)!;
  expect(all.quote).toContain("決められる。\n𠮷田さんが行く\n初回は同行");
  const bytes = anchored(mine.root, doc, all)!;
  expect(rangeOf(mine.root, doc, bytes, "")).toEqual({ from: all.from, to: all.to });
  expect(choice(doc, 0, 0)).toBe(null);
  expect(lineAt(doc, mine.find("田さん").from)?.quote).toBe("𠮷田さんが行く\n初回は同行");
});

test("a long choice is quoted in part, without tearing a character", () => {
  mine.insert("地区", "𠮷".repeat(300));
  const { doc } = mine.state;
  const found = choice(doc, 0, doc.content.size)!;
  expect([...found.quote]).toHaveLength(200);
  expect(found.quote).toBe("𠮷".repeat(199) + "…");
});

test("every range in the text is found again by its bytes", () => {
  insertBlock(mine.pane.editor, "roles", context, true);
  mine.pane.editor.view.dispatch(mine.state.tr.insertText("手紙"));
  exchange();
  const { doc } = mine.state;
  const spots: number[] = [];
  for (let pos = 0; pos <= doc.content.size; pos++) if (doc.resolve(pos).parent.isTextblock) spots.push(pos);
  for (const from of spots) {
    for (const to of spots.filter((one) => one > from)) {
      const found = choice(doc, from, to);
      if (!found) continue;
      expect(rangeOf(theirs.root, theirs.state.doc, anchored(mine.root, doc, found)!, "")).toEqual({ from: found.from, to: found.to });
    }
  }
});

test("bytes of a newer page are no place, and stop nothing", () => {
  const { doc } = mine.state;
  for (const bytes of [[], [9], [255, 255, 255], [1, 7, 1, 7]]) expect(rangeOf(mine.root, doc, new Uint8Array(bytes), "")).toBe(null);
});

test("the thread of the words under the caret is known", () => {
  comment();
  const { from, to } = mine.find(WORDS);
  expect(threadAt(mine.state, from + 1)).toBe("t");
  expect(threadAt(mine.state, to + 2)).toBe(null);
});
