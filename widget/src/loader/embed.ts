import type { Identity, Intent, ToLoader } from "../embed/messages.ts";
import { OPEN_CONVERSATION_KEY } from "../embed/messages.ts";
import { announce, installApi } from "./api.ts";
import { type Config, fetchConfig, type Tag } from "./config.ts";
import { createFrame, type Frame } from "./frame.ts";
import { keepIn } from "./keep.ts";
import { createLauncher } from "./launcher.ts";
import { currentPage, lockScroll, watchElements, watchNavigation } from "./page.ts";
import { visitorToken } from "./token.ts";

const GREETING_AFTER_MS = 4_000;

/** Everything on the shop's page: the launcher, and the panel's frame from the first intent on. */
export async function embed(tag: Tag): Promise<void> {
  const start = installApi();
  const keep = keepIn(() => localStorage, `zalada:${tag.shop}:`);
  const visit = keepIn(() => sessionStorage, `zalada:${tag.shop}:`);
  let language = keep.get("language") ?? tag.language;
  let config: Config;
  try {
    config = await fetchConfig(tag, language);
  } catch {
    return;
  }
  language = config.language;

  let open = false;
  let frame: Frame | null = null;
  let opener: HTMLElement | null = null;
  let intent: Intent | null = null;
  let identity: Identity = { name: "", email: "", phone: "" };
  let reloaded = false;
  let unlock: () => void = () => {};

  const token = (refused: string | null): Promise<string | null> => visitorToken(tag.hub, tag.shop, keep, refused);

  const heard = (message: ToLoader): void => {
    switch (message.kind) {
      case "ready":
        return;
      case "close":
        setOpen(false);
        return;
      case "token.needed":
        void token(message.refused).then((fresh) => frame?.post({ kind: "token", token: fresh }));
        return;
      case "token.fresh":
        keep.set("token", message.token);
        return;
      case "keep":
        keep.set(`panel:${message.key}`, message.value);
        return;
      case "unread":
        launcher.setUnread(message.count, message.label);
        announce("unread", { count: message.count });
        return;
      case "language":
        void chooseLanguage(message.language);
        return;
      case "tell":
        announce(message.told.name, message.told.detail);
        return;
      case "wide":
        launcher.setWide(message.wide);
        return;
      case "reload":
        if (!reloaded && frame) {
          reloaded = true;
          frame.element.remove();
          launcher.body.append(frame.element);
        }
    }
  };

  const init = async (): Promise<void> => {
    const kept = keepIn(() => localStorage, `zalada:${tag.shop}:panel:`).all();
    const got = await token(null);
    if (open) frame?.element.focus();
    frame?.post({ kind: "init", token: got, page: currentPage(), shown: open, intent, identity, kept });
    intent = null;
  };

  const mount = (): void => {
    if (frame) return;
    launcher.setFailed(false);
    const made = createFrame({
      ...tag,
      language,
      title: config.name,
      ready: () => void init(),
      heard,
      failed: () => {
        made.element.remove();
        frame = null;
        launcher.setFailed(true);
      },
    });
    frame = made;
    launcher.body.append(made.element);
  };

  const setOpen = (next: boolean): void => {
    if (next === open) return;
    open = next;
    visit.set("shown", open ? "1" : null);
    launcher.setOpen(open);
    unlock();
    unlock = open ? lockScroll() : () => {};
    if (open) {
      mount();
      frame?.element.focus();
    } else if (opener) opener.focus();
    else launcher.focus();
    frame?.post({ kind: "shown", shown: open });
    announce(open ? "opened" : "closed");
  };

  const ask = (wanted: Intent, by: HTMLElement | null = null): void => {
    opener = by;
    if (frame) frame.post({ kind: "intent", intent: wanted });
    else intent = wanted;
    setOpen(true);
  };

  const chooseLanguage = async (wanted: string): Promise<void> => {
    language = wanted;
    keep.set("language", wanted);
    config = await fetchConfig(tag, wanted).catch(() => config);
    launcher.setTexts(config);
  };

  const toggle = (): void => {
    opener = null;
    setOpen(!open);
  };
  const launcher = createLauncher(config, tag.position ?? config.position, {
    toggle,
    intend: () => {
      const link = document.createElement("link");
      link.rel = "preconnect";
      link.href = tag.hub;
      document.head.append(link);
    },
    greetingAnswered: toggle,
    greetingDismissed: () => visit.set("greeted", "1"),
  });
  launcher.attach();

  watchElements(ask);
  watchNavigation(() => {
    launcher.attach();
    frame?.post({ kind: "page", page: currentPage() });
  });
  if (keep.get(`panel:${OPEN_CONVERSATION_KEY}`)) mount();
  if (visit.get("shown") && !matchMedia("(max-width:480px)").matches) setOpen(true);
  if (!visit.get("greeted") && !open && !frame) {
    setTimeout(() => {
      visit.set("greeted", "1");
      launcher.greet();
    }, GREETING_AFTER_MS);
  }

  start({
    open: () => ask({ screen: "current" }),
    close: () => setOpen(false),
    toggle,
    show: () => launcher.setVisible(true),
    hide: () => {
      setOpen(false);
      launcher.setVisible(false);
    },
    callback: (topic: string = "") => ask({ screen: "callback", topic }),
    guide: (guide: string = "") => ask({ screen: "guide", guide }),
    language: (wanted: "pl" | "sl" | "en") => {
      frame?.post({ kind: "language", language: wanted });
      void chooseLanguage(wanted);
    },
    identify: (who: Partial<Identity>) => {
      identity = { ...identity, ...who };
      frame?.post({ kind: "identity", identity });
    },
  });
  announce("ready");
}
