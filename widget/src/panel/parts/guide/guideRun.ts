import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { asCommandError } from "@shared/wire/command";
import type { GuideNudged, GuideRun } from "@shared/wire/visitor.gen";
import type { App } from "../../app.ts";
import { type Answer, answerTo, emptyAnswer, isAnswered, withAnswer } from "./answers.ts";
import { idOf, movesOf, newsOf } from "./order.ts";
import { Pacer } from "./pacer.ts";
import {
  FIRST_LIMIT,
  firstStand,
  MOST_COMPARED,
  MOST_LIMIT,
  nudgeOf,
  onward,
  type Running,
  type Stand,
  withLive,
  withNudge,
  withRun,
} from "./stand.ts";

const REST_MS = 120;
const MARKED_MS = 3_000;

interface Wish {
  readonly answers: readonly Answer[];
  readonly limit: number;
  readonly sold_out: boolean;
}

/** One shopper's way through the shop's guides: what is on the screen, and the line to the server. */
export class GuideShopper {
  readonly #stand = signal<Stand>(firstStand);
  readonly #app: App;
  readonly #pacer: Pacer<Wish>;
  #key = "";
  /** The order when it last came to rest. */
  #rested: readonly string[] = [];
  #held: string | null = null;
  #cancelRest: () => void = () => {};
  #cancelMarks: () => void = () => {};
  #told = new Set<string>();

