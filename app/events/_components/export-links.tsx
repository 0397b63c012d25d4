import { type EventsAddress, exportHref } from "@/app/events/search-params";
import { Anchor } from "@/components/ui/anchor";

interface ExportLinksProps {
  readonly address: EventsAddress;
  readonly rows: "incidents" | "calls";
  /** What the file holds: `all 1,234 incidents of the range`. */
  readonly what: string;
}

const FORMATS = ["csv", "json"] as const;

/** The whole range as a file, beside a table's export of the rows that it shows. */
export function ExportLinks({ address, rows, what }: ExportLinksProps) {
  return (
    <span>
      As a file, {what}:{" "}
      {FORMATS.map((format, index) => (
        <span key={format}>
          {index === 0 ? "" : ", "}
          <Anchor
            href={exportHref(address, rows, format)}
            download
            aria-label={`Download ${what} as ${format.toUpperCase()}`}
            className="text-accent underline"
          >
            {format.toUpperCase()}
          </Anchor>
        </span>
      ))}
    </span>
  );
}
