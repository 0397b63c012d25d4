import type { Route } from "next";
import { useRouter, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { addressWith, type QueryTexts, writeQuery } from "@/components/url-state/query-writer";
import {
  readUrlParams,
  toUrlText,
  type UrlNames,
  type UrlParams,
  type UrlValues,
} from "@/components/url-state/url-param";
import { useNavigation } from "@/components/url-state/use-navigation";

/** What was set here and has not reached the URL yet: it is ahead of the URL by a moment. */
function useAhead(query: URLSearchParams) {
  const [ahead, setAhead] = useState<QueryTexts>({});
  useEffect(() => {
    setAhead((texts) => {
      const rest = Object.entries(texts).filter(([name, text]) => query.get(name) !== text);
      return rest.length === Object.keys(texts).length ? texts : Object.fromEntries(rest);
    });
  }, [query]);
  useEffect(() => {
    const forget = () => setAhead({});
    window.addEventListener("popstate", forget);
    return () => window.removeEventListener("popstate", forget);
  }, []);
  return [ahead, setAhead] as const;
}

interface SetOptions {
  /** The server reads the parameter too: ask it for the page with the new value. */
  readonly isReadByServer?: boolean;
}

type Changes<Params extends UrlParams> = Partial<{ [Name in keyof Params]: UrlValues<Params>[Name] | null }>;

function toTexts<Params extends UrlParams>(params: Params, changes: Changes<Params>, names?: UrlNames<Params>) {
  const texts: Record<string, string | null> = {};
  for (const [key, value] of Object.entries(changes)) {
    const param = params[key];
    if (param !== undefined && value !== undefined) texts[names?.[key] ?? key] = toUrlText(param, value);
  }
  return texts;
}

/**
 * A part of the URL's query as state: what a colleague should see from a link. Setting some of the parameters leaves the
 * others; null takes one out. The address changes in place, without an entry in the history.
 */
export function useUrlParams<Params extends UrlParams>(params: Params, names?: UrlNames<Params>) {
  const router = useRouter();
  const [, follow] = useNavigation();
  const query = useSearchParams();
  const [ahead, setAhead] = useAhead(query);
  const textOf = (name: string) => {
    const text = ahead[name];
    return text === undefined ? query.get(name) : text;
  };
  const set = (changes: Changes<Params>, { isReadByServer = false }: SetOptions = {}) => {
    const texts = toTexts(params, changes, names);
    setAhead((before) => ({ ...before, ...texts }));
    if (!isReadByServer) return writeQuery(texts);
    const address = addressWith(texts) as Route;
    follow(() => router.replace(address, { scroll: false }));
  };
  return [readUrlParams(params, textOf, names), set] as const;
}
