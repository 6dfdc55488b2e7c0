import { type Config, textOn } from "./config.ts";
import { button, CHAT, CLOSE, DOWN, element, icon } from "./elements.ts";
import { styleSheets } from "./styles.ts";

export interface Launcher {
  /** Where the panel's frame goes. */
  body: HTMLElement;
  setOpen(open: boolean): void;
  setVisible(visible: boolean): void;
  setUnread(count: number, label: string): void;
  setTexts(config: Config): void;
  greet(): void;
  /** Takes more of the page, where there is more. */
  setWide(wide: boolean): void;
  /** The chat cannot be reached: says so where the panel would be. */
  setFailed(failed: boolean): void;
  focus(): void;
  /** Puts itself back where a page replaced its body. */
  attach(): void;
}

interface Actions {
  toggle(): void;
  intend(): void;
  greetingAnswered(): void;
  greetingDismissed(): void;
}

/** Button, greeting and the panel's place, in a closed shadow root on the shop's page. */
export function createLauncher(first: Config, position: "left" | "right", act: Actions): Launcher {
  let config = first;
  let open = false;
  let unread = "";
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "closed" });
  root.adoptedStyleSheets = styleSheets(config.dark);
  host.style.setProperty("--b", config.brand);
  host.style.setProperty("--f", config.brand);
  host.style.setProperty("--o", textOn(config.brand));

  const badge = element("span", "n");
  badge.hidden = true;
  const face = icon(CHAT);
  const launch = button("l", act.toggle, face, badge);
  launch.setAttribute("aria-haspopup", "dialog");
  launch.addEventListener("pointerenter", act.intend, { once: true });
  launch.addEventListener("focus", act.intend, { once: true });

  const shut = button("x", act.toggle, icon(DOWN));
  const title = element("span", "");
  const message = element("div", "m");
  const panel = element("div", "p", element("div", "h", title, shut), message);
  const frame = element("div", position === "left" ? "e" : "r", panel, launch);
  root.append(frame);
  root.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key === "Escape" && open) act.toggle();
  });

  const label = (): void => {
    launch.setAttribute("aria-label", open ? config.texts.close : unread || config.texts.open);
    launch.setAttribute("aria-expanded", String(open));
    shut.setAttribute("aria-label", config.texts.close);
    title.textContent = config.name;
  };
  let greeting: HTMLElement | null = null;
  const dismiss = (): void => {
    greeting?.remove();
    greeting = null;
  };
  label();

  return {
    body: panel,
    setOpen(next) {
      open = next;
      panel.classList.toggle("on", open);
      face.firstElementChild?.setAttribute("d", open ? DOWN : CHAT);
      if (open) dismiss();
      label();
    },
    setVisible(visible) {
      launch.hidden = !visible;
      if (!visible) dismiss();
    },
    setUnread(count, text) {
      badge.hidden = count === 0;
      badge.textContent = count > 9 ? "9+" : String(count);
      unread = count === 0 ? "" : text;
      label();
    },
    setTexts(next) {
      config = next;
      label();
    },
    greet() {
      if (!config.greeting || open || launch.hidden) return;
      const { title: words, text } = config.greeting;
      const answer = button("a", act.greetingAnswered, element("b", "", words), element("span", "", text));
      const close = button(
        "x",
        () => {
          dismiss();
          act.greetingDismissed();
          launch.focus();
        },
        icon(CLOSE),
      );
      close.setAttribute("aria-label", config.texts.dismiss ?? config.texts.close);
      greeting = element("div", "g", answer, close);
      greeting.setAttribute("role", "status");
      frame.insertBefore(greeting, launch);
    },
    setWide(wide) {
      panel.classList.toggle("w", wide);
    },
    setFailed(failed) {
      message.textContent = failed ? (config.texts.failed ?? "") : "";
    },
    focus: () => launch.focus(),
    attach() {
      if (!host.isConnected) document.body.append(host);
    },
  };
}
