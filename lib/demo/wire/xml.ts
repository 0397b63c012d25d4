/** XML 1.0 has no way to write these characters, not even as entities. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be replaced
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const SPECIAL = /[&<>"'\r\n\t]/;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\r": "&#xd;",
  "\n": "&#xa;",
  "\t": "&#x9;",
};

/** Text as element content. Characters that XML cannot hold become U+FFFD. */
export function escapeXml(text: string): string {
  const writable = text.replace(UNWRITABLE, "\ufffd");
  return SPECIAL.test(writable)
    ? writable.replace(/[&<>"'\r\n\t]/g, (character) => ENTITIES[character] ?? "")
    : writable;
}

/** `<name>value</name>`, or nothing for null: EC2 leaves out what does not exist. */
export function element(name: string, value: string | number | boolean | null): string {
  if (value === null) return "";
  const text = typeof value === "string" ? escapeXml(value) : String(value);
  return text === "" ? `<${name}/>` : `<${name}>${text}</${name}>`;
}

/** A nested element of ready XML; an empty one is written `<name/>`, as EC2 writes empty lists. */
export const container = (name: string, inner: string): string =>
  inner === "" ? `<${name}/>` : `<${name}>${inner}</${name}>`;

/** EC2's lists: one `<item>` a member. */
export function list<Item>(name: string, items: Iterable<Item>, write: (item: Item) => string): string {
  let inner = "";
  for (const item of items) inner += `<item>${write(item)}</item>`;
  return container(name, inner);
}

/** EC2's form of an instant: UTC with milliseconds. */
export const timestamp = (millis: number): string => new Date(millis).toISOString();
