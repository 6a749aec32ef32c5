// The customers of a partner, by relationship and by contract.
import { TENANTS } from "../data/tenants.mjs";
import { guid } from "../data/random.mjs";
import { only, selected, top } from "./query.mjs";

/** The routes of this file. */
export const partnerRoutes = [
  { path: /^\/v1\.0\/tenantRelationships\/delegatedAdminCustomers$/, scopes: ["DelegatedAdminRelationship.Read.All"], run: customers },
  { path: /^\/v1\.0\/contracts$/, scopes: ["Directory.Read.All"], family: "directory", base: 3, run: contracts },
];

const customersOf = (tenant) => (tenant.customers ?? []).map((key) => TENANTS[key]);

function customers({ tenant, url }) {
  const rows = customersOf(tenant).map(({ id, name }) => ({
    "@odata.type": "#microsoft.graph.delegatedAdminCustomer",
    "@odata.etag": `W/"${guid(id).slice(0, 8)}"`,
    id, tenantId: id, displayName: name,
  }));
  const size = top(url, 100, 300);
  const names = selected(url);
  return size ? { rows, size, map: (row) => only(row, names), context: "tenantRelationships/delegatedAdminCustomers" } : { error: "400-bad-request" };
}

function contracts({ tenant, url }) {
  const rows = customersOf(tenant).map(({ id, name, initial }) => ({
    id: guid(`contract ${id}`), deletedDateTime: null, contractType: "ResellerPartnerContract", customerId: id, defaultDomainName: initial, displayName: name,
  }));
  const size = top(url, 100, 999);
  const names = selected(url);
  return size ? { rows, size, map: (row) => only(row, names), context: "contracts", tokenError: "400-expired-page-token" } : { error: "400-bad-request" };
}
