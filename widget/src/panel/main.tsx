import { pickLanguage } from "@shared/i18n/translate";
import { socketIo } from "@shared/wire/socket";
import { browserTiming } from "@shared/wire/timing";
import { watchWaking } from "@shared/wire/waking";
import { render } from "preact";
import type { Init } from "../embed/messages.ts";
import { AppContext } from "./app.ts";
import "./panel.css";
import { httpsCommand } from "./session/https.ts";
import { acceptLoader, conversationWith, type LoaderPort } from "./session/port.ts";
import { createSession, type Session } from "./session/session.ts";
import { allowSound, ring } from "./session/sound.ts";
import { loadTexts } from "./texts/texts.ts";
import { Panel } from "./views/Panel.tsx";

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? "";
}

const loader = acceptLoader(meta("zalada-origins").split(/\s+/));
const language = pickLanguage([document.documentElement.lang]);
const brand = meta("zalada-brand");
if (brand !== "") document.documentElement.style.setProperty("--brand", brand);
addEventListener("pointerdown", allowSound);
addEventListener("keydown", allowSound);

const texts = loadTexts(language);

function begin(port: LoaderPort, init: Init): Session["heard"] {
  const session = createSession({
    port,
    init,
    language,
    timing: browserTiming,
    socket: (auth) => socketIo(location.origin, auth),
    https: httpsCommand,
    loadTexts,
    ring,
  });
  watchWaking(
    { window, document },
    { wake: () => session.connection.wake(), sleep: () => session.connection.pause() },
  );
  render(
    <AppContext.Provider value={session}>
      <Panel />
    </AppContext.Provider>,
    document.body,
  );
  return session.heard;
}

void Promise.all([loader, texts]).then(([port]) => conversationWith(port, (init) => begin(port, init)));
