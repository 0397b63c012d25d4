import { textParam } from "@/components/url-state/url-param";

export const searchParameters = { q: textParam.withDefault("") };
