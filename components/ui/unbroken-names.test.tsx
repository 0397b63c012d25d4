import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { UnbrokenNames } from "@/components/ui/unbroken-names";

const html = (words: string) => renderToStaticMarkup(<UnbrokenNames words={words} />);

it("holds a name with hyphens together, with the sign after it, and nothing else", () => {
  expect(html("fewest free: dev-private-a, at the start")).toMatch(
    /^fewest free: <span [^>]*>dev-private-a,<\/span> at the start$/,
  );
  expect(html("a − b, a - b, −3")).toBe("a − b, a - b, −3");
});

it("leaves the text to be copied as it was, spaces and markup among it", () => {
  for (const words of ["", " ", "a  b-c ", "<i>x-y</i> & z", "no-break\u00a0space"]) {
    const plain = html(words).replaceAll(/<\/?span[^>]*>/g, "");
    expect(plain).toBe(renderToStaticMarkup(words));
  }
});
