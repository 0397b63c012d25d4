import type { SearchResult } from "@/lib/domain/api/node";

export const RESULT_KIND_WORDS: Readonly<Record<SearchResult["kind"], string>> = {
  vpc: "VPC",
  subnet: "subnet",
  node: "node",
  instance: "instance",
  eni: "ENI",
  address: "address",
  cluster: "cluster",
};
