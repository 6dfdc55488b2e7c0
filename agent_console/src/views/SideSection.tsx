import type { ComponentChildren } from "preact";
import type { IconShape } from "@shared/icons";
import { Icon } from "@shared/ui/Icon.tsx";

interface SectionProps {
  readonly icon: IconShape;
  readonly title: string;
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One titled part of the pane that says who this is; `aside` stands at the end of its title. */
export function SideSection({ icon, title, aside, children }: SectionProps) {
  return (
    <section class="c-sec">
      <h3>
        <Icon shape={icon} />
        {aside === undefined ? title : <span>{title}</span>}
        {aside}
      </h3>
      {children}
    </section>
  );
}
