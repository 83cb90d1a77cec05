// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { Hold } from "./composition";
import { words } from "./config";
import { Pane } from "./pane";
import { Mark } from "./unsent";
import { Authors, clientAt, wrote } from "./who";
import { WhoBar } from "./whobar";

const me = { id: "m", name: "大西 恵", family: "大西", agency: "包括" };
const other = { id: "o", name: "江口 恵", family: "江口", agency: "" };
const labels = words({ wrote_by: "{name}（{agency}）", wrote_by_name: "{name}", wrote_hint: "さがす", wrote_template: "はじめから" });

function written(): { doc: Y.Doc; root: Y.XmlFragment } {
  const doc = new Y.Doc();
  const theirs = new Y.Doc();
  theirs.clientID = 77;
  const line = new Y.XmlElement("paragraph");
  line.insert(0, [new Y.XmlText("訪問した。")]);
  theirs.getXmlFragment("minutes").insert(0, [line]);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(theirs));
  const root = doc.getXmlFragment("minutes");
  ((root.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(2, "に二人で");
  return { doc, root };
}

beforeEach(() => document.body.replaceChildren());

describe("who wrote what", () => {
  it("is one stretch for each change of hands", () => {
    const { doc, root } = written();
    const text = (root.get(0) as Y.XmlElement).get(0) as Y.XmlText;
    expect(wrote(text)).toEqual([[0, 2, 77], [2, 6, doc.clientID], [6, 9, 77]]);
  });

  it("stands on the words while one asks, with the name in words, and is gone afterwards", async () => {
    const { doc, root } = written();
    const mount = document.createElement("div");
    document.body.append(mount);
    const asked: string[] = [];
    const ask = (url: string) => {
      asked.push(url);
      return Promise.resolve({ writers: { 77: "o" }, people: [other] });
    };
    let pane: Pane | null = null;
    const authors = new Authors(doc.clientID, me, "/writers/", () => pane?.redraw(), ask);
    const context = { words: labels, me, people: [me, other], say: () => {}, removed: () => {} };
    const rest = { label: "記録", placeholder: "", editable: true, mark: new Mark(), onFault: () => {}, authors };
    pane = new Pane({ mount, root, awareness: new Awareness(doc), hold: new Hold(() => {}), context, ...rest });
    const bar = document.createElement("div");
    bar.innerHTML = `<button data-who></button><ul data-legend></ul><p data-line></p>`;
    new WhoBar(bar, authors, labels);
    expect(mount.querySelectorAll(".wrote")).toHaveLength(0);
    bar.querySelector("button")!.click();
    await vi.waitFor(() => expect(mount.querySelectorAll(".wrote-1")).toHaveLength(2));
    expect(asked).toEqual(["/writers/"]);
    expect(mount.querySelector(".wrote-0")?.textContent).toBe("に二人で");
    expect(bar.querySelector("button")!.getAttribute("aria-pressed")).toBe("true");
    expect(bar.querySelector("ul")!.textContent).toContain("江口 恵");
    const say = (pos: number) => {
      authors.point(clientAt(pane!.editor.state, root, pos));
      return bar.querySelector("p")!.textContent;
    };
    expect([say(1), say(3), say(5), say(8)]).toEqual(["江口 恵", "江口 恵", "大西 恵（包括）", "江口 恵"]);
    bar.querySelector("button")!.click();
    expect(mount.querySelectorAll(".wrote")).toHaveLength(0);
    pane.destroy();
  });

  it("says who it was as soon as the server told, also where one points already", async () => {
    let tell = (_answer: { writers: Record<string, string>; people: typeof other[] }): void => {};
    const authors = new Authors(5, me, "/writers/", () => {}, () => new Promise((resolve) => (tell = resolve)));
    const shown = authors.show(true);
    authors.point(77);
    expect(authors.pointed).toBe(null); // asked, and not yet answered: that nobody knows would be too early
    tell({ writers: { 77: "o" }, people: [other] });
    await shown;
    expect(authors.pointed).toEqual(other);
    authors.point(78);
    expect(authors.pointed).toBe("unknown");
  });

  it("asks again for somebody new, but not for each letter", async () => {
    const asked: number[] = [];
    const authors = new Authors(5, me, "/writers/", () => {}, () => {
      asked.push(1);
      return Promise.reject(new Error("away"));
    });
    expect(authors.of(1)).toBe("template");
    expect(authors.of(77)).toBe("unknown");
    expect(asked).toHaveLength(0); // nobody wants to know
    await authors.show(true);
    for (let i = 0; i < 50; i += 1) authors.of(77);
    expect(asked).toHaveLength(1);
    expect(authors.failed).toBe(true);
    expect(authors.of(5)).toBe(me);
  });
});
