/** The places of the room's page that the script fills. */
const find = (document: Document, id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
};

export const readPage = (document: Document) => ({
  room: find(document, "room"),
  agenda: find(document, "agenda-editor"),
  minutes: find(document, "minutes-editor"),
  presence: find(document, "presence"),
  count: document.getElementById("presence-count"),
  aloud: document.getElementById("say-writers") as HTMLInputElement | null,
  save: find(document, "save-state"),
  banner: find(document, "room-banner"),
  emergencies: document.getElementById("room-emergencies"),
  live: find(document, "room-live"),
  tools: document.getElementById("room-tools"),
  format: document.getElementById("room-format"),
  brought: document.getElementById("room-brought"),
  removed: document.getElementById("room-removed"),
  who: document.getElementById("room-who"),
  times: [...document.querySelectorAll<HTMLElement>(".time-left")],
  brief: document.getElementById("presence-brief"),
  called: document.getElementById("called"),
  find: document.getElementById("room-find") as HTMLFormElement | null,
  link: document.getElementById("room-link") as HTMLFormElement | null,
  ruby: document.getElementById("room-ruby") as HTMLFormElement | null,
  gone: document.getElementById("room-gone") as HTMLTemplateElement | null,
});

export type Page = ReturnType<typeof readPage>;
