import { useEffect, useRef } from "preact/hooks";
import { iconClose, iconSearch } from "@shared/icons";
import { EmptyArt } from "@shared/ui/EmptyArt.tsx";
import { Icon } from "@shared/ui/Icon.tsx";
import { useDesk, useMe } from "../app/desk.ts";
import { sectionsOf } from "../state/sections.ts";
import { InboxTabs } from "./InboxTabs.tsx";
import { Row } from "./Row.tsx";
import { SoundOffer } from "./SoundOffer.tsx";
import { EMPTY_TEXT, SECTION_TEXT } from "./words.ts";

/** Who waits, who is mine, who is with the bot: the list that must never be overlooked. */
export function InboxList({ selected }: { readonly selected: string | null }) {
  const { t, slices, tab, search, link, dispatch } = useDesk();
  const me = useMe();
  const inbox = slices.inbox.value;
  const closedWanted = tab.value === "closed" && !inbox.closedLoaded && slices.link.value === "live";
  useEffect(() => {
    if (!closedWanted) return;
    link.send("inbox.list", { closed: true }).then(
      (list) => dispatch({ kind: "listed_closed", inbox: list }),
      () => undefined,
    );
  }, [closedWanted]);
  const sections = sectionsOf(inbox.rows, me.agent_id, tab.value, search.value);
  const first = sections[0]?.rows[0]?.conversation_id ?? null;
  const shown = sections.some(({ rows }) => rows.some((row) => row.conversation_id === selected));
  return (
    <section class="c-list" aria-label={t("list.label")}>
      <div class="c-list__h">
        <div class="c-list__t">
          <h1>{t("nav.inbox")}</h1>
        </div>
        <SearchField />
      </div>
      <InboxTabs />
      <SoundOffer />
      <div class="c-rows" role="tabpanel" id="rows" aria-labelledby={`tab-${tab.value}`}>
        {sections.map(({ name, rows }) => (
          <div key={name} role="group" aria-labelledby={`section-${name}`}>
            <h2 class="c-sep" id={`section-${name}`}>
              {t(SECTION_TEXT[name])}
              <span class="c-sep__n">{rows.length}</span>
            </h2>
            {rows.map((row) => (
              <Row
                key={row.conversation_id}
                row={row}
                section={name}
                current={row.conversation_id === selected}
                reachable={row.conversation_id === (shown ? selected : first)}
              />
            ))}
          </div>
        ))}
        {sections.length === 0 && <EmptyList />}
      </div>
    </section>
  );
}

function EmptyList() {
  const { t, tab, search } = useDesk();
  const [title, help] = EMPTY_TEXT[search.value.trim() === "" ? tab.value : "search"];
  return (
    <div class="z-empty">
      <EmptyArt kind={search.value.trim() === "" ? "bell" : "nothing-fits"} />
      <h2>{t(title)}</h2>
      <p>{t(help)}</p>
    </div>
  );
}

function SearchField() {
  const { t, search } = useDesk();
  const field = useRef<HTMLInputElement>(null);
  return (
    <div class="z-search c-search" role="search">
      <Icon shape={iconSearch} />
      <input
        ref={field}
        id="inbox-search"
        class="z-input"
        type="text"
        autocomplete="off"
        placeholder={t("list.search")}
        aria-label={t("list.search_label")}
        value={search.value}
        onInput={(event) => {
          search.value = event.currentTarget.value;
        }}
      />
      {search.value === "" ? (
        <kbd class="z-kbd" aria-hidden="true">
          {t("keys.ctrl_k")}
        </kbd>
      ) : (
        <button
          type="button"
          class="z-btn z-btn--ghost z-btn--icon z-btn--sm c-search__x"
          aria-label={t("list.clear_search")}
          onClick={() => {
            search.value = "";
            field.current?.focus();
          }}
        >
          <Icon shape={iconClose} />
        </button>
      )}
    </div>
  );
}
