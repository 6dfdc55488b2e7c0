import { useEffect, useRef } from "preact/hooks";
import { useApp } from "../app.ts";
import { t } from "../texts/texts.ts";
import { Banner } from "./Banner.tsx";
import { Conversation } from "./Conversation.tsx";
import { Failure } from "./Failure.tsx";
import { Header } from "./Header.tsx";
import { Home } from "./Home.tsx";
import { part } from "./part.tsx";
import { Skeleton } from "./Skeleton.tsx";

const Menu = part(async () => (await import("../parts/menu/Menu.tsx")).Menu, () => null);
const Callback = part(async () => (await import("../parts/callback/Callback.tsx")).Callback);
const Guide = part(async () => (await import("../parts/guide/Guide.tsx")).loadGuide());
const LeaveMessage = part(async () => (await import("../parts/leave/LeaveMessage.tsx")).LeaveMessage);

function Screen() {
  const { state } = useApp();
  const { screen, shop, link } = state.value;
  if (!shop) return link === "failed" ? <Failure /> : <Skeleton />;
  switch (screen) {
    case "home":
      return <Home />;
    case "conversation":
      return <Conversation />;
    case "callback":
      return <Callback />;
    case "leave_message":
      return <LeaveMessage />;
    case "guide":
      return <Guide />;
  }
}

/** The whole panel: header, banner, body and foot of the screen that is on. */
export function Panel() {
  const { state, act } = useApp();
  const root = useRef<HTMLElement>(null);
  const { screen, shown, menu, shop } = state.value;
  const drawn = shop !== null;
  useEffect(() => {
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (state.peek().menu) act.toggleMenu(false);
      else act.close();
    };
    addEventListener("keydown", escape);
    return () => removeEventListener("keydown", escape);
  }, []);
  useEffect(() => {
    if (!shown) return;
    const field = root.current?.querySelector<HTMLElement>("[data-autofocus]");
    const touch = matchMedia("(pointer: coarse)").matches;
    (touch || !field ? root.current : field)?.focus();
  }, [shown, screen, drawn]);
  return (
    <main class="z-panel" aria-label={t("panel.label")} ref={root} tabIndex={-1}>
      <Header />
      {menu && <Menu />}
      <Banner />
      <Screen />
    </main>
  );
}
