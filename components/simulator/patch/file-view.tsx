"use client";

import { FORM_WORDS, MEDIA_TYPES } from "@/components/simulator/patch/form-words";
import { CopyButton } from "@/components/ui/copy-button";
import { download } from "@/components/ui/download";
import { Notice } from "@/components/ui/notice";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { PatchFile, Rendered } from "@/lib/domain/patch/form";

/** One form of the change, with what it cannot do and the commands that bring it to the cluster. */
export function FormView({ rendered }: { readonly rendered: Rendered }) {
  if (rendered.kind === "inexpressible") {
    return (
      <Notice tone="warn" title={rendered.message}>
        {rendered.remedy}
      </Notice>
    );
  }
  return <FileView file={rendered} />;
}

function FileView({ file }: { readonly file: PatchFile }) {
  const { form, fileName, language, text, notes, commands } = file;
  return (
    <div className="grid min-w-0 gap-2.5">
      <p className="text-muted">{FORM_WORDS[form].about}</p>
      <div className="min-w-0 rounded border border-line">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5">
          <span className="font-mono text-sm">{fileName}</span>
          <span className="ml-auto flex gap-1.5">
            <CopyButton text={text} what={fileName} />
            <button
              type="button"
              onClick={() => download(fileName, MEDIA_TYPES[language], text)}
              aria-label={`Download ${fileName}`}
              className="rounded border border-line px-1.5 text-xs text-muted hover:border-line-strong hover:text-ink"
            >
              download
            </button>
          </span>
        </div>
        <ScrollRegion label={fileName} className="max-h-96 overflow-auto bg-sunken px-3 py-2">
          <pre className="font-mono text-sm">{text}</pre>
        </ScrollRegion>
      </div>
      <Commands commands={commands} />
      {notes.length === 0 ? null : (
        <ul aria-label="What to know of this form" className="list-disc pl-5 text-muted wrap-anywhere">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Commands({ commands }: { readonly commands: readonly string[] }) {
  if (commands.length === 0) return null;
  return (
    <div className="min-w-0">
      <h4 className="text-sm text-muted">Then run</h4>
      <ol className="grid gap-1">
        {commands.map((command, index) => (
          <li key={command} className="flex min-w-0 items-baseline gap-2">
            <Command command={command} what={`command ${index + 1}`} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A command in one line that scrolls, with its copy. */
export function Command({ command, what }: { readonly command: string; readonly what: string }) {
  return (
    <span className="flex min-w-0 max-w-full items-center gap-2">
      <ScrollRegion label={what} className="min-w-0 overflow-x-auto rounded bg-sunken px-2 py-0.5">
        <code className="font-mono text-sm whitespace-pre">{command}</code>
      </ScrollRegion>
      <CopyButton text={command} what={what} />
    </span>
  );
}
