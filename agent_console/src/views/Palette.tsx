import { useEffect, useRef, useState } from "preact/hooks";
import { iconArrow, iconSearch } from "@shared/icons";
import { Avatar } from "@shared/ui/Avatar.tsx";
import { Icon } from "@shared/ui/Icon.tsx";
import type { Key } from "../app/texts.ts";
import { useDesk } from "../app/desk.ts";
import { marked, matching, type Choice } from "../state/palette.ts";
import { act, useChoices } from "./useChoices.ts";

const GROUPS: Readonly<Record<Choice["group"], Key>> = {
  people: "palette.people",
  goto: "palette.goto",
  do: "palette.do",
};

/** Type a name or a command, Enter does it. */
export function Palette() {
  const desk = useDesk();
  const { t, dialog } = desk;
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const found = matching(useChoices(), query);
  const active = Math.min(at, found.length - 1);
  const window = useRef<HTMLDialogElement>(null);
  useEffect(() => window.current?.showModal(), []);
  const close = (): void => {
    dialog.value = null;
  };
  const choose = (choice: Choice | undefined): void => {
    if (choice === undefined) return;
    close();
    act(desk, choice.act);
  };
  const pressed = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((active + step + found.length) % found.length);
    }
    if (event.key === "Enter") {
      event.preventDefault();
      choose(found[active]);
    }
  };
  return (
    <dialog
      ref={window}
      class="c-palette z-palette"
      aria-label={t("palette.title")}
      onClose={close}
      onClick={(event) => {
        if (event.target === window.current) close();
      }}
    >
      <div class="z-palette__in">
        <Icon shape={iconSearch} />
        <input
          role="combobox"
          aria-label={t("palette.input")}
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={found[active] === undefined ? undefined : `choice-${active}`}
          autocomplete="off"
          placeholder={t("palette.input")}
          value={query}
          onKeyDown={pressed}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
          }}
        />
        <kbd class="z-kbd" aria-hidden="true">
          {t("keys.escape")}
        </kbd>
      </div>
      <div class="c-palette__l" id="palette-list" role="listbox" aria-label={t("palette.title")}>
        {found.map((choice, index) => (
          <Option
            key={choice.key}
            choice={choice}
            query={query}
            index={index}
            active={index === active}
            heading={choice.group !== found[index - 1]?.group}
            choose={() => choose(choice)}
          />
        ))}
        {found.length === 0 && <p class="c-palette__none">{t("palette.none")}</p>}
      </div>
      <footer aria-hidden="true">
        <span>
          <kbd class="z-kbd">↑</kbd>
          <kbd class="z-kbd">↓</kbd>
          {t("palette.move")}
        </span>
        <span>
          <kbd class="z-kbd">{t("keys.enter")}</kbd>
          {t("palette.choose")}
        </span>
      </footer>
    </dialog>
  );
}

interface OptionProps {
  readonly choice: Choice;
  readonly query: string;
  readonly index: number;
  readonly active: boolean;
  readonly heading: boolean;
  readonly choose: () => void;
}

function Option({ choice, query, index, active, heading, choose }: OptionProps) {
  const { t } = useDesk();
  const self = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) self.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <>
      {heading && (
        <div class="c-palette__h" role="presentation">
          {t(GROUPS[choice.group])}
        </div>
      )}
      <div
        ref={self}
        id={`choice-${index}`}
        role="option"
        aria-selected={active}
        class={`c-palette__o${active ? " is-active" : ""}`}
        onClick={choose}
      >
        {choice.act.kind === "open" ? (
          <Avatar id={choice.act.visitor_id} name={choice.label} size="sm" />
        ) : (
          <Icon shape={iconArrow} />
        )}
        <span class="z-trunc">
          {marked(choice.label, query).map(({ text, hit }, piece) => (hit ? <mark key={piece}>{text}</mark> : text))}
        </span>
        <span class="z-faint">{choice.hint}</span>
      </div>
    </>
  );
}
