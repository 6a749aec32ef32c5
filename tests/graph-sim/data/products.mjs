// The products the tenants have bought: ids and part numbers as Microsoft publishes them, numbers invented.

const plan = (id, name, appliesTo = "User") => ({ servicePlanId: id, servicePlanName: name, provisioningStatus: "Success", appliesTo });
const EXCHANGE_2 = plan("efb87545-963c-4e0d-99df-69c6916d9eb0", "EXCHANGE_S_ENTERPRISE");
const EXCHANGE_BASE = plan("113feb6c-3fe4-4440-bddc-54d774bf0318", "EXCHANGE_S_FOUNDATION", "Company");
const ENTRA_P1 = plan("41781fb2-bc02-4b7c-bd55-b576c07bb09d", "AAD_PREMIUM");
const YAMMER = plan("7547a3fe-08ee-4ccb-b430-5077c5041653", "YAMMER_ENTERPRISE");

/** By a short name: id, part number, the display name exports write, what a person with it has, and its service plans. */
export const PRODUCTS = {
  e3: {
    id: "05e9a617-0261-4cee-bb44-138d3ef5d965", part: "SPE_E3", name: "Microsoft 365 E3",
    has: ["Exchange", "OneDrive", "SharePoint", "Yammer", "Teams"], plans: [EXCHANGE_2, YAMMER, ENTRA_P1],
    enabled: 40, warning: 2,
  },
  e5: {
    id: "06ebc4ee-1bb5-47dd-8120-11324bc54e06", part: "SPE_E5", name: "Microsoft 365 E5",
    has: ["Exchange", "OneDrive", "SharePoint", "Yammer", "Teams"], plans: [EXCHANGE_2, YAMMER, ENTRA_P1],
    // More are taken than bought.
    enabled: 5, warning: 0,
  },
  exchange: {
    id: "4b9405b0-7788-4568-add1-99614e613b69", part: "EXCHANGESTANDARD", name: "Exchange Online (Plan 1)",
    has: ["Exchange"], plans: [EXCHANGE_BASE], enabled: 20, warning: 0, suspended: 4,
  },
  flow: {
    id: "f30db892-07e9-47e9-837c-80727f46fd3d", part: "FLOW_FREE", name: "Microsoft Power Automate Free",
    // Free: so many that nobody counts them as bought.
    has: [], plans: [EXCHANGE_BASE], enabled: 10000, warning: 0,
  },
  p1: {
    id: "078d2b04-f1bd-4111-bbd4-b4b1b354cef4", part: "AAD_PREMIUM", name: "Microsoft Entra ID P1",
    has: [], plans: [ENTRA_P1], enabled: 10, warning: 0,
  },
  // On no published list.
  own: {
    id: "5a5a0001-0000-4000-8000-0000000000aa", part: "CONTOSO_LAB_ADDON", name: "Contoso Lab Add-on",
    has: [], plans: [], enabled: 3, warning: 0,
  },
  store: {
    id: "6470687e-a428-4b7a-bef2-8a291ad947c9", part: "WINDOWS_STORE", name: "Windows Store for Business",
    has: [], plans: [EXCHANGE_BASE], enabled: 25, warning: 0, appliesTo: "Company",
  },
};

/** The product with this id. */
export const productOf = (id) => Object.values(PRODUCTS).find((product) => product.id === id);

/** The groups licenses are assigned by. */
export const GROUPS = { staff: "0a0a0001-0000-4000-8000-000000000001", students: "0a0a0001-0000-4000-8000-000000000002" };

/** The answer of `/subscribedSkus` for the people of a tenant. */
export function subscribedSkus(tenant, people) {
  const taken = new Map();
  for (const { licenses } of people) {
    for (const id of new Set(licenses.filter(isAssigned).map((license) => license.sku))) taken.set(id, (taken.get(id) ?? 0) + 1);
  }
  const isLarge = people.length > 200;
  return Object.values(PRODUCTS).filter((product) => tenant.isPremium || product !== PRODUCTS.p1).map((product) => ({
    accountName: tenant.name,
    accountId: tenant.id,
    appliesTo: product.appliesTo ?? "User",
    capabilityStatus: product.enabled ? "Enabled" : "Suspended",
    consumedUnits: taken.get(product.id) ?? 0,
    id: `${tenant.id}_${product.id}`,
    prepaidUnits: {
      enabled: isLarge ? product.enabled * Math.ceil(people.length / 60) : product.enabled,
      lockedOut: 0, suspended: product.suspended ?? 0, warning: product.warning,
    },
    servicePlans: product.plans,
    skuId: product.id,
    skuPartNumber: product.part,
    subscriptionIds: [`5b5b0001-0000-4000-8000-${product.id.slice(-12)}`],
  }));
}

/** An assignment in error takes no seat. */
export const isAssigned = (license) => license.state !== "Error";
