import { render } from "preact";
import { socketIo } from "@shared/wire/socket.ts";
import { browserTiming } from "@shared/wire/timing.ts";
import "@shared/design/console.css";
import { Bell } from "./app/bell.ts";
import { DeskProvider } from "./app/desk.ts";
import { leaveFor, post } from "./app/hub.ts";
import { HELLO } from "./app/link.ts";
import { openDesk } from "./app/open.ts";
import "./styles/console.css";
import { App } from "./views/App.tsx";

const desk = openDesk({
  window,
  openSocket: socketIo(location.origin, () => HELLO),
  timing: browserTiming,
  bell: new Bell(),
  notifications: "Notification" in window ? Notification : null,
  post,
  leave: leaveFor,
  newId: () => crypto.randomUUID(),
});

render(
  <DeskProvider value={desk}>
    <App />
  </DeskProvider>,
  document.getElementById("app") ?? document.body,
);
