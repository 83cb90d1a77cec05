/**
 * Cleans what is pasted from Word and Excel before the editor reads it.
 *
 * Word writes points as paragraphs with a drawn bullet, Excel a table with styles, both with their own junk. What
 * stays is what the record knows: paragraphs, headings, points, bold. A row of a table becomes one line, its cells
 * apart by a bar, so that nothing is torn out of its row.
 */

/** Between the cells of a row. */
export const BAR = "｜";
/** Letters count only with their stop or bracket: bare ones are how drawn bullets come out of their font. */
const NUMBERED = /^([(（]?[0-9０-９]+[.．)）、]?|[(（]?([a-zA-Z]|[ivx]+|[IVX]+|[ア-ン])[.．)）、]|[①-⑳])$/u;
const MARKER = "span[style*='mso-list']";

const isPoint = (one: Element): boolean =>
  one.tagName === "P" && (/mso-list:\s*l\d/i.test(one.getAttribute("style") ?? "") || /MsoListParagraph/.test(one.className));

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

/** Each row one line; empty cells keep their place between the others, not at the end. */
function flattenTables(root: ParentNode, document: Document): void {
  for (const table of [...root.querySelectorAll("table")].reverse()) {
    const lines = [...table.querySelectorAll("tr")].flatMap((row) => {
      const cells = [...row.children].filter((one) => /^T[DH]$/.test(one.tagName)).map((one) => spaces(one.textContent ?? ""));
      while (cells.at(-1) === "") cells.pop();
      const line = document.createElement("p");
      line.textContent = cells.join(BAR);
      return cells.length > 0 ? [line] : [];
    });
    table.replaceWith(...lines);
  }
}

/** The HTML of a clipboard, cleaned. */
export function cleaned(html: string): string {
  const { body } = new DOMParser().parseFromString(html.replace(/<!--[\s\S]*?-->|<!\[[^\]]*\]>/g, ""), "text/html");
  const document = body.ownerDocument;
  dropJunk(body);
  flattenTables(body, document);
  gatherPoints(body, document);
  for (const one of body.querySelectorAll("*")) {
    const bold = /font-weight:\s*(bold|[6-9]00)/i.test(one.getAttribute("style") ?? "");
    if (bold && one.tagName === "SPAN" && one.parentElement) {
      const strong = document.createElement("strong");
      strong.append(...one.childNodes);
      one.append(strong);
    }
    for (const { name } of [...one.attributes]) if (!name.startsWith("data-")) one.removeAttribute(name);
  }
  return body.innerHTML;
}

/** Only what an office wrote needs cleaning: our own copies carry their blocks. */
export const fromOffice = (html: string): boolean =>
  /urn:schemas-microsoft-com|class="?(Mso|xl\d)|mso-|<table[\s>]|content="?LibreOffice/i.test(html) && !html.includes("data-pm-slice");
