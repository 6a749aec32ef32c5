// The tenants and the people who sign in to them. All of it is invented.

const id = (n) => `7e4a0000-0000-4000-8000-00000000000${n}`;

/** By key. `customers` makes a partner; `isPremium` says whether the tenant has Entra ID P1. */
export const TENANTS = {
  contoso: {
    id: id(1), name: "Contoso University", domain: "contoso.example", initial: "contoso.onmicrosoft.com",
    people: "sample", isPremium: true,
  },
  adatum: { id: id(2), name: "Adatum Clinic", domain: "adatum.example", initial: "adatum.onmicrosoft.com", people: 9, isPremium: false },
  tailspin: {
    id: id(3), name: "Tailspin Managed Services", domain: "tailspin.example", initial: "tailspin.onmicrosoft.com",
    people: 4, isPremium: true, customers: ["fabrikam", "wingtip", "litware"],
  },
  fabrikam: { id: id(4), name: "Fabrikam, Inc.", domain: "fabrikam.example", initial: "fabrikam.onmicrosoft.com", people: 12, isPremium: true },
  wingtip: { id: id(5), name: "Wingtip Toys", domain: "wingtip.example", initial: "wingtip.onmicrosoft.com", people: 7, isPremium: false },
  litware: { id: id(6), name: "Litware Legal", domain: "litware.example", initial: "litware.onmicrosoft.com", people: 5, isPremium: true },
};
for (const [key, tenant] of Object.entries(TENANTS)) tenant.key = key;

/** The people who sign in. `gdap` names the roles a partner's account has in customers. */
export const ACCOUNTS = [
  { upn: "analyst@contoso.example", name: "Anna Lyst", tenant: "contoso", roles: ["Global Reader", "Reports Reader"] },
  { upn: "global.reader@contoso.example", name: "Gwen Reader", tenant: "contoso", roles: ["Global Reader"] },
  { upn: "reports.reader@contoso.example", name: "Rolf Reader", tenant: "contoso", roles: ["Reports Reader"] },
  { upn: "no.role@contoso.example", name: "Nora Role", tenant: "contoso", roles: [] },
  { upn: "admin@contoso.example", name: "Ada Minn", tenant: "contoso", roles: ["Global Administrator"], hasMailbox: false },
  { upn: "admin@adatum.example", name: "Adrian Datum", tenant: "adatum", roles: ["Global Administrator"] },
  {
    upn: "partner@tailspin.example", name: "Tess Spin", tenant: "tailspin", roles: ["Global Reader"],
    gdap: { fabrikam: ["Global Reader", "Reports Reader"], wingtip: ["Global Reader", "Reports Reader"], litware: ["Reports Reader"] },
  },
];

/** A tenant by its id, one of its domains or its key. */
export function tenantOf(name) {
  const wanted = name.toLowerCase();
  return Object.values(TENANTS).find(({ key, id, domain, initial }) => [key, id, domain, initial].includes(wanted));
}

/** An account by its logon name. */
export const accountOf = (upn = "") => ACCOUNTS.find((account) => account.upn === upn.toLowerCase());

/** The roles of an account in a tenant; `undefined` where it has nothing to do with that tenant. */
export function rolesIn(account, tenant, scenario) {
  if (account.tenant === tenant.key) return scenario.roles[account.upn] ?? account.roles;
  return account.gdap?.[tenant.key];
}
