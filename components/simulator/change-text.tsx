import { Fragment } from "react";
import { BreakableName } from "@/components/ui/breakable-name";

/** A change in words whose settings stay with their values where the line breaks; a longer one breaks within its name. */
export const ChangeText = ({ words }: { readonly words: string }) => (
  <span className="wrap-anywhere">
    {words.split(" · ").map((part, index) => (
      <Fragment key={part}>
        {index === 0 ? null : " · "}
        <span className="inline-block">
          <BreakableName name={part.replaceAll(" ", "\u00a0")} />
        </span>
      </Fragment>
    ))}
  </span>
);
