/** The room: two editors on one document and one socket, and the few words that say how they fare. */
import * as Y from "yjs";
import type { Context } from "./blocks/context";
import { asker, CarriedSocket } from "./carried";
import { Admission } from "./admission";
import { watchBusiness } from "./business";
import { Comments } from "./comments/panel";
import { readComments } from "./comments/page";
import { Server } from "./comments/server";
import { Company } from "./company";
import { words as wordsOf, type Config, type Words } from "./config";
import { h } from "./dom";
import { Emergencies, pageAnew } from "./emergencies";
import { endingBanner, isGone, isShut, reloadBanner, type Ways } from "./endings";
import { FindBar } from "./findbar";
import { readable, watch } from "./guard";
import { MarkBar } from "./markbar";
import { hourMinute, Notices, type Banner } from "./notices";
import { readPage, type Page } from "./page";
import { Panes } from "./panes";
import { wirePhone } from "./phone";
import { Provider } from "./provider";
import { journalOf, Rescue } from "./rescue";
import { Roads } from "./roads";
import { schema } from "./schema";
import { BANNER_MS, Standing } from "./standing";
import { watchTime } from "./timeleft";
import { wireFind, wirePanes, wireToolbar } from "./toolbar";
import { Mark, places, type Span } from "./unsent";
import { Authors } from "./who";
import { WhoBar } from "./whobar";

export class Room {
  private readonly doc = new Y.Doc();
  private readonly roots = [this.doc.getXmlFragment("agenda"), this.doc.getXmlFragment("minutes")] as const;
  private readonly mark = new Mark();
  private readonly page: Page;
  private readonly words: Words;
  private readonly notices: Notices;
  private readonly company: Company;
  private readonly provider: Provider;
  private readonly panes: Panes;
  private readonly comments: Comments | null;
  private synced = false;
  private readonly emergencies: Emergencies;
  private readonly rescue: Rescue;
  private stopped = false;
  private readonly standing = new Standing(this.doc, () => this.refresh());
  private may: string;

  constructor(
    private readonly document: Document,
    private readonly config: Config,
  ) {
    this.page = readPage(document);
    this.words = wordsOf(config.labels);
    this.notices = new Notices(this.page, this.words);
    this.may = config.may;
    const { me, people } = config;
    const known = people.some((one) => String(one.id) === String(me.id));
    const everyone = known ? people : [me, ...people];
    const context: Context = { words: this.words, me, people: everyone, say: this.notices.say, removed: this.notices.removed };
    const { presence: list, count, aloud, brief, called } = this.page;
    const callees = { place: called, people: people.filter((one) => config.called.includes(String(one.id))) };
    this.company = new Company(this.doc, me, { list, count, aloud, brief, called: callees }, this.words, this.notices.say);
    this.provider = new Provider({
      doc: this.doc,
      awareness: this.company.awareness,
      may: config.may,
      open: new Roads(
        () => new WebSocket(socketAddress(config.socket, document.location.href)),
        () => new CarriedSocket(asker(config.socket)),
      ).open,
      askWhy: new Admission(config.admission, this.page.room.dataset["pledge"] ?? "/").ask,
      onComing: () => this.panes.read(),
      onChange: () => this.refresh(),
      onTalk: (count) => this.comments?.told(count),
      onOwn: (update) => this.rescue.note(update),
      onFault: () => this.stop(),
    });
    this.comments = this.makeComments();
    const { link, ruby } = this.page;
    const bars = { link: link && new MarkBar(link, "link", this.words), ruby: ruby && new MarkBar(ruby, "ruby", this.words) };
    const authors = new Authors(this.doc.clientID, me, config.writers, () => this.panes.redraw());
    this.panes = new Panes(this.page, this.roots, {
      awareness: this.company.awareness,
      hold: this.provider.hold,
      context,
      mark: this.mark,
      authors,
      comments: (thread) => this.comments?.open(thread),
      ask: (mark, editor) => bars[mark]?.open(editor),
      onFault: () => this.stop(),
    });
    const { doc, roots, mark, page, words } = this;
    const journal = journalOf(document, config.journal, page.brought);
    this.rescue = new Rescue({ doc, roots, mark, panes: this.panes, place: page.brought, words, say: this.notices.say }, journal);
    this.rescue.ready = () => this.refresh();
    watch(this.doc, this.roots, schema(), () => this.stop());
    this.doc.on("update", (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, { local }: Y.Transaction) => {
      if (local) this.company.wrote();
    });
    wireToolbar(document, { add: (kind) => this.panes.add(kind), format: (act) => this.panes.format(act), comment: () => this.comments?.begin() });
    if (this.page.find) wireFind(document, new FindBar(this.page.find, () => this.panes.editors, this.words));
    if (this.page.who) new WhoBar(this.page.who, authors, this.words);
    wirePanes(document);
    wirePhone(document, this.page.room);
    watchTime(this.page.times, this.words, this.notices.say);
    watchBusiness(document, this.words);
    this.emergencies = new Emergencies(this.page.emergencies, () => pageAnew(document.location.href));
    this.wireWindow();
    this.refresh();
  }

  private makeComments(): Comments | null {
    const page = readComments(this.document);
    if (!page) return null;
    return new Comments({
      page,
      words: this.words,
      server: new Server(this.config.comments, this.words),
      roots: this.roots,
      editors: () => this.panes.editors,
      current: () => this.panes.last,
      composing: () => this.provider.hold.active,
      say: this.notices.say,
    });
  }

