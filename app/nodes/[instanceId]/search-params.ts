import { createParam } from "@/components/url-state/url-param";

/** The ENI that a link points at; anything that is no ENI id is as if absent. */
export const nodeParams = {
  eni: createParam<string>({
    parse: (text) => (/^eni-[0-9a-z]{8,17}$/.test(text) ? text : null),
    serialize: (id) => id,
  }),
};
