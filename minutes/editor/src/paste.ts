/**
 * Cleans what is pasted from Word and Excel before the editor reads it.
 *
 * Word writes points as paragraphs with a drawn bullet, Excel a table with styles, both with their own junk. What
 * stays is what the record knows: paragraphs, headings, points, tables, bold, links, readings.
 */
import { MAX_COLUMNS, MAX_ROWS } from "./tables";

/** Between the cells of a row. */
export const BAR = "｜";
/** Letters count only with their stop or bracket: bare ones are how drawn bullets come out of their font. */
const NUMBERED = /^([(（]?[0-9０-９]+[.．)）、]?|[(（]?([a-zA-Z]|[ivx]+|[IVX]+|[ア-ン])[.．)）、]|[①-⑳])$/u;
const BLOCKS = /^(P|DIV|UL|OL|LI|H[1-6]|BLOCKQUOTE|PRE)$/;
/** No cell is merged over more than this. */
const LARGEST = 200;
const MARKER = "span[style*='mso-list']";

const isPoint = (one: Element): boolean =>
  one.tagName === "P" && (/mso-list:\s*l\d/i.test(one.getAttribute("style") ?? "") || /MsoListParagraph/.test(one.className));

/** By its kind: a document that was only parsed belongs to no window, whose classes could be asked for. */
const isElement = (node: Node): node is Element => node.nodeType === 1;

const spaces = (text: string): string => text.replace(/[\s\u00a0]+/g, " ").trim();

/** Comments, styles and Office's own elements; its paragraph marks carry nothing. */
function dropJunk(root: ParentNode): void {
  root.querySelectorAll("style, script, meta, link, title, xml, col, colgroup").forEach((one) => one.remove());
  for (const one of [...root.querySelectorAll("*")]) {
    if (!one.tagName.includes(":")) continue;
    if (spaces(one.textContent ?? "") === "") one.remove();
    else one.replaceWith(...one.childNodes);
  }
}

/** The drawn bullet of a point, taken out of its paragraph; Word marks it, or puts it before the first gap. */
function takeMarker(point: Element): string {
  const drawn = [...point.querySelectorAll(MARKER)].find((one) => /mso-list:\s*Ignore/i.test(one.getAttribute("style") ?? ""));
  const marker = spaces(drawn?.textContent ?? "");
  drawn?.remove();
  return marker;
}

/** Neighbouring points become one list; a paragraph between them, or another kind of mark, begins a new one. */
function gatherPoints(root: ParentNode, document: Document): void {
  let list: Element | null = null;
  for (const point of [...root.querySelectorAll("p")].filter(isPoint)) {
    const tag = NUMBERED.test(takeMarker(point)) ? "OL" : "UL";
    if (list === null || list !== point.previousElementSibling || list.tagName !== tag) {
      list = document.createElement(tag);
      point.before(list);
    }
    const item = document.createElement("li");
    const text = document.createElement("p");
    text.append(...point.childNodes);
    item.append(text);
    list.append(item);
    point.remove();
  }
}

/** Cells of one row apart by a bar: for tables within a cell, and those that no table of ours can hold. */
function asLines(rows: Element[][], document: Document): Element[] {
  return rows.flatMap((row) => {
    const cells = row.map((one) => spaces(one.textContent ?? ""));
    while (cells.at(-1) === "") cells.pop();
    const line = document.createElement("p");
    line.textContent = cells.join(BAR);
    return cells.length > 0 ? [line] : [];
  });
}

/** A merged cell is split: its words stand in the first, the others are empty. */
function squared(table: Element, document: Document): Element[][] {
  const rows = [...table.querySelectorAll("tr")].map(() => [] as Element[]);
  [...table.querySelectorAll("tr")].forEach((line, r) => {
    for (const cell of [...line.children].filter((one) => /^T[DH]$/.test(one.tagName))) {
      const span = (name: string): number => Math.min(LARGEST, Math.max(1, Number(cell.getAttribute(name)) || 1));
      let c = 0;
      while (rows[r]![c]) c += 1;
      for (let down = 0; down < span("rowspan") && rows[r + down]; down++) {
        for (let right = 0; right < span("colspan"); right++) {
          rows[r + down]![c + right] ??= down + right === 0 ? cell : document.createElement("td");
        }
      }
    }
  });
  const filled = rows.map((row) => Array.from(row, (cell) => cell ?? document.createElement("td")));
  const ends = filled.map((row) => row.reduce((end, cell, c) => (spaces(cell.textContent ?? "") === "" ? end : c + 1), 0));
  const width = ends.reduce((most, end) => Math.max(most, end), 0);
  const height = ends.reduce((last, end, r) => (end > 0 ? r + 1 : last), 0);
  return filled.slice(0, height).map((row) => Array.from({ length: width }, (_, c) => row[c] ?? document.createElement("td")));
}

