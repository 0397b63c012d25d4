"use client";

import { useEffect, useState } from "react";
import { readProgress } from "@/components/shell/await-snapshot";
import { requestRefresh } from "@/components/shell/refresh-request";
import { Panel } from "@/components/ui/panel";
import type { ProgressAnswer } from "@/lib/domain/api/health";
import { formatNoun } from "@/lib/format";

type Progress = NonNullable<ProgressAnswer["progress"]>;
type ApiProgress = Progress["apis"][number];

const POLL_MS = 500;
/** A page that did not come by then is asked for once more. */
const REFRESH_MS = 5_000;

const WORDS: Readonly<Record<ApiProgress["status"], string>> = {
  waiting: "waiting",
  reading: "reading",
  done: "done",
  "not-read": "not read",
};

/** Stands in for a page until the first snapshot is there: how far each read has come, then the page itself. */
export function Collecting({ initial }: { readonly initial: Progress }) {
  const [progress, setProgress] = useState(initial);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const look = async () => {
      const answer = await readProgress();
      if (isGone) return;
      if (answer !== null && answer.progress !== null) setProgress(answer.progress);
      const isOver = answer !== null && answer.state !== "collecting";
      // By the one that refreshes the page, never beside it: of two at once the first would be put off until the other's end.
      if (isOver) requestRefresh();
      timer = setTimeout(look, isOver ? REFRESH_MS : POLL_MS);
    };
    timer = setTimeout(look, POLL_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, []);
  return (
    <Panel title="Reading the account" note="the first time; pages of 1,000 records, the EC2 request budget in mind">
      <table aria-busy="true" className="w-full max-w-xl">
        <tbody>
          {progress.apis.map((api) => (
            <tr key={api.api}>
              <th scope="row" className="border-b border-line py-1 text-left font-normal">
                {api.api}
              </th>
              <td className={`border-b border-line py-1 ${api.status === "reading" ? "text-accent" : "text-muted"}`}>
                {WORDS[api.status]}
              </td>
              <td className="border-b border-line py-1 text-right">{formatNoun(api.pageCount, "page")}</td>
              <td className="border-b border-line py-1 text-right">{formatNoun(api.itemCount, "record")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <noscript>
        <p className="mt-3">Reload this page to see how far it has come.</p>
      </noscript>
    </Panel>
  );
}
