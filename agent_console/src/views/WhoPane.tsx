import type { ComponentChildren } from "preact";
import { iconChat, iconClose, iconMapPin, iconPhone, iconUser, type IconShape } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk } from "../app/desk.ts";
import { openCallbackOf } from "../state/callbacks.ts";
import type { Conversation } from "../state/conversation.ts";
import { pageLabel, safeHref } from "../state/links.ts";
import { hashOf } from "../state/route.ts";
import type { PageView, VisitorView } from "../wire/agent.gen.ts";
import { VisitorAvatar } from "./VisitorAvatar.tsx";
import { spanText } from "./words.ts";

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
      <OpenCallback conversationId={id} />
      <Journey visitor={visitor} />
      <Contact conversation={conversation} />
      <Earlier visitor={visitor} />
    </aside>
  );
}

interface SectionProps {
  readonly icon: IconShape;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Section({ icon, title, children }: SectionProps) {
  return (
    <section class="c-sec">
      <h3>
        <Icon shape={icon} />
        {title}
      </h3>
      {children}
    </section>
  );
}

function OpenCallback({ conversationId }: { readonly conversationId: string }) {
  const { t, slices, format } = useDesk();
  const callback = openCallbackOf(slices.callbacks.value, conversationId);
  if (callback === undefined) return null;
  const { wanted_at, phone, topic } = callback;
  const time = wanted_at === null ? t("callbacks.asap") : format().moment(wanted_at);
  return (
    <Section icon={iconPhone} title={t("who.callback")}>
      <a class="c-link" href={hashOf({ page: "callbacks", done: false })}>
        {t("who.callback_when", { time, phone })}
      </a>
      {topic !== "" && <p class="z-faint">{topic}</p>}
    </Section>
  );
}

function Journey({ visitor }: { readonly visitor: VisitorView }) {
  const { t } = useDesk();
  const seen = visitor.page === null ? visitor.journey : [visitor.page, ...visitor.journey];
  const pages = [...seen].sort((a, b) => b.at - a.at).filter((page, i, all) => page.url !== all[i - 1]?.url);
  return (
    <Section icon={iconMapPin} title={t("who.journey")}>
      {pages.length === 0 ? (
        <p class="z-faint">{t("who.no_journey")}</p>
      ) : (
        <ol class="c-journey">
          {pages.map((page, index) => (
            <Step key={`${page.at} ${page.url}`} page={page} now={index === 0 && visitor.online} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Step({ page, now }: { readonly page: PageView; readonly now: boolean }) {
  const desk = useDesk();
  const href = safeHref(page.url);
  const label = pageLabel(page);
  return (
    <li class={now ? "is-now" : ""}>
      {href === null ? (
        <span class="z-trunc">{label}</span>
      ) : (
        <a class="z-trunc c-link" href={href} target="_blank" rel="noopener noreferrer nofollow">
          {label}
        </a>
      )}
      <time>{now ? desk.t("who.now") : spanText(desk.t, desk.now.value - page.at)}</time>
    </li>
  );
}

function Contact({ conversation }: { readonly conversation: Conversation }) {
  const { t, format, now } = useDesk();
  const { visitor, language } = conversation;
  const { dayKey, time, moment, languageName } = format();
  const seen = visitor.last_seen_at;
  return (
    <Section icon={iconUser} title={t("who.contact")}>
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
    </Section>
  );
}

function Earlier({ visitor }: { readonly visitor: VisitorView }) {
  const { t, format } = useDesk();
  if (visitor.earlier.length === 0) return null;
  return (
    <Section icon={iconChat} title={t("who.earlier")}>
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
    </Section>
  );
}