  constructor(app: App) {
    this.#app = app;
    this.#pacer = new Pacer<Wish>({
      timing: app.timing,
      send: (wish) => this.#rank(wish),
      refused: () => {
        this.#set({ refused: true });
        void this.#refresh();
      },
    });
    app.connection.on("guide.nudged", (event) => this.#nudged(event));
    app.connection.watch(({ kind }) => {
      if (kind === "live" && this.#key !== "") void this.#refresh();
    });
    let language = app.state.peek().language;
    effect(() => {
      const next = app.state.value.language;
      if (next === language) return;
      language = next;
      // After the command that tells the server about it.
      app.timing.after(0, () => void this.#refresh());
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible" && this.#pacer.idle) void this.#refresh();
    });
  }

  get stand(): ReadonlySignal<Stand> {
    return this.#stand;
  }

  /** Opens a guide by its key; without one the only guide, or the list of them. */
  async enter(key: string): Promise<void> {
    const { running, phase } = this.#stand.peek();
    if (running && (key === "" || key === this.#key)) return;
    if (phase === "choosing" && key === "") return;
    this.#set({ phase: "loading" });
    try {
      const { guides } = await this.#app.connection.send("guide.list", {});
      const only = guides.length === 1 ? guides[0] : guides.find(({ guide_id }) => guide_id === key);
      this.#set({ guides });
      if (only) await this.#open(only.guide_id);
      else this.#set({ phase: "choosing" });
    } catch {
      this.#set({ phase: "failed" });
    }
  }

  async choose(guideId: string): Promise<void> {
    this.#set({ phase: "loading" });
    await this.#open(guideId).catch(() => this.#set({ phase: "failed" }));
  }

  /** Back to the list of guides. */
  chooser(): void {
    this.#key = "";
    this.#set({ phase: "choosing", running: null });
  }

  change(answer: Answer): void {
    const { running } = this.#stand.peek();
    if (!running) return;
    this.#run({ ...running, answers: withAnswer(running.answers, answer) });
    this.#push();
  }

  /** The next question, once the server has said which that is. A slider nobody moved stands where it is. */
  async next(skipped: boolean): Promise<void> {
    const running = this.#stand.peek().running;
    const attr = running?.trail[running.at];
    const criterion = running?.view.criteria.find((one) => one.attr === attr);
    if (!running || !criterion) return;
    const given = answerTo(running.answers, criterion.attr);
    const answer = given ?? emptyAnswer(criterion);
    if (skipped) this.change({ ...answer, chosen: [], value: null, must: false, skipped: true });
    else if (!isAnswered(given) && criterion.slider) {
      this.change({ ...answer, value: criterion.slider.start, skipped: false });
    }
    if (running.at + 1 < running.trail.length) this.at(running.at + 1);
    else {
      if (this.#app.state.peek().link === "live") await this.#pacer.settled();
      const now = this.#stand.peek().running;
      if (now) this.#run(onward(now));
    }
    this.#tell(skipped ? "skipped" : "answered");
    const now = this.#stand.peek().running;
    if (now && now.at >= now.trail.length) this.#tellOnce("finished");
  }

  at(place: number): void {
    const { running } = this.#stand.peek();
    if (running) this.#run({ ...running, at: Math.max(0, place) });
  }

  /** To the question about this. */
  goTo(attr: string): void {
    const { running } = this.#stand.peek();
    if (!running) return;
    const place = running.trail.indexOf(attr);
    if (place !== -1) this.at(place);
    else this.#run({ ...running, trail: [...running.trail, attr], at: running.trail.length });
  }

  /** The results; questions that were shown but not answered may be asked again. */
  results(): void {
    const { running } = this.#stand.peek();
    if (!running) return;
    const trail = running.trail.filter((attr) => answerTo(running.answers, attr) !== undefined);
    this.#run({ ...running, trail, at: trail.length });
  }

  /** The next open question, from the results. */
  resume(): void {
    const { running } = this.#stand.peek();
    if (running) this.#run(onward(running));
  }

  /** This row keeps its place until it is let go. */
  hold(id: string | null): void {
    if (id === this.#held) return;
    this.#held = id;
    const { running } = this.#stand.peek();
    if (id !== null || !running) return;
    this.#run({ ...running, matches: running.run.matches });
    this.#restSoon();
  }

  undoNudge(): void {
    const { nudge, running } = this.#stand.peek();
    this.#set({ nudge: null });
    if (!nudge || !running) return;
    const { attr, before } = nudge;
    const answers = before
      ? withAnswer(running.answers, before)
      : running.answers.filter((answer) => answer.attr !== attr);
    this.#run({ ...running, answers });
    this.#push();
  }

  dismissNudge(): void {
    this.#set({ nudge: null });
  }

  more(): void {
    this.#set({ limit: Math.min(MOST_LIMIT, this.#stand.peek().limit + FIRST_LIMIT) });
    this.#push();
  }

  showSoldOut(soldOut: boolean): void {
    this.#set({ soldOut });
    this.#push();
  }

  expand(id: string | null): void {
    this.#set({ opened: id });
  }

  compare(id: string, on: boolean): void {
    const others = this.#stand.peek().compared.filter((one) => one !== id);
    this.#set({ compared: on ? [...others, id].slice(-MOST_COMPARED) : others });
  }

  comparing(comparing: boolean): void {
    this.#set({ comparing });
  }

  /** Ends this run; `again` begins a new one. */
  async finish(again: boolean): Promise<void> {
    const { running } = this.#stand.peek();
    if (!running) return;
    const { run_id, guide_id } = running.run;
    this.#pacer.clear();
    this.#set({ phase: "loading" });
    try {
      await this.#app.connection.send("guide.finish", { run_id });
      this.#set({ ...firstStand, guides: this.#stand.peek().guides });
      this.#key = "";
      if (again) await this.#open(guide_id);
    } catch {
      this.#set({ phase: "running" });
      throw new Error("not finished");
    }
  }

  async #open(guideId: string): Promise<void> {
    if (guideId !== this.#key) this.#set({ ...firstStand, guides: this.#stand.peek().guides });
    this.#key = guideId;
    const { live } = await this.#app.connection.send("guide.start", { guide_id: guideId });
    const running = withLive(this.#stand.peek().running, live, !this.#pacer.idle);
    const changed = JSON.stringify(running.answers) !== JSON.stringify(live.run.answers);
    this.#set({ phase: "running" });
    this.#run(running);
    this.#rested = running.matches.map(idOf);
    if (changed) this.#push();
    if (live.run.answers.length === 0) this.#tellOnce("started");
  }

  /** Takes up what the server has now, and brings what it does not have yet. */
  async #refresh(): Promise<void> {
    if (this.#key === "" || this.#app.connection.state.kind !== "live") return;
    try {
      await this.#open(this.#key);
      this.#pacer.retry();
    } catch {
      // The next connect, or the next change, tries again.
    }
  }

  async #rank(wish: Wish, again = true): Promise<void> {
    const { running } = this.#stand.peek();
    if (!running) return;
    try {
      const { run } = await this.#app.connection.send("guide.rank", {
        run_id: running.run.run_id,
        answers: [...wish.answers],
        limit: wish.limit,
        sold_out: wish.sold_out,
      });
      this.#ranked(run);
    } catch (reason) {
      // A server that was restarted does not know the run until it is started again.
      if (!again || asCommandError(reason).code !== "not_found") throw reason;
      const { live } = await this.#app.connection.send("guide.start", { guide_id: this.#key });
      const now = this.#stand.peek().running;
      if (now) this.#run({ ...now, run: { ...live.run, matches: now.run.matches } });
      await this.#rank(wish, false);
    }
  }

  #ranked(run: GuideRun): void {
    const { running } = this.#stand.peek();
    if (!running) return;
    this.#run(withRun(running, run, this.#held));
    this.#set({ refused: false });
    if (run.count === 0 && this.#stand.peek().limit < MOST_LIMIT) {
      // What easing a condition brings is counted among these.
      this.#set({ limit: MOST_LIMIT });
      this.#push();
    }
    this.#restSoon();
  }

  #nudged(event: GuideNudged): void {
    const { running } = this.#stand.peek();
    if (!running || event.run.run_id !== running.run.run_id) return;
    this.#set({ nudge: nudgeOf(this.#stand.peek().nudge, event) });
    this.#run(withNudge(running, event));
    if (!this.#pacer.idle) this.#push();
    this.#restSoon();
  }

  #restSoon(): void {
    const { timing } = this.#app;
    this.#cancelRest();
    this.#cancelRest = timing.after(REST_MS, () => {
      if (this.#held !== null) return;
      const matches = this.#stand.peek().running?.matches ?? [];
      const order = matches.map(idOf);
      const moves = movesOf(this.#rested, order);
      this.#rested = order;
      if (Object.keys(moves).length === 0) return;
      this.#set({ moves, news: newsOf(matches, moves) });
      this.#cancelMarks();
      this.#cancelMarks = timing.after(MARKED_MS, () => this.#set({ moves: {}, news: null }));
    });
  }

  #push(): void {
    const { running, limit, soldOut } = this.#stand.peek();
    if (running) this.#pacer.push({ answers: running.answers, limit, sold_out: soldOut });
  }

  #set(change: Partial<Stand>): void {
    this.#stand.value = { ...this.#stand.peek(), ...change };
  }

  #run(running: Running): void {
    this.#set({ running });
  }

  #tellOnce(event: "started" | "finished"): void {
    const run_id = this.#stand.peek().running?.run.run_id ?? "";
    if (this.#told.has(`${event} ${run_id}`)) return;
    this.#told.add(`${event} ${run_id}`);
    this.#tell(event);
  }

  #tell(event: "started" | "answered" | "skipped" | "finished"): void {
    const { running } = this.#stand.peek();
    if (!running) return;
    const first = running.matches.find(({ failed }) => failed.length === 0);
    const best = first && { product_id: first.product.product_id, title: first.product.title, percent: first.percent };
    const detail = { guide: running.run.guide_id, event, best: best ?? null };
    this.#app.port.post({ kind: "tell", told: { name: "guide", detail } });
  }
}

const shoppers = new WeakMap<App, GuideShopper>();

/** The one of this panel: it outlives its screen. */
export function shopperOf(app: App): GuideShopper {
  const shopper = shoppers.get(app) ?? new GuideShopper(app);
  shoppers.set(app, shopper);
  return shopper;
}
