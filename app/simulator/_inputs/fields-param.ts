import { createParam } from "@/components/url-state/url-param";

/** A comma parts the fields; one that is typed must not. */
const toPart = (text: string): string => text.replaceAll("~", "~0").replaceAll(",", "~1");
const fromPart = (part: string): string => part.replaceAll("~1", ",").replaceAll("~0", "~");

/** `{ field → its text as typed }`, so that what cannot be run is not lost either. */
export type Fields<Name extends string> = Readonly<Record<Name, string>>;

/** Several fields that belong together, as one parameter: `60,10,30,900`. Absent: there is no such thing. */
export const fieldsParam = <const Name extends string>(names: readonly Name[]) =>
  createParam<Fields<Name>>({
    parse: (text) => {
      const parts = text.split(",");
      if (parts.length !== names.length) return null;
      return Object.fromEntries(names.map((name, index) => [name, fromPart(parts[index] ?? "")])) as Fields<Name>;
    },
    serialize: (fields) => names.map((name) => toPart(fields[name])).join(","),
  });
