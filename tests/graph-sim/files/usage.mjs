// The three usage reports as CSV: the rows Graph gives as JSON, below the captions of the exports.
import { csv } from "./csv.mjs";

const WORKLOADS = ["Exchange", "OneDrive", "SharePoint", "Skype For Business", "Yammer", "Teams"];
const member = (workload) => workload.replace("Skype For Business", "SkypeForBusiness");
const small = (workload) => member(workload)[0].toLowerCase() + member(workload).slice(1);
const WHO = [["Report Refresh Date", "reportRefreshDate"], ["User Principal Name", "userPrincipalName"], ["Display Name", "displayName"], ["Is Deleted", "isDeleted"], ["Deleted Date", "deletedDate"]];

/** Captions and the members below them, by the function of the report. */
const COLUMNS = {
  getOffice365ActiveUserDetail: [
    ...WHO,
    ...WORKLOADS.map((workload) => [`Has ${workload} License`, `has${member(workload)}License`]),
    ...WORKLOADS.map((workload) => [`${workload} Last Activity Date`, `${small(workload)}LastActivityDate`]),
    ...WORKLOADS.map((workload) => [`${workload} License Assign Date`, `${small(workload)}LicenseAssignDate`]),
    ["Assigned Products", "assignedProducts"],
  ],
  getMailboxUsageDetail: [
    ...WHO,
    ["Created Date", "createdDate"], ["Last Activity Date", "lastActivityDate"], ["Item Count", "itemCount"], ["Storage Used (Byte)", "storageUsedInBytes"],
    ["Issue Warning Quota (Byte)", "issueWarningQuotaInBytes"], ["Prohibit Send Quota (Byte)", "prohibitSendQuotaInBytes"],
    ["Prohibit Send/Receive Quota (Byte)", "prohibitSendReceiveQuotaInBytes"], ["Deleted Item Count", "deletedItemCount"],
    ["Deleted Item Size (Byte)", "deletedItemSizeInBytes"], ["Deleted Item Quota (Byte)", "deletedItemQuota"], ["Has Archive", "hasArchive"], ["Report Period", "reportPeriod"],
  ],
  getOneDriveUsageAccountDetail: [
    ["Report Refresh Date", "reportRefreshDate"], ["Site URL", "siteUrl"], ["Owner Display Name", "ownerDisplayName"], ["Is Deleted", "isDeleted"],
    ["Last Activity Date", "lastActivityDate"], ["File Count", "fileCount"], ["Active File Count", "activeFileCount"], ["Storage Used (Byte)", "storageUsedInBytes"],
    ["Storage Allocated (Byte)", "storageAllocatedInBytes"], ["Owner Principal Name", "ownerPrincipalName"], ["Report Period", "reportPeriod"],
  ],
};

/** The CSV of a usage report of these rows. */
export function usageCsv(name, rows) {
  const columns = COLUMNS[name];
  const joined = (value) => (Array.isArray(value) ? value.join("+") : value);
  const records = rows.map((row) => Object.fromEntries(columns.map(([caption, member]) => [caption, joined(row[member])])));
  return csv(columns.map(([caption]) => caption), records, { isMarked: true });
}
