import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseXml, textAt } from "@/lib/demo/fixtures/xml-tree";
import { element } from "@/lib/demo/wire/xml";
import { elementBytes, XmlBytes } from "@/lib/demo/wire/xml-bytes";
import { formatIpv4, toIpv4 } from "@/lib/domain/ip/ipv4";

const NAME = elementBytes("name");

function written(write: (out: XmlBytes) => void): string {
  const out = new XmlBytes(0);
  write(out);
  return out.take().toString("utf8");
}

describe("XML", () => {
  it.each([
    { text: "plain", xml: "<name>plain</name>" },
    { text: "", xml: "<name/>" },
    { text: "a<b>&\"c'", xml: "<name>a&lt;b&gt;&amp;&quot;c&apos;</name>" },
    { text: "line\nnext\ttab\r", xml: "<name>line&#xa;next&#x9;tab&#xd;</name>" },
    { text: "🚀 \u202eרטל", xml: "<name>🚀 \u202eרטל</name>" },
    { text: "bell\u0007", xml: "<name>bell\ufffd</name>" },
  ])("writes $text the same way in bytes as in text", ({ text, xml }) => {
    expect(element("name", text)).toBe(xml);
    expect(written((out) => out.element(NAME, text))).toBe(xml);
  });

  it("leaves out what does not exist", () => {
    expect(element("name", null)).toBe("");
    expect(written((out) => out.element(NAME, null))).toBe("");
  });

  it("is read back as it was written, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const read = textAt(parseXml(written((out) => out.element(NAME, text))));
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
        expect(read).toBe(text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd"));
      }),
    );
  });

  it("writes any address", () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), (address) => {
        expect(written((out) => out.address(address, "."))).toBe(formatIpv4(toIpv4(address)));
        expect(written((out) => out.address(address, "-"))).toBe(formatIpv4(toIpv4(address)).replaceAll(".", "-"));
      }),
    );
  });

  it("grows as far as it must", () => {
    const long = "é".repeat(100_000);
    expect(
      written((out) => {
        out.raw("<a>");
        out.text(long);
        out.constant(new Uint8Array(5000).fill(97));
      }),
    ).toBe(`<a>${long}${"a".repeat(5000)}`);
  });
});
