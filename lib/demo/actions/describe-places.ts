import type { Action } from "@/lib/demo/actions/context";
import { REGION, ZONES } from "@/lib/demo/state/account";
import type { Zone } from "@/lib/demo/state/model";
import { invalidParameter } from "@/lib/demo/wire/error";
import { compileFilters, type FilterTable } from "@/lib/demo/wire/filter";
import { element, list } from "@/lib/demo/wire/xml";

const zoneTable: FilterTable<Zone> = {
  "group-name": () => REGION,
  "opt-in-status": () => "opt-in-not-required",
  "region-name": () => REGION,
  state: () => "available",
  "zone-id": ({ id }) => id,
  "zone-name": ({ name }) => name,
  "zone-type": () => "availability-zone",
};

export const describeAvailabilityZones: Action = {
  parameters: ["ZoneName", "ZoneId", "AllAvailabilityZones", "Filter", "DryRun"],
  run: (query, _, out) => {
    const names = query.list("ZoneName");
    const ids = query.list("ZoneId");
    const unknown = [
      ...names.filter((name) => !ZONES.some((zone) => zone.name === name)),
      ...ids.filter((id) => !ZONES.some((zone) => zone.id === id)),
    ];
    if (unknown.length > 0) throw invalidParameter(`Invalid availability zone: [${unknown.join(", ")}]`);
    const matches = compileFilters(query.filters(), { table: zoneTable, tagsOf: () => [] });
    const zones = ZONES.filter(
      (zone) =>
        (names.length + ids.length === 0 || names.includes(zone.name) || ids.includes(zone.id)) && matches(zone),
    );
    out.raw(
      list("availabilityZoneInfo", zones, ({ name, id }) =>
        [
          element("optInStatus", "opt-in-not-required"),
          "<messageSet/>",
          element("regionName", REGION),
          element("zoneName", name),
          element("zoneId", id),
          element("groupName", REGION),
          element("networkBorderGroup", REGION),
          element("zoneType", "availability-zone"),
          element("zoneState", "available"),
        ].join(""),
      ),
    );
  },
};

const regionTable: FilterTable<string> = {
  endpoint: (region) => `ec2.${region}.amazonaws.com`,
  "opt-in-status": () => "opt-in-not-required",
  "region-name": (region) => region,
};

export const describeRegions: Action = {
  parameters: ["RegionName", "AllRegions", "Filter", "DryRun"],
  run: (query, _, out) => {
    const names = query.list("RegionName");
    const unknown = names.filter((name) => name !== REGION);
    if (unknown.length > 0) throw invalidParameter(`Invalid region name: [${unknown.join(", ")}]`);
    const matches = compileFilters(query.filters(), { table: regionTable, tagsOf: () => [] });
    out.raw(
      list("regionInfo", [REGION].filter(matches), (region) =>
        [
          element("regionName", region),
          element("regionEndpoint", `ec2.${region}.amazonaws.com`),
          element("optInStatus", "opt-in-not-required"),
        ].join(""),
      ),
    );
  },
};
