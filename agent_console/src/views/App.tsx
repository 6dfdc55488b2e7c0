import { useDesk } from "../app/desk.ts";
import { Banner } from "./Banner.tsx";
import { Callbacks } from "./Callbacks.tsx";
import { Inbox } from "./Inbox.tsx";
import { Palette } from "./Palette.tsx";
import { Rail } from "./Rail.tsx";
import { Shortcuts } from "./Shortcuts.tsx";
import { Skeleton } from "./Skeleton.tsx";
import { TabBar } from "./TabBar.tsx";
import { ToastLine } from "./ToastLine.tsx";
import { TransferDialog } from "./TransferDialog.tsx";
import { useKeyboard } from "./useKeyboard.ts";

/** The whole console: one page at a time, dialogs and the toast above it. */
export function App() {
  const { slices, navigation, dialog } = useDesk();
  useKeyboard();
  const route = navigation.route.value;
  if (slices.me.value === null) return <Skeleton />;
  const open = route.page === "inbox" && route.conversation !== null;
  return (
    <div class="c-shell" data-page={route.page} data-open={open} data-who={open && route.who}>
      <Banner />
      <Rail />
      {route.page === "inbox" ? <Inbox route={route} /> : <Callbacks done={route.done} />}
      <TabBar />
      {dialog.value === "palette" && <Palette />}
      {dialog.value === "shortcuts" && <Shortcuts />}
      {dialog.value === "transfer" && <TransferDialog />}
      <ToastLine />
    </div>
  );
}
