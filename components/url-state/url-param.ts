/**
 * One value in the URL's query: how its text is read and written. A text that does not parse is as if absent. `Fallback`
 * is what stands for an absent value: null, or the default, which is then never written.
 */
export interface UrlParam<Value, Fallback extends Value | null = Value | null> {
  readonly parse: (text: string) => Value | null;
  readonly serialize: (value: Value) => string;
  readonly fallback: Fallback;
}

type Codec<Value> = Pick<UrlParam<Value>, "parse" | "serialize">;

interface OptionalParam<Value> extends UrlParam<Value, null> {
  withDefault(fallback: Value): UrlParam<Value, Value>;
}

/**
 * So many texts of one parameter may be read in turn: what is set is ahead of the URL, and a deferred drawing is behind it.
 * With room for one alone their readers would take it from each other, and no value would ever be the same again.
 */
const REMEMBERED_TEXTS = 4;

/** A text gives the same value each time, so that lists and objects keep their identity from one drawing to the next. */
function rememberLatest<Value>(parse: (text: string) => Value | null): (text: string) => Value | null {
  const known = new Map<string, Value | null>();
  return (text) => {
    const value = known.has(text) ? (known.get(text) ?? null) : parse(text);
    known.delete(text);
    known.set(text, value);
    for (const oldest of known.keys()) {
      if (known.size <= REMEMBERED_TEXTS) break;
      known.delete(oldest);
    }
    return value;
  };
}

/** A parameter of one's own kind. `serialize` gives equal texts for equal values only. */
export function createParam<Value>(codec: Codec<Value>): OptionalParam<Value> {
  const { serialize } = codec;
  const parse = rememberLatest(codec.parse);
  return {
    parse,
    serialize,
    fallback: null,
    withDefault: (fallback) => ({ parse, serialize, fallback }),
  };
}

/** Text as it is typed. */
export const textParam: OptionalParam<string> = createParam({ parse: (text) => text, serialize: (text) => text });

/** One of a few words. */
export function choiceParam<const Choice extends string>(choices: readonly Choice[]): OptionalParam<Choice> {
  return createParam<Choice>({
    parse: (text) => choices.find((choice) => choice === text) ?? null,
    serialize: (choice) => choice,
  });
}

/** Several values, with commas between them; those that do not parse are left out. */
export function listParam<Value>(item: Codec<Value>): OptionalParam<readonly Value[]> {
  return createParam<readonly Value[]>({
    parse: (text) => text.split(",").flatMap((part) => item.parse(part) ?? []),
    serialize: (values) => values.map(item.serialize).join(","),
  });
}

// biome-ignore lint/suspicious/noExplicitAny: a parameter both takes and gives its value, so no narrower type holds them all
export type UrlParams = Readonly<Record<string, UrlParam<any>>>;

/** `{ parameter → its value }` */
export type UrlValues<Params extends UrlParams> = {
  readonly [Name in keyof Params]: Params[Name] extends UrlParam<infer Value, infer Fallback>
    ? Value | Fallback
    : never;
};

/** `{ parameter → its name in the URL }`, where the two differ. */
export type UrlNames<Params extends UrlParams> = Readonly<Partial<Record<keyof Params, string>>>;

/** The values of a query; `textOf` gives the text under a name, null where there is none. */
export function readUrlParams<Params extends UrlParams>(
  params: Params,
  textOf: (name: string) => string | null,
  names?: UrlNames<Params>,
): UrlValues<Params> {
  const entries = Object.entries(params).map(([key, { parse, fallback }]) => {
    const text = textOf(names?.[key] ?? key);
    return [key, (text === null ? null : parse(text)) ?? fallback];
  });
  return Object.fromEntries(entries) as UrlValues<Params>;
}

/** The parameters that are given and cannot be read: what stands in for them is not what the link's author saw. */
export const unreadParams = (params: UrlParams, textOf: (name: string) => string | null): readonly string[] =>
  Object.entries(params).flatMap(([name, { parse }]) => {
    const text = textOf(name);
    return text !== null && parse(text) === null ? name : [];
  });

/** The text to write for a value: null, which takes the parameter out of the URL, for an absent value and for the default. */
export function toUrlText<Value>({ serialize, fallback }: UrlParam<Value>, value: Value | null): string | null {
  const text = value === null ? null : serialize(value);
  return fallback !== null && text === serialize(fallback) ? null : text;
}

/** What Next hands to a page. */
export type PageQuery = Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;

/** A page's own reading of its query; of a parameter given twice the first counts. */
export async function readPageQuery<Params extends UrlParams>(
  params: Params,
  query: PageQuery,
): Promise<UrlValues<Params>> {
  return readUrlParams(params, textOf(await query));
}

/** The same of those that cannot be read. */
export const unreadInPageQuery = async (params: UrlParams, query: PageQuery): Promise<readonly string[]> =>
  unreadParams(params, textOf(await query));

const textOf = (given: Awaited<PageQuery>) => (name: string) =>
  Object.hasOwn(given, name) ? ([given[name]].flat()[0] ?? null) : null;
