import { iconOffline } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk } from "../app/desk.ts";

/** One line while the hub is out of reach; what is typed stays safe meanwhile. */
export function Banner() {
  const { slices, t } = useDesk();
  const link = slices.link.value;
  if (link === "live" || link === "ended") return <div class="c-banner" role="status" />;
  return (
    <div class="c-banner is-shown" role="status">
      <Icon shape={iconOffline} />
      <span>{t(link === "connecting" ? "banner.connecting" : "banner.waiting")}</span>
    </div>
  );
}
