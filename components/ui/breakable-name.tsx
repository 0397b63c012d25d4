import { Fragment } from "react";

/** A long name of code, which breaks between its words where it must break: `ENABLE_` `PREFIX_` `DELEGATION`. */
export function BreakableName({ name }: { readonly name: string }) {
  return name.split(/(?<=_)|(?<=[a-z])(?=[A-Z])/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name have no other order
    <Fragment key={index}>
      {index === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ));
}
