import { iconChat, iconClose, iconPhone, iconUser } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk } from "../app/desk.ts";
import { openCallbackOf } from "../state/callbacks.ts";
import type { Conversation } from "../state/conversation.ts";
import { hashOf } from "../state/route.ts";
import type { VisitorView } from "../wire/agent.gen.ts";
import { GuideSection } from "./GuideSection.tsx";
import { Journey } from "./Journey.tsx";
import { SideSection } from "./SideSection.tsx";
import { VisitorAvatar } from "./VisitorAvatar.tsx";

/** Who is this: where they are, how they got there, how to reach them, what was before. */
export function WhoPane({ conversation }: { readonly conversation: Conversation }) {
  const { t, nameOf, format } = useDesk();
  const id = conversation.conversation_id;
  const { visitor } = conversation;
  const name = nameOf(id);
  return (
    <aside class="c-side" aria-label={t("who.label")}>
      <div class="c-sec c-who">
        <VisitorAvatar id={visitor.visitor_id} name={visitor.name} number={visitor.number} size="lg" />
        <div>
          <h2 class="c-who__n">{name}</h2>
          <div class="z-faint">{t("who.since", { month: format().month(visitor.first_seen_at) })}</div>
        </div>
        <a
          class="z-btn z-btn--ghost z-btn--icon c-who__x"
          href={hashOf({ page: "inbox", conversation: id, who: false })}
          aria-label={t("who.close")}
        >
          <Icon shape={iconClose} />
        </a>
      </div>
      <GuideSection conversation={conversation} />
      <OpenCallback conversationId={id} />
      <Journey visitor={visitor} />
      <Contact conversation={conversation} />
      <Earlier visitor={visitor} />
    </aside>
  );
}

function OpenCallback({ conversationId }: { readonly conversationId: string }) {
  const { t, slices, format } = useDesk();
  const callback = openCallbackOf(slices.callbacks.value, conversationId);
  if (callback === undefined) return null;
  const { wanted_at, phone, topic } = callback;
  const time = wanted_at === null ? t("callbacks.asap") : format().moment(wanted_at);
  return (
    <SideSection icon={iconPhone} title={t("who.callback")}>
      <a class="c-link" href={hashOf({ page: "callbacks", done: false })}>
        {t("who.callback_when", { time, phone })}
      </a>
      {topic !== "" && <p class="z-faint">{topic}</p>}
    </SideSection>
  );
}

function Contact({ conversation }: { readonly conversation: Conversation }) {
  const { t, format, now } = useDesk();
  const { visitor, language } = conversation;
  const { dayKey, time, moment, languageName } = format();
  const seen = visitor.last_seen_at;
  return (
    <SideSection icon={iconUser} title={t("who.contact")}>
      <dl class="c-kv">
        {visitor.email !== "" && (
          <>
            <dt>{t("who.email")}</dt>
            <dd>
              <a class="c-link" href={`mailto:${visitor.email}`}>
                {visitor.email}
              </a>
            </dd>
          </>
        )}
        {visitor.phone !== "" && (
          <>
            <dt>{t("who.phone")}</dt>
            <dd class="z-num">
              <a class="c-link" href={`tel:${visitor.phone}`}>
                {visitor.phone}
              </a>
            </dd>
          </>
        )}
        <dt>{t("who.language")}</dt>
        <dd>{languageName(language)}</dd>
        {visitor.device !== "" && (
          <>
            <dt>{t("who.device")}</dt>
            <dd>{visitor.device}</dd>
          </>
        )}
        <dt>{t("who.seen")}</dt>
        <dd class="z-num">
          {visitor.online ? t("who.now") : dayKey(seen) === dayKey(now.value) ? time(seen) : moment(seen)}
        </dd>
      </dl>
    </SideSection>
  );
}

function Earlier({ visitor }: { readonly visitor: VisitorView }) {
  const { t, format } = useDesk();
  if (visitor.earlier.length === 0) return null;
  return (
    <SideSection icon={iconChat} title={t("who.earlier")}>
      <ul class="c-earlier">
        {visitor.earlier.map((row) => (
          <li key={row.conversation_id}>
            <a href={hashOf({ page: "inbox", conversation: row.conversation_id, who: false })}>
              <span class="z-trunc">{row.last_message?.text ?? t("row.nothing_said")}</span>
              <time>{format().moment(row.updated_at)}</time>
            </a>
          </li>
        ))}
      </ul>
    </SideSection>
  );
}
