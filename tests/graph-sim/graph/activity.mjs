// The two logs of Entra: who signed in to what, and what provisioning did.
import { dayBefore } from "../data/days.mjs";
import { digest, generator, guid, pick } from "../data/random.mjs";

const APPS = [
  { id: "5c5c0001-0000-4000-8000-000000000001", name: "Contoso Mail" },
  { id: "5c5c0001-0000-4000-8000-000000000002", name: "Contoso Learning" },
  { id: "5c5c0001-0000-4000-8000-000000000003", name: "Time Sheets" },
  { id: "5c5c0001-0000-4000-8000-000000000004", name: "Library, Search & Loan" },
];

/** Days the log reaches back. */
const KEPT_DAYS = 30;

/**
 * The interactive sign-ins of a tenant in all days it keeps, newest first, each as little as it can be made of:
 * a hundred thousand of them fit. `signIn` makes a record of one.
 */
export function signIns(people, { today, seed }) {
  const random = generator(seed ^ 0x51617);
  const two = (upTo) => String(Math.floor(random() * upTo)).padStart(2, "0");
  const rows = [];
  for (let ago = 0; ago < KEPT_DAYS; ago++) {
    const day = dayBefore(today, ago);
    // Of few people each signs in often; of many a part of them does, so that a day stays below some ten thousand rows.
    const share = people.length > 1000 ? 0.12 : 0.35;
    for (const person of people) {
      const last = person.signIns?.interactive;
      if (!last || day > last.slice(0, 10) || random() > share) continue;
      const at = `${day}T${two(24)}:${two(60)}:${two(60)}.${String(Math.floor(random() * 1e7)).padStart(7, "0")}Z`;
      rows.push({ person, at, app: pick(random, APPS), hasFailed: person.signIns.successful === null || random() < 0.06 });
    }
  }
  return rows.sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** The record of a sign-in. */
export function signIn({ person, at: createdDateTime, app, hasFailed }) {
  const hex = digest(`${person.id}${createdDateTime}`);
  return {
    id: `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 30)}00`,
    createdDateTime,
    userDisplayName: person.name,
    userPrincipalName: person.upn.toLowerCase(),
    userId: person.id,
    appId: app.id,
    appDisplayName: app.name,
    ipAddress: "203.0.113.7",
    clientAppUsed: "Browser",
    correlationId: guid(createdDateTime),
    conditionalAccessStatus: "notApplied",
    isInteractive: true,
    riskDetail: "none",
    riskLevelAggregated: "none",
    riskLevelDuringSignIn: "none",
    riskState: "none",
    riskEventTypes: [],
    resourceDisplayName: "Contoso Services",
    resourceId: "00000003-0000-0000-c000-000000000000",
    status: hasFailed
      ? { errorCode: 50126, failureReason: "The name or the password was wrong.", additionalDetails: null }
      : { errorCode: 0, failureReason: null, additionalDetails: null },
    deviceDetail: { deviceId: "", displayName: null, operatingSystem: "Windows", browser: "Edge", isCompliant: null, isManaged: null, trustType: null },
    location: { city: "Springfield", state: "Illinois", countryOrRegion: "US", geoCoordinates: { altitude: null, latitude: null, longitude: null } },
    appliedConditionalAccessPolicies: [],
  };
}

/** What provisioning did for some people, newest first. Ids are texts of their own, and the case of step types varies, as in the wild. */
export function provisioning(people, { today, tenant }) {
  const subjects = people.filter((person) => person.sync).slice(0, 12);
  return subjects.map((person, at) => {
    const hasFailed = at % 5 === 3;
    return {
      id: `p${at}-${person.id.slice(2)}`,
      activityDateTime: `${dayBefore(today, at)}T03:00:${String(10 + at)}Z`,
      tenantId: tenant.id,
      jobId: `learning.${tenant.id.replaceAll("-", "")}.job`,
      cycleId: `c${at}-${person.id.slice(2)}`,
      changeId: `h${at}-${person.id.slice(2)}`,
      provisioningAction: at % 2 ? "update" : "create",
      durationInMilliseconds: 900 + 37 * at,
      provisioningStatusInfo: {
        status: hasFailed ? "failure" : "success",
        errorInformation: hasFailed ? { errorCode: "DuplicateTarget", reason: "Two target objects have this name.", additionalDetails: null, errorCategory: "failure", recommendedAction: null } : null,
      },
      provisioningSteps: [
        { name: "EntryImport", provisioningStepType: at % 2 ? "import" : "Import", status: "success", description: `Read '${person.upn}'`, details: {} },
        { name: "EntryExportAdd", provisioningStepType: "Export", status: hasFailed ? "failure" : "success", description: `Wrote '${person.upn}'`, details: { ReportableIdentifier: person.upn } },
      ],
      modifiedProperties: [{ displayName: "department", oldValue: null, newValue: person.department }],
      servicePrincipal: { id: "9d9d0001-0000-4000-8000-000000000001", displayName: "Contoso Learning" },
      sourceSystem: { id: "9d9d0001-0000-4000-8000-000000000002", displayName: "Microsoft Entra ID", details: {} },
      targetSystem: { id: "9d9d0001-0000-4000-8000-000000000003", displayName: "Contoso Learning", details: {} },
      initiatedBy: at % 2
        ? { initiatingType: "system", id: "", displayName: "Provisioning service" }
        : { initiatorType: "system", id: "", displayName: "Provisioning service" },
      sourceIdentity: { identityType: "User", id: person.id, displayName: person.name, details: { userPrincipalName: person.upn } },
      targetIdentity: { identityType: "User", id: `t${at}`, displayName: person.name, details: {} },
    };
  });
}
