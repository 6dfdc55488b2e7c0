import { iconInbox, iconPhone, type IconShape } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { BellLogo } from "@shared/ui/Logo.tsx";
import { useDesk, useMe } from "../app/desk.ts";
import { callbacksNeedingMe } from "../state/callbacks.ts";
import { hashOf, type Route } from "../state/route.ts";
import { countsOf } from "../state/sections.ts";
import { MeButton } from "./MeMenu.tsx";

/** A page of the console as the rail and the phone's tab bar show it. */
export interface Destination {
  readonly name: "inbox" | "callbacks";
  readonly route: Route;
  readonly icon: IconShape;
  readonly text: string;
  readonly label: string;
  readonly count: number;
  readonly current: boolean;
}

export function useDestinations(): readonly Destination[] {
  const { slices, navigation, now, t } = useDesk();
  const me = useMe();
  const { page } = navigation.route.value;
  const inbox = slices.inbox.value;
  const callbacks = slices.callbacks.value;
  const { needsMe } = countsOf(inbox.rows, me.agent_id, inbox.fresh);
  const calls = callbacksNeedingMe(callbacks, now.value, me.agent_id);
  return [
    {
      name: "inbox",
      route: { page: "inbox", conversation: null, who: false },
      icon: iconInbox,
      text: t("nav.inbox"),
      label: needsMe > 0 ? t("nav.inbox_needs", { count: needsMe }) : t("nav.inbox"),
      count: needsMe,
      current: page === "inbox",
    },
    {
      name: "callbacks",
      route: { page: "callbacks", done: false },
      icon: iconPhone,
      text: t("nav.callbacks"),
      label: calls > 0 ? t("nav.callbacks_needs", { count: calls }) : t("nav.callbacks"),
      count: calls,
      current: page === "callbacks",
    },
  ];
}

export function Rail() {
  const { t } = useDesk();
  const destinations = useDestinations();
  return (
    <nav class="c-rail" aria-label={t("nav.main")}>
      <span class="z-logo">
        <BellLogo />
      </span>
      {destinations.map(({ name, route, icon, label, text, count, current }) => (
        <a
          key={name}
          href={hashOf(route)}
          aria-label={label}
          title={text}
          aria-current={current ? "page" : undefined}
        >
          <Icon shape={icon} />
          {count > 0 && <CountMark count={count} urgent={name === "callbacks"} />}
        </a>
      ))}
      <span class="c-rail__sp" />
      <MeButton place="rail" />
    </nav>
  );
}

export function CountMark({ count, urgent }: { readonly count: number; readonly urgent: boolean }) {
  return (
    <span class={`z-count${urgent ? " z-count--danger" : ""}`} aria-hidden="true">
      {count > 99 ? "99+" : count}
    </span>
  );
}
