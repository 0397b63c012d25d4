import { createLoader, createParser } from "nuqs/server";

/** The ENI that a link points at; anything that is no ENI id is as if absent. */
export const nodeParams = {
  eni: createParser<string>({
    parse: (text) => (/^eni-[0-9a-z]{8,17}$/.test(text) ? text : null),
    serialize: (id) => id,
  }),
};

export const loadNodeParams = createLoader(nodeParams);
