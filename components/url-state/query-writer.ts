/** `{ name in the URL → its text }`; null takes a parameter out. */
export type QueryTexts = Readonly<Record<string, string | null>>;

/** Browsers refuse more than a hundred changes of the address in ten seconds. */
const PAUSE_MS = 120;

/** A refresh of the page that takes longer than this holds the address no more. */
const MOST_HELD_MS = 10_000;

const pending = new Map<string, string | null>();
const holds = new Set<object>();
let timer: ReturnType<typeof setTimeout> | undefined;
let path = "";

/** The address with what is pending in it; null when its page was left meanwhile, which takes the state with it. */
function takeAddress(): string | null {
  clearTimeout(timer);
  timer = undefined;
  const search = queryWith(location.search, Object.fromEntries(pending));
  pending.clear();
  return location.pathname === path ? `${path}${search}${location.hash}` : null;
}

/** A query with some parameters changed, the others as they were: `?a=1&b=2`, or empty. */
export function queryWith(search: string, texts: QueryTexts): string {
  const query = new URLSearchParams(search);
  for (const [name, text] of Object.entries(texts)) {
    if (text === null) query.delete(name);
    else query.set(name, text);
  }
  // Commas, slashes and colons may stand in a query as they are (RFC 3986, 3.4), and so a person can read it.
  const next = query.toString().replaceAll("%2C", ",").replaceAll("%2F", "/").replaceAll("%3A", ":");
  return next === "" ? "" : `?${next}`;
}

function write() {
  timer = undefined;
  if (holds.size > 0 || pending.size === 0) return;
  const address = takeAddress();
  if (address !== null) history.replaceState(null, "", address);
}

function add(texts: QueryTexts) {
  if (path !== location.pathname) pending.clear();
  path = location.pathname;
  for (const [name, text] of Object.entries(texts)) pending.set(name, text);
}

/** Puts parameters into the address bar, in a moment and together with others. */
export function writeQuery(texts: QueryTexts): void {
  add(texts);
  timer ??= setTimeout(write, PAUSE_MS);
}

/**
 * Puts what is pending into the address at once, before the page is left: Back leads to what was set. Where the address is
 * held, past Next.js, which takes a state of its own making for its own change: the page on the screen need not follow any more.
 */
export function writeQueryNow(): void {
  if (pending.size === 0) return;
  const state = holds.size > 0 ? history.state : null;
  const address = takeAddress();
  if (address !== null) history.replaceState(state, "", address);
}

/**
 * Keeps the address as it is until the hold is released; what is set meanwhile follows then. While Next.js refreshes a page its
 * address must not change: the answer would not fit any more, and the browser would load the page anew, its state lost. Nor
 * while another page is on its way: Next.js would give it up for the change, and the click be lost.
 */
export function holdAddress(): () => void {
  const hold = {};
  const release = () => {
    clearTimeout(patience);
    if (holds.delete(hold)) write();
  };
  const patience = setTimeout(release, MOST_HELD_MS);
  holds.add(hold);
  return release;
}

/** The address that the parameters lead to, for a navigation that the server answers. */
export function addressWith(texts: QueryTexts): string {
  add(texts);
  return takeAddress() ?? location.href;
}
