import { iconAlert, iconChevronDown } from "@shared/icons";
import { Flag } from "@shared/ui/Flag";
import { Icon } from "@shared/ui/Icon";
import { useApp } from "../../app.ts";
import { t } from "../../texts/texts.ts";
import { CALLING_CODES, countries } from "./countries.ts";

interface Props {
  readonly country: string;
  readonly phone: string;
  readonly wrong: boolean;
  readonly own: string;
  readonly onCountry: (country: string) => void;
  readonly onPhone: (phone: string) => void;
}

/** A number and the country it is dialled in; a number that starts with + brings its own. */
export function Phone({ country, phone, wrong, own, onCountry, onPhone }: Props) {
  const { language } = useApp().state.value;
  return (
    <div class="z-field">
      <label class="z-label" for="callback-phone">
        {t("callback.phone")}
      </label>
      <div class="z-affix">
        <span class="z-affix__pre p-country">
          <Flag country={country} />+{CALLING_CODES[country]}
          <Icon shape={iconChevronDown} />
          <select
            aria-label={t("callback.country")}
            value={country}
            onChange={(event) => onCountry(event.currentTarget.value)}
          >
            {countries(language, own).map(({ code, name }) => (
              <option key={code} value={code}>
                {name} +{CALLING_CODES[code]}
              </option>
            ))}
          </select>
        </span>
        <input
          class="z-input"
          id="callback-phone"
          type="tel"
          inputMode="tel"
          autocomplete="tel"
          data-autofocus
          maxLength={40}
          value={phone}
          aria-invalid={wrong}
          aria-describedby="wrong-phone"
          onInput={(event) => onPhone(event.currentTarget.value)}
        />
      </div>
      {wrong && (
        <span class="z-error" id="wrong-phone" role="alert">
          <Icon shape={iconAlert} />
          {t("callback.phone_wrong")}
        </span>
      )}
    </div>
  );
}
