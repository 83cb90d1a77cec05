/** What the slash menu offers, by the words of the page and by what officials may type instead. */
import type { Context } from "./blocks/context";
import { insertBlock, type Kind } from "./edit";
import { format, type Format } from "./format";
import type { Choice } from "./slash";

const BLOCKS: Record<Kind, string> = {
  statement: "はつげん hatsugen h",
  decision: "けってい kettei k",
  roles: "やくわり yakuwari y",
  source: "じょうほう しゅっしょ jouhou shussho s",
  next: "じかい jikai j",
};
const FORMATS: Partial<Record<Format, string>> = {
  heading: "みだし midashi #",
  bullets: "かじょう kajou -",
  numbers: "ばんごう bangou 1",
  table: "ひょう hyou",
  link: "りんく link",
  ruby: "ふりがな るび furigana ruby",
};

export function choices(context: Context): Choice[] {
  const { words } = context;
  return [
    ...Object.entries(BLOCKS).map(([kind, also]) => ({
      name: words(kind),
      also,
      run: (editor: Parameters<Choice["run"]>[0]) => insertBlock(editor, kind as Kind, context, true),
    })),
    ...Object.entries(FORMATS).map(([act, also]) => ({
      name: words(act),
      also,
      run: (editor: Parameters<Choice["run"]>[0]) => void format(editor, act as Format, context),
    })),
  ];
}
