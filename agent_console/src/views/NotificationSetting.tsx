import { useDesk } from "../app/desk.ts";

/** Desktop notifications: on, blocked, or a button that asks. */
export function NotificationSetting() {
  const { t, alarm } = useDesk();
  const permission = alarm.permission.value;
  if (permission === "unsupported") return null;
  return (
    <div class="c-memenu__row">
      <span>{t("menu.notifications")}</span>
      {permission === "default" ? (
        <button type="button" class="z-btn z-btn--sm" onClick={() => void alarm.askPermission()}>
          {t("menu.allow")}
        </button>
      ) : (
        <span class="z-faint">
          {t(permission === "granted" ? "menu.notifications_on" : "menu.notifications_blocked")}
        </span>
      )}
    </div>
  );
}
