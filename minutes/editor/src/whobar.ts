/** The button that shows who wrote what, who the marks stand for, and the one line that says it in words. */
import type { Person, Words } from "./config";
import { h } from "./dom";
import type { Author, Authors } from "./who";

export class WhoBar {
  private readonly button: HTMLButtonElement;
  private readonly legend: HTMLElement;
  private readonly line: HTMLElement;

  constructor(
    private readonly bar: HTMLElement,
    private readonly authors: Authors,
    private readonly words: Words,
  ) {
    this.button = bar.querySelector<HTMLButtonElement>("[data-who]")!;
    this.legend = bar.querySelector<HTMLElement>("[data-legend]")!;
    this.line = bar.querySelector<HTMLElement>("[data-line]")!;
    bar.hidden = false;
    this.button.addEventListener("pointerdown", (event) => event.preventDefault()); // the caret stays where it is
    this.button.addEventListener("click", () => void authors.show(!authors.shown));
    authors.onChange = () => this.draw();
    this.draw();
  }

  private draw(): void {
    const { authors } = this;
    this.button.setAttribute("aria-pressed", String(authors.shown));
    this.bar.classList.toggle("room__who--open", authors.shown);
    this.legend.hidden = this.line.hidden = !authors.shown;
    if (!authors.shown) return;
    this.legend.replaceChildren(...authors.everyone.map((one) => this.entry(one)), h("li", {}, h("span", { class: "wrote" }, this.words("wrote_nobody"))));
    const said = authors.pointed ? this.sentence(authors.pointed) : this.words(authors.failed ? "wrote_failed" : "wrote_hint");
    if (this.line.textContent !== said) this.line.textContent = said;
  }

  private entry(one: Person): HTMLElement {
    const name = h("span", { class: `wrote wrote-${this.authors.colour(one)}` }, one.name);
    return h("li", {}, name, one.agency ? h("small", {}, this.words("wrote_agency", { agency: one.agency })) : null);
  }

  private sentence(author: Author): string {
    if (typeof author === "string") return this.words(`wrote_${author}`);
    const { name, agency } = author;
    return agency ? this.words("wrote_by", { name, agency }) : this.words("wrote_by_name", { name });
  }
}
