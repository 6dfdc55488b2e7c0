interface SegmentsProps<V extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: V; readonly text: string }[];
  readonly value: V;
  readonly choose: (value: V) => void;
}

/** A labelled row of words of which one is chosen. */
export function Segments<V extends string>({ label, options, value, choose }: SegmentsProps<V>) {
  return (
    <div class="c-segments" role="group" aria-label={label}>
      <span class="z-faint" aria-hidden="true">
        {label}
      </span>
      <span class="z-seg">
        {options.map((option) => (
          <button
            key={option.value}
            type="button"
            aria-pressed={option.value === value}
            onClick={() => choose(option.value)}
          >
            {option.text}
          </button>
        ))}
      </span>
    </div>
  );
}