/** What stands in a cell as one line of text; its paragraphs and points are apart by breaks. */
function inline(cell: Element, document: Document): Node[] {
  const found: Node[] = [];
  const breakLine = (): void => void (found.length > 0 && found.at(-1)?.nodeName !== "BR" && found.push(document.createElement("br")));
  for (const child of [...cell.childNodes]) {
    if (child.nodeType === 3) {
      const text = (child.textContent ?? "").replace(/[\s\u00a0]+/g, " ");
      if (text.trim() !== "") found.push(document.createTextNode(text));
    } else if (isElement(child) && BLOCKS.test(child.tagName)) {
      breakLine();
      const marker = child.tagName === "LI" ? "・" : isPoint(child) ? takeMarker(child) : "";
      if (marker) found.push(document.createTextNode(NUMBERED.test(marker) ? `${marker} ` : "・"));
      found.push(...inline(child, document));
      breakLine();
    } else found.push(child);
  }
  while (found.at(-1)?.nodeName === "BR") found.pop();
  return found;
}

/** A first row without gaps names the columns: where it is marked so, bold, or has words where the next has a figure. */
function namesColumns(table: Element, rows: Element[][]): boolean {
  const first = rows[0]!;
  if (rows.length < 2 || first.some((cell) => spaces(cell.textContent ?? "") === "")) return false;
  if (table.querySelector("thead") || first.every((cell) => cell.tagName === "TH" || cell.querySelector("b, strong"))) return true;
  return first.every((cell) => !/^[\d,.¥%()-]+$/.test(spaces(cell.textContent ?? "").normalize("NFKC")));
}

/** Tables with styles become plain ones; one cell alone is its words. */
function plainTables(root: ParentNode, document: Document): void {
  for (const table of [...root.querySelectorAll("table")].reverse()) {
    const rows = squared(table, document);
    const width = rows[0]?.length ?? 0;
    if (table.parentElement?.closest("table") || rows.length > MAX_ROWS || width > MAX_COLUMNS) {
      table.replaceWith(...asLines(rows, document));
      continue;
    }
    const lines = rows.map((row) => {
      const line = document.createElement("tr");
      for (const cell of row) {
        const made = document.createElement("td");
        made.append(...inline(cell, document));
        line.append(made);
      }
      return line;
    });
    if (rows.length === 1 && width === 1) {
      const words = document.createElement("p");
      words.append(...lines[0]!.firstElementChild!.childNodes);
      table.replaceWith(words);
    } else if (rows.length > 0) {
      const made = document.createElement("table");
      if (namesColumns(table, rows)) made.dataset["header"] = "yes";
      made.append(...lines);
      table.replaceWith(made);
    } else table.remove();
  }
}

/** The HTML of a clipboard, cleaned. */
export function cleaned(html: string): string {
  const { body } = new DOMParser().parseFromString(html.replace(/<!--[\s\S]*?-->|<!\[[^\]]*\]>/g, ""), "text/html");
  const document = body.ownerDocument;
  dropJunk(body);
  plainTables(body, document);
  gatherPoints(body, document);
  for (const one of body.querySelectorAll("*")) {
    const bold = /font-weight:\s*(bold|[6-9]00)/i.test(one.getAttribute("style") ?? "");
    if (bold && one.tagName === "SPAN" && one.parentElement) {
      const strong = document.createElement("strong");
      strong.append(...one.childNodes);
      one.append(strong);
    }
    for (const { name } of [...one.attributes]) {
      const kept = name.startsWith("data-") || (name === "href" && one.tagName === "A");
      if (!kept) one.removeAttribute(name);
    }
  }
  return body.innerHTML;
}

/** Only what an office wrote needs cleaning: our own copies carry their blocks. */
export const fromOffice = (html: string): boolean =>
  /urn:schemas-microsoft-com|class="?(Mso|xl\d)|mso-|<table[\s>]|content="?LibreOffice/i.test(html) && !html.includes("data-pm-slice");
