import { Fragment } from "react";

/**
 * Words whose names stay whole where a line has room for them: `dev-private-a` begins a new line rather than break at
 * its hyphen, and breaks only where it is longer than the line. The sign after a name stays with it. No sign is put in
 * to hold a name together, since it would be copied along.
 */
export const UnbrokenNames = ({ words }: { readonly words: string }) =>
  words.split(" ").map((word, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: words have no other order
    <Fragment key={index}>
      {index === 0 ? null : " "}
      {/\S[-–]\S/.test(word) ? <span className="inline-block max-w-full wrap-anywhere">{word}</span> : word}
    </Fragment>
  ));