  private wireWindow(): void {
    const window = this.document.defaultView!;
    window.addEventListener("online", () => this.provider.wake());
    window.addEventListener("offline", () => this.provider.drop());
    this.document.addEventListener("visibilitychange", () => {
      if (this.document.hidden) this.rescue.hide();
      else this.provider.wake();
    });
    window.addEventListener("beforeunload", (event) => {
      if ((this.provider.unsent || this.comments?.unsent) && this.page.room.isConnected) event.preventDefault();
    });
  }

  /** Look at everything anew: called whenever the connection, the text or the clock moved on. */
  private refresh(): void {
    if (this.emergencies === undefined) return; // this object is still being made
    const { provider } = this;
    if (provider.synced && !this.panes.mounted && !this.stopped) this.open();
    if (provider.connected) this.page.room.classList.remove("room--closed");
    if (provider.may !== this.may) this.changeRight();
    if (provider.synced && !this.synced) this.comments?.load(); // also after the connection was lost
    this.synced = provider.synced;
    this.comments?.refresh();
    this.company.paint(provider.colour);
    this.emergencies.look(provider.emergencies);
    this.refreshSave();
    if (provider.saved) this.rescue.stored();
    if (provider.synced && this.panes.mounted && !this.stopped && !provider.hold.active) this.rescue.look(provider.may);
    if (provider.synced && provider.may === "read" && provider.unsent) this.rescue.offer(this.unstored());
    if (provider.ended !== null && provider.ended > 0) this.end(provider.ended);
    else if (!this.stopped) this.notices.show(this.lineBanner());
  }

  private refreshSave(): void {
    const { standing } = this;
    standing.look(this.provider);
    this.notices.save(standing.state, standing.savedAt, this.provider.unsent && !this.provider.connected);
    if (standing.unsentFrom === this.mark.from) return;
    this.mark.from = standing.unsentFrom;
    this.panes.redraw();
  }

  /** What I wrote that is not known to be stored. */
  private unstored(): Span[] {
    return [[this.doc.clientID, this.standing.storedUpTo, Infinity]];
  }

  /** Without connection: say so, say how much is only here, and what not to do. */
  private lineBanner(): Banner | null {
    const { provider, words, standing } = this;
    if (provider.may === "read" && provider.unsent) {
      return { kind: "error", title: words("failed"), text: `${words("failed_closed")}${words("phone", { ...this.config.secretariat })}` };
    }
    if (provider.may === "read" && provider.connected) {
      return { kind: "info", title: words("read_title"), text: words("read_text") };
    }
    if (provider.connected || standing.waited() <= BANNER_MS) return null;
    const title = words("offline_title");
    if (!provider.unsent) return { kind: "need", title, text: words("offline_text") };
    const n = Math.max(1, places(this.roots, this.unstored()));
    const text = words("offline_places", { time: hourMinute(standing.savedAt), n });
    return { kind: "need", title, text, plea: words("do_not_close") };
  }

  private open(): void {
    const grammar = schema();
    if (!this.roots.every((root) => readable(root, grammar))) return this.stop();
    this.mount();
    this.company.announceBlocks(this.roots[1]);
    this.page.room.dataset["synced"] = "true";
  }

  private mount(): void {
    const writes = this.provider.may === "write" && !this.page.room.classList.contains("room--projector");
    this.panes.mount(writes);
    this.comments?.refresh(true);
    this.showTools(writes);
  }

  private changeRight(): void {
    this.may = this.provider.may;
    if (!this.panes.mounted || this.stopped) return;
    this.panes.destroy();
    this.mount();
  }

  /** Stop editing, keep the words on the screen, and ask for a fresh page. */
  private stop(): void {
    if (this.stopped) return;
    this.freeze();
    this.notices.show(reloadBanner(this.words, () => this.document.location.reload()));
  }

  private freeze(): void {
    this.stopped = true;
    this.comments?.load(); // whether they can still be written is the server's to say
    this.panes.freeze();
    this.showTools(false);
  }

  private showTools(shown: boolean): void {
    for (const bar of [this.page.tools, this.page.format]) if (bar) bar.hidden = !shown;
    if (!shown) this.notices.forgetRemoved();
  }

  private end(code: number): void {
    if (isGone(code)) return this.wipe();
    const { room } = this.page;
    if (isShut(code)) {
      room.classList.add("room--closed");
      this.rescue.loggedOut();
    } else this.freeze();
    if (code === 4423 && this.provider.unsent) this.rescue.offer(this.unstored());
    const ways: Ways = {
      phone: this.words("help_phone", { ...this.config.secretariat }),
      login: room.dataset["login"] ?? "/",
      pledge: room.dataset["pledge"] ?? "/",
      leave: this.config.leave,
      reload: () => this.document.location.reload(),
      again: () => {
        this.provider.again(); // the text stays covered until the server has let them in
        void this.rescue.open();
      },
    };
    this.notices.show(endingBanner(code, this.words, ways));
  }

  /** The text is no longer mine to see: nothing of it stays on the page or in memory. */
  private wipe(): void {
    const place = this.page.room.parentElement;
    if (!place) return;
    this.stopped = true;
    const lost = this.provider.unsent;
    this.rescue.wipe();
    this.page.room.remove();
    this.panes.destroy();
    this.provider.destroy();
    this.comments?.destroy();
    this.company.leave();
    this.doc.destroy();
    if (this.page.gone) place.append(this.page.gone.content.cloneNode(true));
    if (lost) place.querySelector("h1")?.after(h("p", {}, this.words("lost_gone")));
    place.querySelector("h1")?.focus();
  }
}

function socketAddress(path: string, page: string): string {
  const address = new URL(path, page);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address.href;
}
