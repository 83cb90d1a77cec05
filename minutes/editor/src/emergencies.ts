/** Who may read this item in an emergency is said above it, to everybody at it and at once: that part of the page comes anew. */
const AGAIN_MS = 5000;

export class Emergencies {
  private asked: string | null = null;

  constructor(
    private readonly place: HTMLElement | null,
    private readonly bring: () => Promise<Document>,
  ) {}

  /** The server told which are in force (ids; null: it has not said yet). */
  look(told: string | null): void {
    if (!this.place || told === null || told === this.asked || told === this.place.dataset["shown"]) return;
    this.asked = told;
    void this.renew(this.place);
  }

  private async renew(place: HTMLElement): Promise<void> {
    try {
      const fresh = (await this.bring()).getElementById(place.id);
      if (!fresh) return;
      place.replaceChildren(...fresh.childNodes);
      place.dataset["shown"] = fresh.dataset["shown"];
      this.asked = null;
    } catch {
      setTimeout(() => (this.asked = null), AGAIN_MS); // the line is down: the next word of the server asks again
    }
  }
}

/** The page as the server would give it now. */
export async function pageAnew(address: string): Promise<Document> {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
