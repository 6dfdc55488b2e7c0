import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk } from "../app/desk.ts";
import { hashOf } from "../state/route.ts";
import { MeButton } from "./MeMenu.tsx";
import { CountMark, useDestinations } from "./Rail.tsx";

/** The rail of a phone, under the thumb. */
export function TabBar() {
  const { t } = useDesk();
  const destinations = useDestinations();
  return (
    <nav class="c-tabbar" aria-label={t("nav.main")}>
      {destinations.map(({ name, route, icon, label, text, count, current }) => (
        <a key={name} href={hashOf(route)} aria-label={label} aria-current={current ? "page" : undefined}>
          <span class="c-tabbar__i">
            <Icon shape={icon} />
            {count > 0 && <CountMark count={count} urgent={name === "callbacks"} />}
          </span>
          {text}
        </a>
      ))}
      <MeButton place="tabbar" />
    </nav>
  );
}
